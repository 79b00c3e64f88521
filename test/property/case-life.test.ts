import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, mayDo } from '../../src/cases/apply.ts';
import { Case, endedStatuses, type Role, Status } from '../../src/cases/case.ts';
import { CaseEvent, type CaseEventType } from '../../src/cases/events.ts';
import { caseEvidence } from '../../src/cases/evidence-v1.ts';
import { fingerprint } from '../../src/cases/fingerprint.ts';
import { indexEntry } from '../../src/cases/index-entry.ts';
import { durations } from '../../src/cases/milestones.ts';
import { transitions } from '../../src/cases/transitions.ts';
import { words } from '../../src/redaction/words.ts';
import { nextDue, nudgePolicy } from '../../src/timers/plan.ts';
import { actor, caseAfter, diagnosisRecord, evidence, start } from '../case-builders.ts';
import { checkResult } from '../check-builders.ts';

/** Random events of every kind by every role, in any order, against the table of states. */

const roles: readonly Role[] = ['customer', 'support', 'engineering', 'operator', 'bot'];
const note = words`text`;
const small = fc.integer({ min: 1, max: 3 });
const flag = fc.boolean();

/** One event of each type, with the fields that matter drawn at random; wrong numbers and stale revisions included. */
const shapes: { [T in CaseEventType]?: fc.Arbitrary<Record<string, unknown>> } = {
  evidence_given: fc.record({
    items: fc.array(
      fc.constantFrom(
        evidence('response_status', 404),
        evidence('target_id', words`nQ3vXa7Lp2RtYbZc8sKfTt`),
        evidence('note', note),
        evidence('symptom', words`not a symptom`),
        evidence('checks', { kind: 'get_run', status: 200 }),
        evidence('trace_dump', { findings: [{ code: 'no_spans' }] }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    redacted: fc.nat(2),
  }),
  evidence_withdrawn: fc.record({ item: small.map((n) => `E${n}`) }),
  consent_given: fc.constant({ check: 'target_span' }),
  checks_planned: fc.constantFrom(
    { checks: [] },
    { checks: [{ kind: 'identify_id' }, { kind: 'trace_summary' }] },
  ),
  check_started: fc.record({ kind: fc.constant('identify_id'), revision: small }),
  check_finished: fc.record({ revision: small, result: fc.constant(checkResult('identify_id')) }),
  span_written: fc.constant({ target: note, outcome: 'stored' }),
  diagnosed: fc.record({
    record: fc
      .tuple(small, fc.constantFrom('insufficient', 'likely', 'confirmed'))
      .map(([revision, confidence]) => diagnosisRecord(revision, { confidence })),
  }),
  assigned: fc.constant({ to: 'UOTHER' }),
  noted: fc.record({ text: fc.constant(note), internal: flag }),
  asked_customer: fc.constant({ reason: note }),
  fix_declared: fc.constant({ text: note }),
  proof_started: fc.record({
    ...{ kind: fc.constantFrom('command', 'ui'), text: fc.constant(note), before: fc.constant(note) },
    awaits: fc.constantFrom('check', 'person'),
  }),
  proof_finished: fc.record({ passed: flag, after: fc.constant(note) }),
  handed_off: fc.record({
    reason: fc.constantFrom('other_organization', 'other'),
    missing: fc.constantFrom([], [note]),
    override: fc.constant(note),
  }),
  handoff_posted: fc.record({
    number: small,
    brief: fc.constant({ team: 'T1', channel: 'CENG', thread: '5.1' }),
  }),
  handoff_accepted: fc.record({ number: small }),
  handoff_returned: fc.record({ number: small, checklist: fc.constant([{ text: note, key: 'endpoint' }]) }),
  checklist_ticked: fc.record({ number: small, index: fc.nat(2), done: flag }),
  handoff_answered: fc.record({ number: small, answer: fc.constant(note) }),
  handoff_closed: fc.record({ number: small }),
  ticket_reported: fc.record({
    number: small,
    ticket: fc.nat(100).map((at) => ({ id: note, state: note, at })),
  }),
  resolved: fc.constant({ reason: note }),
  reopened: fc.constant({ reason: note }),
  withdrawn: fc.constant({ reason: note }),
  marked_duplicate: fc.record({ of: small.map((n) => `T-${n}`) }),
  anchored: fc.constant({ place: { team: 'T1', channel: 'C1', thread: '2.1' } }),
  audience_changed: fc.constant({ audience: 'shared' }),
  update_promised: fc.record({ due: fc.integer({ min: start, max: start + 10_000 }) }),
  snoozed: fc.record({ until: fc.integer({ min: start, max: start + 10_000 }) }),
};
const types = Object.keys(transitions).filter((type) => type !== 'opened');

const anEvent = fc
  .record({
    type: fc.constantFrom(...types),
    by: fc.constantFrom(...roles).map(actor),
    // A clock that jumps both ways.
    at: fc.integer({ min: start - 1_000, max: start + 10_000 }),
  })
  .chain((base) =>
    // The schema below is what tells an event from a wild record; keys are the table's own.
    (shapes[base.type as CaseEventType] ?? fc.constant({})).map((rest) =>
      CaseEvent.parse({ ...base, ...rest }),
    ),
  );

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
        expect(after.ended !== undefined).toBe(ended);
        expect(after.duplicateOf !== undefined).toBe(after.status === 'duplicate');
        if (ended) {
          expect(nextDue(after, policy)).toBeUndefined();
          expect(after.nextUpdateAt).toBeUndefined();
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
