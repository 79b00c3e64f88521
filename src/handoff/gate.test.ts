import { describe, expect, test } from 'vitest';
import { actor, caseAfter, diagnosisRecord, evidence, start } from '../../test/case-builders.ts';
import type { CaseEvent, NewEvidence } from '../cases/events.ts';
import { words } from '../redaction/words.ts';
import { handoffMissing, offeredReason } from './gate.ts';

const given = (...items: NewEvidence[]): CaseEvent => ({
  type: 'evidence_given',
  by: actor('support'),
  at: start,
  items,
  redacted: 0,
});
const diagnosed = (over = {}): CaseEvent => ({
  type: 'diagnosed',
  by: actor('bot'),
  at: start,
  record: diagnosisRecord(1, over),
});

const server = [
  evidence('endpoint', words`https://api.coval.dev/v1/traces`),
  evidence('target_id', words`nQ3vXa7Lp2RtYbZc8sKfTt`),
  evidence('response_status', 503),
  evidence('response_body', words`{"error":{}}`),
];
const again = evidence('checks', { kind: 'target_span', status: 503 });

describe('the completeness gate', () => {
  test('one server error is not a repeated one', () => {
    const once = caseAfter([given(...server), diagnosed()]);
    expect(handoffMissing(once, 'repeated_server_error')).toEqual([
      'Add a second 5xx answer, after a valid retry: run the checks again.',
    ]);
    const twice = caseAfter([given(...server, again), diagnosed()]);
    expect(handoffMissing(twice, 'repeated_server_error')).toEqual([]);
  });

  test('an empty case lacks everything, for every reason', () => {
    for (const reason of ['other_organization', 'agent_record_change', 'ui_cannot_load', 'other'] as const)
      expect(handoffMissing(caseAfter([]), reason)).toContain(
        'Run the triage first: there is no diagnosis yet.',
      );
  });

  test('a page that does not load needs proof that its spans are stored', () => {
    const seen = [
      evidence('target_id', words`nQ3vXa7Lp2RtYbZc8sKfTt`),
      evidence('trace_url', words`https://app.coval.dev/acme/runs/a/results/b`),
      evidence('description', words`The page spins`),
    ];
    const missing = ['Add proof that spans are stored: the trace summary of the target.'];
    expect(handoffMissing(caseAfter([given(...seen), diagnosed()]), 'ui_cannot_load')).toEqual(missing);
    const stored = evidence('checks', { kind: 'trace_summary', status: 200 });
    expect(handoffMissing(caseAfter([given(...seen, stored), diagnosed()]), 'ui_cannot_load')).toEqual([]);
  });

  test('the reason is offered only when the diagnosis escalates', () => {
    const cause = 'unavailable-503';
    expect(
      offeredReason(caseAfter([given(...server), diagnosed({ cause, escalate: false })])),
    ).toBeUndefined();
    expect(offeredReason(caseAfter([given(...server), diagnosed({ cause, escalate: true })]))).toBe(
      'repeated_server_error',
    );
  });
});
