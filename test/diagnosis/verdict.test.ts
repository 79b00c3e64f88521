import { beforeAll, describe, expect, test } from 'vitest';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import type { Matrix } from '../../src/diagnosis/matrix.ts';
import { verdictOf } from '../../src/diagnosis/verdict.ts';
import type { EvidenceV1 } from '../../src/evidence/evidence.ts';
import { hasGap } from '../../src/links/links.ts';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await loadMatrix();
});

const text = (value: unknown) => JSON.stringify(value);

describe('a verdict as a case keeps it', () => {
  test('never asks a person to run a command with a gap in it', () => {
    for (const row of matrix.rows.values())
      for (const { evidence } of row.examples) {
        // Diagnosis v1 is kept as a plain record.
        const { summary } = verdictOf(matrix, { evidence }).diagnosis as { summary: { proof: unknown } };
        expect([row.id, hasGap(text(summary.proof))]).toEqual([row.id, false]);
      }
  });

  test('has a title for every row it names', () => {
    for (const row of matrix.rows.values())
      for (const { evidence } of row.examples) {
        const { diagnosis, titles } = verdictOf(matrix, { evidence });
        for (const [, cause = ''] of text(diagnosis).matchAll(/"cause":"([^"]+)"/g))
          expect(titles[cause]).toMatch(/\w/);
      }
  });

  test('names the run in the command that lists its simulations', () => {
    const run = 'bVxJqt8mDkWzu2nRsyH4cA';
    const evidence: EvidenceV1 = {
      ...{ symptom: 'export_error', response_status: 404, target_header: 'simulation', target_id: run },
      checks: [{ kind: 'get_run', status: 200 }],
    };
    expect(text(verdictOf(matrix, { evidence }).diagnosis)).toContain(`run_id%3D%22${run}%22`);
  });

  test('names the very screen that proves it, of what was exported and not of what was looked at', () => {
    const page = 'https://app.coval.dev/acme/runs/q8YwZsT3dKfVhN6mJxRb2C';
    const evidence: EvidenceV1 = {
      ...{ symptom: 'not_visible', response_status: 200, target_header: 'simulation' },
      ...{ target_id: 'bVxJqt8mDkWzu2nRsyH4cA', trace_url: `${page}/results/w3KpLxT9sVdRfYh5mNqZ7G` },
    };
    const seen = 'The card is on the result with the exported ID.';
    expect(verdictOf(matrix, { evidence }).diagnosis).toMatchObject({
      cause: 'wrong-result-opened',
      summary: { proof: { kind: 'ui', text: `Open ${page}/results/bVxJqt8mDkWzu2nRsyH4cA\n${seen}` } },
    });
    expect(verdictOf(matrix, { evidence: { ...evidence, trace_url: page } }).diagnosis).toMatchObject({
      cause: 'run-page-not-result',
      summary: {
        proof: { text: expect.stringContaining(`Open ${page}/results/bVxJqt8mDkWzu2nRsyH4cA/traces\n`) },
      },
    });
  });
});
