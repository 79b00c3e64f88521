import { describe, expect, test } from 'vitest';
import { actor, caseAfter, diagnosisRecord, evidence, opened, start } from '../../test/case-builders.ts';
import { checkResult } from '../../test/check-builders.ts';
import type { CaseEvent } from '../cases/events.ts';
import type { CheckResult } from '../checks/result.ts';
import { words } from '../redaction/words.ts';
import { proofOutcome, proofPlan } from './plan.ts';

const at = start;
const bot = actor('bot');

function diagnosed(proofRun: string | undefined, verdict: CheckResult['verdict'], keyAlias?: string) {
  const kind = proofRun === 'fake-span' ? 'fake_id_span' : 'trace_summary';
  const events: CaseEvent[] = [
    { type: 'evidence_given', by: bot, at, items: [evidence('response_status', 401)], redacted: 0 },
    { type: 'checks_planned', by: bot, at, checks: [{ kind }] },
    {
      type: 'check_finished',
      by: bot,
      at,
      revision: 1,
      result: checkResult(kind, { verdict, sentence: words`No spans are stored.` }),
    },
    {
      type: 'diagnosed',
      by: bot,
      at,
      record: {
        ...diagnosisRecord(1, {
          summary: { observed_status: 'HTTP 401', proof: { kind: 'command', text: 'curl …' } },
        }),
        ...(proofRun !== undefined && { proofRun }),
      },
    },
  ];
  return caseAfter(events, 'T-1', opened(keyAlias === undefined ? {} : { keyAlias }));
}

describe('the proof of a fix', () => {
  test('is the look-up that failed before, beside what it said then', () => {
    expect(proofPlan(diagnosed('trace-summary', 'failed', 'default'))).toEqual({
      kind: 'command',
      text: 'curl …',
      before: 'No spans are stored.',
      check: 'trace_summary',
    });
  });

  test('is left to a person when our look-up passed already: our key says nothing about the customer', () => {
    expect(proofPlan(diagnosed('fake-span', 'passed', 'default'))).toEqual({
      kind: 'command',
      text: 'curl …',
      before: 'HTTP 401',
    });
  });

  test('is left to a person without a key, and when the row names none', () => {
    expect(proofPlan(diagnosed('trace-summary', 'failed')).check).toBeUndefined();
    expect(proofPlan(diagnosed(undefined, 'failed', 'default'))).toMatchObject({ before: 'HTTP 401' });
  });

  test('after a choice is the page of the chosen simulation output, with nothing left to fill in', () => {
    const items = [evidence('target_id', words`RunRunRunRunRunRunRun1`)];
    const note = evidence('note', words`Simulation output to send: OutOutOutOutOutOutOut1`);
    const chosen = caseAfter([
      { type: 'evidence_given', by: bot, at, items: [...items, note], redacted: 0 },
      {
        ...{ type: 'diagnosed', by: bot, at },
        record: diagnosisRecord(1, { summary: { proof: { kind: 'command', text: 'curl …$RUN_ID' } } }),
      },
    ]);
    expect(proofPlan(chosen)).toMatchObject({
      kind: 'ui',
      text: expect.stringContaining('/runs/RunRunRunRunRunRunRun1/results/OutOutOutOutOutOutOut1'),
    });
  });

  test('that did not come to an answer is left to a person', () => {
    expect(proofOutcome(checkResult('trace_summary', { verdict: 'inconclusive' }))).toBeUndefined();
    expect(proofOutcome(checkResult('trace_summary', { verdict: 'failed' }))).toMatchObject({
      passed: false,
    });
  });
});
