import { beforeAll, describe, expect, test } from 'vitest';
import { toDiagnosisV1 } from '../../src/diagnosis/contract.ts';
import { type DiagnoseInput, diagnose } from '../../src/diagnosis/diagnose.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import type { Matrix } from '../../src/diagnosis/matrix.ts';
import type { EvidenceV1 } from '../../src/evidence/evidence.ts';
import { keyFingerprint } from '../../src/evidence/key-fingerprint.ts';
import { Random } from '../redaction/random.ts';
import { coval } from '../redaction/values.ts';

/** Two keys of one diagnosis: what is said of them, and what is left open. */

const random = new Random(20_261_129);
const a = coval(random).full;
const b = coval(random).full;
const fingerprint = keyFingerprint('a secret of this installation');
const target = '8EktrIgaVxn8LfxkIynagC';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await loadMatrix();
});

const curl = (key: string, status: number) =>
  `$ curl -sS -i https://api.coval.dev/v1/traces \\\n  -H "x-api-key: ${key}" \\\n  -H "x-simulation-id: coval-tracing-test"\nHTTP/2 ${status}\n`;

function judge(evidence: EvidenceV1, more: Partial<DiagnoseInput> = { fingerprint }) {
  const v1 = toDiagnosisV1(diagnose(matrix, { evidence, ...more }));
  const text = JSON.stringify(v1);
  for (const key of [a, b]) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(fingerprint(key, 'coval-key'));
  }
  return v1;
}

const refused = (config: string, description: string, status = 401): EvidenceV1 => ({
  symptom: 'export_error',
  response_status: status,
  agent_config: config,
  description,
});

describe('a refused export and a curl test that passed', () => {
  test('two keys: the summary says that they differ, and the mend is to set the one that worked', () => {
    const verdict = judge(refused(`COVAL_API_KEY=${a}`, curl(b, 404)));
    expect(verdict.cause).toBe('missing-or-invalid-key');
    expect(verdict.summary.observed_status).toBe(
      'The export was answered with HTTP 401. The key in the agent configuration is not the key that worked in the curl test.',
    );
    expect(verdict.summary.root_cause).toContain(
      'The agent is set up with another key than the one that worked',
    );
    expect(verdict.summary.fix.text).toContain('Set the key that worked in the deployed service.');
    expect(verdict.because).toContainEqual({
      fact: 'key.worked',
      value: 'different',
      source: 'agent_config',
    });
  });

  test('one key: the summary says that it is the same', () => {
    const verdict = judge(refused(`COVAL_API_KEY=${a}`, curl(a, 404)));
    expect(verdict.summary.observed_status).toContain(
      'The key in the agent configuration is the key that worked in the curl test.',
    );
    expect(verdict.summary.fix.text).not.toContain('Set the key that worked');
  });

  test('one key and 403: the key may write traces, so something before Coval refused it', () => {
    expect(judge(refused(`COVAL_API_KEY=${a}`, curl(a, 404), 403)).cause).toBe('gateway-403');
    expect(judge(refused(`COVAL_API_KEY=${a}`, curl(b, 404), 403)).cause).toBe('key-lacks-traces-write');
  });

  test('the same key refused in the test as well is a key that is wrong', () => {
    const verdict = judge(refused(`COVAL_API_KEY=${a}`, curl(a, 401)));
    expect(verdict.summary.observed_status).toContain('is the key that was refused in the curl test.');
    expect(verdict.cause).not.toBe('gateway-403');
  });

  test('a header in an exporter log counts as the deployed key, a sentence about a key does not', () => {
    const log = judge(refused('', `exporter headers: x-api-key: ${a}\n\n${curl(b, 404)}`));
    expect(log.summary.observed_status).toContain('The key in the pasted lines is not the key that worked');
    const told = judge(refused('', `I used ${a} here\n\n${curl(b, 404)}`));
    expect(told.summary.observed_status).toBe('The export was answered with HTTP 401.');
  });
});

test('the log of an agent that was started by hand is a log, not a test', () => {
  const log = `$ python agent.py\nINFO exporter headers={'x-api-key': '${a}'}\nstatus=401`;
  const verdict = judge(refused('', `${log}\n\n${curl(b, 404)}`));
  expect(verdict.summary.observed_status).toContain('The key in the pasted lines is not the key that worked');
});

test('a megabyte of command output is read within seconds', () => {
  const timed = (size: number) => {
    const output = `curl -H "x-api-key: ${b}" https://api.coval.dev/v1/traces\nstatus=404\n`;
    const began = performance.now();
    judge(refused(`COVAL_API_KEY=${a}`, output + '<\n'.repeat(size / 4) + '\n'.repeat(size / 2)));
    return performance.now() - began;
  };
  timed(20_000);
  expect(timed(900_000)).toBeLessThan(10_000);
});

describe('what stays unknown', () => {
  const open = (evidence: EvidenceV1, more?: Partial<DiagnoseInput>) => {
    const verdict = judge(evidence, more);
    expect(verdict.because.filter(({ fact }) => fact.startsWith('key.'))).toEqual([]);
    expect(verdict.summary.observed_status).toBe(
      `The export was answered with HTTP ${evidence.response_status}.`,
    );
    return verdict;
  };

  test('without a fingerprint, with one key only, or with a key from the environment', () => {
    open(refused(`COVAL_API_KEY=${a}`, curl(b, 404)), {});
    open(refused(`COVAL_API_KEY=${a}`, ''));
    open(refused(`COVAL_API_KEY=${a}`, curl('$COVAL_API_KEY', 404)));
    open(refused('', curl(b, 404)));
  });

  test('a test without an answer', () => {
    open(refused(`COVAL_API_KEY=${a}`, `curl -H "x-api-key: ${b}" https://api.coval.dev/v1/traces`));
  });

  test('a key that was stored under another secret', () => {
    const other = keyFingerprint('the secret before it was changed');
    const piece = (key: string, of: typeof other) => [
      { placeholder: '[coval-key 1]', fingerprint: of(key, 'coval-key') ?? '' },
    ];
    const keys = {
      pieces: [{ source: 'agent_config', text: 'COVAL_API_KEY=[coval-key 1]', marks: piece(a, other) }],
      own: {
        fingerprint: fingerprint(b, 'coval-key') ?? '',
        checks: [{ kind: 'fake_id_span' as const, status: 404 }],
      },
    };
    open(refused('COVAL_API_KEY=[coval-key 1]', ''), { keys });
    open(refused('COVAL_API_KEY=[coval-key 1]', '', 403), { keys });
  });

  test('an unknown comparison decides no row', () => {
    for (const status of [401, 403, 404])
      for (const evidence of [
        refused(`COVAL_API_KEY=${a}`, curl('$COVAL_API_KEY', 404), status),
        refused(`COVAL_API_KEY=${a}`, curl(b, 404), status),
        refused(`COVAL_API_KEY=${a}`, curl(a, 404), status),
      ]) {
        const none = judge(
          { ...evidence, agent_config: '', description: evidence.description?.replace(a, '').replace(b, '') },
          {},
        );
        expect(judge(evidence, {}).cause).toBe(none.cause);
      }
  });

  test('two keys in the configuration, of which one worked: said as a warning', () => {
    const verdict = open(refused(`COVAL_API_KEY=${a}\nOLD_COVAL_API_KEY=${b}`, curl(b, 404)));
    expect(verdict.warnings).toContain(
      'Two different Coval keys stand in the agent configuration. Find out which of them the running agent uses.',
    );
    expect(judge(refused(`COVAL_API_KEY=${a}\nX=${a}`, curl(b, 404))).warnings.join()).not.toContain(
      'Two different',
    );
  });
});

describe('our own check', () => {
  const found: EvidenceV1 = {
    symptom: 'export_error',
    response_status: 404,
    target_header: 'simulation',
    target_id: target,
    agent_config: `COVAL_API_KEY=${a}`,
    checks: [{ kind: 'get_simulation', status: 200, body: '{"simulation":{"status":"COMPLETED"}}' }],
  };
  const own = (key: string) => ({
    fingerprint,
    keys: {
      pieces: [],
      own: { fingerprint: fingerprint(key, 'coval-key') ?? '', checks: found.checks ?? [] },
    },
  });

  test('finds the target with another key: the agent has the key of another organization', () => {
    const verdict = judge(found, own(b));
    expect(verdict.cause).toBe('wrong-org-key');
    expect(verdict.escalate).toBe(true);
    expect(verdict.summary.observed_status).toContain(
      'The key in the agent configuration is not the key that found the target in our own check.',
    );
    expect(verdict.summary.fix.text).toContain('Set the key that finds the target in the deployed agent.');
  });

  test('finds it with the same key: no other organization, and nothing for engineering', () => {
    const verdict = judge(found, own(a));
    expect(verdict.cause).toBe('simulation-not-found');
    expect(verdict.escalate).toBe(false);
  });

  test('finds it with a key that cannot be compared: as before', () => {
    expect(judge(found, {}).cause).toBe('wrong-org-key');
  });
});
