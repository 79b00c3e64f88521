import { describe, expect, test } from 'vitest';
import { accepted, actor, caseAfter, diagnosisRecord, evidence, start } from '../../test/case-builders.ts';
import { checkResult } from '../../test/check-builders.ts';
import { Kept } from '../redaction/kept.ts';
import { words } from '../redaction/words.ts';
import { apply, mayDo } from './apply.ts';
import type { Case, Role } from './case.ts';
import type { CaseEvent } from './events.ts';
import { durations } from './milestones.ts';

const minute = 60_000;
const bot = actor('bot');
const support = actor('support');
const customer = actor('customer');
const engineer = actor('engineering');
let clock = start;
const at = () => {
  clock += minute;
  return clock;
};

const given = (by = customer): CaseEvent => ({
  type: 'evidence_given',
  by,
  at: at(),
  items: [evidence('response_status', 404)],
  redacted: 0,
});
const diagnosed = (revision: number, over = {}): CaseEvent => ({
  type: 'diagnosed',
  by: bot,
  at: at(),
  record: diagnosisRecord(revision, over),
});
const handedOff = (over = {}): CaseEvent => ({
  type: 'handed_off',
  by: support,
  at: at(),
  reason: 'repeated_server_error',
  missing: [],
  ...over,
});
const refusal = (state: Case, event: CaseEvent) => {
  const outcome = apply(state, event);
  return outcome.ok ? 'accepted' : outcome.refusal;
};
const diagnosedCase = () => caseAfter([given(), diagnosed(1)]);

describe('the life of a case', () => {
  test('fixed by the customer and proved: the proof resolves the case', () => {
    const state = caseAfter([
      given(),
      { type: 'checks_planned', by: bot, at: at(), checks: [{ kind: 'identify_id' }] },
      { type: 'check_started', by: bot, at: at(), kind: 'identify_id', revision: 1 },
      { type: 'check_finished', by: bot, at: at(), revision: 1, result: checkResult('identify_id') },
      diagnosed(1),
      { type: 'taken', by: support, at: at() },
      { type: 'fix_declared', by: support, at: at(), text: words`The output ID is sent now` },
      {
        type: 'proof_started',
        by: bot,
        at: at(),
        kind: 'ui',
        text: words`Open it`,
        before: words`404`,
        awaits: 'person',
      },
      { type: 'proof_finished', by: customer, at: at(), passed: true, after: words`The card is there` },
    ]);
    expect(state).toMatchObject({ status: 'resolved', owner: 'USUPPORT', proof: { state: 'passed' } });
    expect(state.milestones.proved?.at).toBe(clock);
  });

  test('a failed proof reopens the case by itself', () => {
    const state = caseAfter([
      given(),
      diagnosed(1),
      { type: 'fix_declared', by: support, at: at(), text: words`Fixed` },
      {
        type: 'proof_started',
        by: bot,
        at: at(),
        kind: 'command',
        text: words`curl`,
        before: words`404`,
        awaits: 'check',
      },
      { type: 'proof_finished', by: bot, at: at(), passed: false, after: words`404 again` },
    ]);
    expect(state).toMatchObject({ status: 'diagnosed', proof: { state: 'failed', after: '404 again' } });
  });

  test('returned for evidence: the checklist ticks itself off as the evidence arrives', () => {
    const returned = caseAfter([
      given(),
      diagnosed(1),
      handedOff(),
      { type: 'handoff_accepted', by: engineer, at: at(), number: 1 },
      {
        type: 'handoff_returned',
        by: engineer,
        at: at(),
        number: 1,
        checklist: [{ text: words`The body`, key: 'response_body' }, { text: words`When it began` }],
      },
    ]);
    expect(returned.status).toBe('waiting_on_customer');
    const answered = accepted(returned, {
      type: 'evidence_given',
      by: customer,
      at: at(),
      items: [evidence('response_body', words`503`)],
      redacted: 0,
    });
    expect(answered.status).toBe('collecting_evidence');
    expect(answered.handoffs[0]?.checklist.map(({ done }) => done)).toEqual([true, false]);
  });

  test('a newer item of the same kind replaces the older, which is kept', () => {
    const state = caseAfter([given(), given(), given()]);
    expect(state.evidence.map(({ id, version, replaces }) => [id, version, replaces])).toEqual([
      ['E1', 1, undefined],
      ['E2', 2, 'E1'],
      ['E3', 3, 'E2'],
    ]);
  });

  test('a diagnosis of older evidence is refused', () => {
    expect(refusal(caseAfter([given(), given()]), diagnosed(1))).toBe(
      'The evidence has changed since this diagnosis began.',
    );
  });

  test('ending a case leaves nothing under way', () => {
    const state = caseAfter([
      given(),
      { type: 'checks_planned', by: bot, at: at(), checks: [{ kind: 'identify_id' }] },
      diagnosed(1),
      handedOff(),
      { type: 'update_promised', by: support, at: at(), due: clock + minute },
      { type: 'withdrawn', by: support, at: at(), reason: words`Not needed` },
    ]);
    expect(state).toMatchObject({ status: 'withdrawn', checks: [], handoffs: [{ state: 'closed' }] });
    expect(state).not.toHaveProperty('nextUpdateAt');
  });
});

describe('refusals', () => {
  const everything: Role[] = ['customer', 'support', 'engineering', 'operator', 'bot'];

  test('a customer may add evidence, answer and confirm a proof, and nothing else', () => {
    const waiting = accepted(diagnosedCase(), {
      type: 'asked_customer',
      by: support,
      at: at(),
      reason: words`Which ID?`,
    });
    expect(mayDo(waiting, 'customer')).toEqual([
      'evidence_given',
      'evidence_withdrawn',
      'customer_answered',
      'proof_finished',
    ]);
  });

  test('a refusal says who may', () => {
    expect(refusal(diagnosedCase(), { type: 'taken', by: customer, at: at() })).toBe(
      'Only support or the operator can do this.',
    );
    expect(refusal(diagnosedCase(), { ...handedOff(), by: engineer })).toBe(
      'Only support or the operator can do this.',
    );
  });

  test('a returned hand-off of a resolved case changes nothing and says how to go on', () => {
    const resolved = caseAfter([
      given(),
      diagnosed(1),
      handedOff(),
      { type: 'resolved', by: support, at: at(), reason: words`Done` },
    ]);
    expect(
      refusal(resolved, {
        type: 'handoff_returned',
        by: engineer,
        at: at(),
        number: 1,
        checklist: [{ text: words`x` }],
      }),
    ).toBe(
      'T-1 is in state "Resolved". Nothing was changed. Ask support, engineering or the operator to reopen it.',
    );
  });

  test('a hand-off with gaps needs a reason', () => {
    expect(refusal(diagnosedCase(), handedOff({ missing: [words`The body`] }))).toMatch(
      /^Evidence is missing/,
    );
    expect(
      accepted(
        diagnosedCase(),
        handedOff({ missing: [words`The body`], override: words`Customer is offline` }),
      ),
    ).toMatchObject({ status: 'escalated', handoffs: [{ override: { reason: 'Customer is offline' } }] });
  });

  test('a late report of a ticket is refused', () => {
    const report = (ticketAt: number, state: string): CaseEvent => ({
      type: 'ticket_reported',
      by: bot,
      at: at(),
      number: 1,
      ticket: { id: words`ENG-1`, state: state === 'done' ? words`done` : words`open`, at: ticketAt },
    });
    const escalated = accepted(diagnosedCase(), handedOff());
    const done = accepted(escalated, report(start + 10, 'done'));
    expect(refusal(done, report(start + 5, 'open'))).toBe('A newer report of this ticket is known already.');
    expect(done.handoffs[0]?.ticket?.state).toBe('done');
  });

  test('a case does not grow without end', () => {
    const long = Kept.parse('x'.repeat(150_000));
    const pasted: CaseEvent = {
      type: 'evidence_given',
      by: customer,
      at: at(),
      items: [evidence('agent_config', long)],
      redacted: 0,
    };
    const full = caseAfter(Array.from({ length: 6 }, () => pasted));
    expect(refusal(full, pasted)).toMatch(/^This case holds as much text as it can/);
  });

  test('a customer withdraws only their own evidence', () => {
    const state = caseAfter([given(support)]);
    expect(refusal(state, { type: 'evidence_withdrawn', by: customer, at: at(), item: 'E1' })).toMatch(
      /^Only the person/,
    );
    expect(everything.filter((role) => mayDo(state, role).includes('evidence_withdrawn'))).toContain(
      'customer',
    );
  });
});

describe('durations', () => {
  test('waiting on the customer is left out', () => {
    const t = (minutes: number) => start + minutes * minute;
    const state = caseAfter([
      { type: 'asked_customer', by: support, at: t(10), reason: words`Which ID?` },
      { ...given(), at: t(70), items: [evidence('target_id', words`abc`)] } as CaseEvent,
      { ...diagnosed(1), at: t(75) } as CaseEvent,
    ]);
    expect(durations(state)).toEqual({
      firstResponse: 0,
      evidenceComplete: 10 * minute,
      verdict: 15 * minute,
    });
  });

  test('a clock that jumps back never makes one negative', () => {
    const state = caseAfter([
      { ...given(), at: start - 5_000_000 } as CaseEvent,
      { ...diagnosed(1), at: 0 } as CaseEvent,
    ]);
    expect(Object.values(durations(state)).every((ms) => ms >= 0)).toBe(true);
    expect(state.updatedAt).toBe(start);
  });
});
