import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, mayDo } from '../../src/cases/apply.ts';
import { Case, endedStatuses, Status } from '../../src/cases/case.ts';
import { caseEvidence } from '../../src/cases/evidence-v1.ts';
import { fingerprint } from '../../src/cases/fingerprint.ts';
import { indexEntry } from '../../src/cases/index-entry.ts';
import { durations } from '../../src/cases/milestones.ts';
import { transitions } from '../../src/cases/transitions.ts';
import { nextDue, nudgePolicy } from '../../src/timers/plan.ts';
import { caseAfter } from '../case-builders.ts';
import { anEvent, roles } from './case-events.ts';

/** Random events of every kind by every role, in any order, against the table of states. */

test('no sequence of events by anybody leads to an illegal state', () => {
  const policy = nudgePolicy(24);
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 40 }), (events) => {
      let state = caseAfter([]);
      for (const event of events) {
        const allowed = mayDo(state, event.by.role).includes(event.type);
        const outcome = apply(state, event);
        if (!outcome.ok) {
          expect(outcome.refusal).toMatch(/^[A-Z].*[.!]$/);
          continue;
        }
        expect(allowed).toBe(true);
        const after = outcome.case;
        const rule = transitions[event.type];
        expect(Case.safeParse(after).error).toBeUndefined();
        expect(Status.options).toContain(after.status);
        if (typeof rule.to === 'string')
          expect(after.status).toBe(rule.to === 'same' ? state.status : rule.to);
        expect(after.revision).toBe(state.revision + 1);
        expect(after.updatedAt).toBeGreaterThanOrEqual(state.updatedAt);
        expect(after.waiting !== undefined).toBe(after.status === 'waiting_on_customer');
        const ended = endedStatuses.includes(after.status);
        expect(after.nextUpdateAt === undefined).toBe(ended);
        if (after.promisedBy) expect(after.nextUpdateAt).toBeGreaterThan(after.updatedAt);
        expect(after.ended !== undefined).toBe(ended);
        expect(after.duplicateOf !== undefined).toBe(after.status === 'duplicate');
        if (ended) {
          expect(nextDue(after, policy)).toBeUndefined();
          expect(after.checks.every((check) => check.state === 'done')).toBe(true);
          expect(after.handoffs.every(({ state: word }) => word !== 'sent' && word !== 'accepted')).toBe(
            true,
          );
          expect(after.proof === undefined || after.proof.endedAt !== undefined).toBe(true);
        } else if (after.nudges.count < policy.mostNudges) expect(nextDue(after, policy)).toBeDefined();
        if (after.status === 'verifying') expect(after.proof).toBeDefined();
        if (after.status === 'fix_in_progress') expect(after.fix).toBeDefined();
        expect(new Set(after.evidence.map(({ id }) => id)).size).toBe(after.evidence.length);
        for (const ms of Object.values(durations(after))) expect(ms).toBeGreaterThanOrEqual(0);
        state = after;
      }
      expect(() => [caseEvidence(state), indexEntry(state), fingerprint(state)]).not.toThrow();
    }),
    { numRuns: 400 },
  );
});

test('what a refused role was refused, a role that the refusal names may do', () => {
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 15 }), anEvent, (events, last) => {
      let state = caseAfter([]);
      for (const event of events) {
        const outcome = apply(state, event);
        if (outcome.ok) state = outcome.case;
      }
      const outcome = apply(state, last);
      if (outcome.ok || !outcome.refusal.startsWith('Only ')) return;
      const named = roles.filter((role) =>
        outcome.refusal.includes(
          {
            customer: 'customer',
            support: 'support',
            engineering: 'engineering',
            operator: 'operator',
            bot: 'bot',
          }[role],
        ),
      );
      expect(named).not.toContain(last.by.role);
      expect(named.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
