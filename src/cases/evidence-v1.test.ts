import { describe, expect, test } from 'vitest';
import { actor, caseAfter, evidence, start } from '../../test/case-builders.ts';
import { checkResult } from '../../test/check-builders.ts';
import { runAnalyze } from '../heavy/tasks.ts';
import { Kept } from '../redaction/kept.ts';
import { words } from '../redaction/words.ts';
import { Case } from './case.ts';
import type { CaseEvent, NewEvidence } from './events.ts';
import { caseEvidence, evidenceV1 } from './evidence-v1.ts';

const first = words`nQ3vXa7Lp2RtYbZc8sKfTt`;
const second = words`aQ3vXa7Lp2RtYbZc8sKfTt`;
const given = (...items: NewEvidence[]): CaseEvent => ({
  type: 'evidence_given',
  by: actor('support'),
  at: start,
  items,
  redacted: 0,
});
const looked = (id: string, kind: 'identify_id' | 'agent_record', over = {}): CaseEvent[] => [
  {
    type: 'checks_planned',
    by: actor('bot'),
    at: start,
    checks: [{ kind, target: { type: 'simulation', id } }],
  },
  { type: 'check_finished', by: actor('bot'), at: start, revision: 1, result: checkResult(kind, over) },
];

describe('the evidence the engine sees', () => {
  test('is the newest version of each piece; a withdrawn piece is gone', () => {
    const state = caseAfter([
      given(evidence('response_status', 500), evidence('endpoint', words`https://a.example`)),
      given(evidence('response_status', 404)),
      { type: 'evidence_withdrawn', by: actor('support'), at: start, item: 'E2' },
    ]);
    expect(evidenceV1(state)).toEqual({ response_status: 404 });
  });

  test('joins notes to the description and leaves out what does not fit', () => {
    const state = caseAfter([
      given(
        evidence('description', words`No traces`),
        evidence('note', words`since Monday`),
        evidence('symptom', words`everything`),
        evidence('checks', { kind: 'get_run', status: 200 }),
        evidence('checks', { kind: 'horoscope', status: 200 }),
      ),
    ]);
    expect(evidenceV1(state)).toEqual({
      description: 'No traces\nsince Monday',
      checks: [{ kind: 'get_run', status: 200 }],
    });
  });

  test('a look-up of an ID that has been corrected since no longer counts', () => {
    const outcomes = [{ kind: 'get_run' as const, status: 200 }];
    const asked = caseAfter([
      given(evidence('target_id', first)),
      ...looked(first, 'identify_id', { outcomes }),
    ]);
    expect(evidenceV1(asked).checks).toEqual(outcomes);
    const corrected = caseAfter([
      given(evidence('target_id', first)),
      ...looked(first, 'identify_id', { outcomes }),
      given(evidence('target_id', second)),
    ]);
    expect(evidenceV1(corrected).checks).toBeUndefined();
  });

  test('the agent record stands in for a configuration that nobody pasted', () => {
    const record = { body: words`{"model_type":"MODEL_TYPE_VOICE"}` };
    const events = [given(evidence('target_id', first)), ...looked(first, 'agent_record', record)];
    expect(evidenceV1(caseAfter(events)).agent_config).toBe(record.body);
    const pasted = given(evidence('agent_config', words`{}`));
    expect(evidenceV1(caseAfter([...events, pasted])).agent_config).toBe('{}');
  });

  test('an analysis that was kept in place of its dump says what the dump said', () => {
    const span = (id: string, name: string) => ({
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: id,
      name,
      startTimeUnixNano: '1767225600000000000',
      endTimeUnixNano: '1767225600100000000',
    });
    const spans = [span('eee19b7ec3c1b173', 'stt'), span('eee19b7ec3c1b173', 'stt')];
    const dump = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const kept: unknown = JSON.parse(JSON.stringify(runAnalyze(new TextEncoder().encode(dump), {})));
    const value = Object.fromEntries(Object.entries(Object(kept)));
    const { analysis } = caseEvidence(caseAfter([given(evidence('trace_dump', value))]));
    expect(analysis?.findingCodes).toContain('duplicate_spans');
    expect(analysis?.noted).toMatchObject({ 'dump.read': true, 'dump.duplicates': true });
    expect(
      caseEvidence(caseAfter([given(evidence('trace_dump', { spans: 'many' }))])).analysis,
    ).toBeUndefined();
  });

  test('text of any length that fits the case fits the engine', () => {
    const long = Kept.parse('x'.repeat(150_000));
    expect(evidenceV1(caseAfter([given(evidence('agent_config', long))])).agent_config).toHaveLength(150_000);
  });
});

describe('the keys that are compared', () => {
  const mark = { placeholder: '[coval-key 1]', fingerprint: '0a1b2c.00112233ff' };
  const config = evidence('agent_config', words`COVAL_API_KEY=[coval-key 1]`, { keys: [mark] });
  const check = evidence('checks', { kind: 'fake_id_span', status: 404 }, { keys: [mark] });

  test('are those of the evidence that counts, each with what it stood in', () => {
    const { keys } = caseEvidence(caseAfter([given(config, check)]));
    expect(keys?.pieces).toMatchObject([
      { source: 'agent_config', text: 'COVAL_API_KEY=[coval-key 1]', marks: [mark] },
      { source: 'checks', marks: [mark], check: { kind: 'fake_id_span', status: 404 } },
    ]);
  });

  test('go with a piece that is withdrawn or corrected', () => {
    const withdrawn: CaseEvent = { type: 'evidence_withdrawn', by: actor('support'), at: start, item: 'E1' };
    expect(caseEvidence(caseAfter([given(config), withdrawn])).keys).toBeUndefined();
    const corrected = given(evidence('agent_config', words`LOG_LEVEL=info`));
    expect(caseEvidence(caseAfter([given(config), corrected])).keys).toBeUndefined();
  });

  test('include the key of our own checks by its alias only', () => {
    const state = { ...caseAfter([given(config), ...looked(first, 'identify_id')]), keyAlias: 'acme' };
    const own = caseEvidence(state, (alias) => (alias === 'acme' ? '0a1b2c.ffffffffff' : undefined)).keys
      ?.own;
    expect(own?.fingerprint).toBe('0a1b2c.ffffffffff');
    expect(caseEvidence(state).keys?.own).toBeUndefined();
  });

  test('are absent in a case of an older version, which is read as before', () => {
    const older = caseAfter([given(evidence('agent_config', words`COVAL_API_KEY=[coval-key 1]`))]);
    expect(Case.parse(JSON.parse(JSON.stringify(older)))).toEqual(older);
    expect(caseEvidence(older)).not.toHaveProperty('keys');
    expect(
      Case.safeParse({ ...older, evidence: [{ ...older.evidence[0], keys: ['a value'] }] }).success,
    ).toBe(false);
  });
});
