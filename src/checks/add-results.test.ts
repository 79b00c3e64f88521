import { describe, expect, test } from 'vitest';
import { words } from '../redaction/words.ts';
import { addResults } from './add-results.ts';
import type { CheckResult } from './result.ts';

const result = (over: Partial<CheckResult>): CheckResult => ({
  kind: 'identify_id',
  verdict: 'passed',
  sentence: words`Fine.`,
  status: 200,
  startedAt: 1,
  finishedAt: 2,
  outcomes: [],
  facts: {},
  ...over,
});

describe('results', () => {
  test('join the checks that were pasted, after them', () => {
    const pasted = { kind: 'whoami', status: null };
    const added = addResults({ symptom: 'no_traces', checks: [pasted] }, [
      result({ outcomes: [{ kind: 'get_run', status: 200 }] }),
    ]);
    expect(added).toEqual({
      evidence: { symptom: 'no_traces', checks: [pasted, { kind: 'get_run', status: 200 }] },
    });
  });

  test('bring the agent record where no configuration was pasted', () => {
    const record = result({ kind: 'agent_record', body: words`{"agent":{}}` });
    expect(addResults({}, [record]).evidence).toEqual({ agent_config: '{"agent":{}}' });
    expect(addResults({ agent_config: 'voice: alto' }, [record]).evidence.agent_config).toBe('voice: alto');
  });

  test('say whether another organization knows the ID only when that was learnt', () => {
    const other = (facts: CheckResult['facts']) =>
      addResults({}, [result({ kind: 'other_organization', facts })]).otherOrganization;
    expect(other({ other_organization: true })).toBe(true);
    expect(other({ other_organization: false })).toBe(false);
    expect(other({})).toBeUndefined();
  });

  test('that are empty change nothing', () => {
    const evidence = { symptom: 'sparse', agent_config: 'x' };
    expect(addResults(evidence, [])).toEqual({ evidence });
  });
});
