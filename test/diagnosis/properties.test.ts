import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDiagnosisV1 } from '../../src/diagnosis/contract.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import { EvidenceV1 } from '../../src/evidence/evidence.ts';
import { sealEvidence } from '../../src/evidence/seal.ts';
import { readCorpus } from './corpus.ts';

const matrix = await loadMatrix();
const corpus = readCorpus();
const anyCase = fc.constantFrom(...corpus).map(({ evidence }) => evidence);
const verdict = (evidence: EvidenceV1): unknown => {
  const { row, boundary, escalate } = diagnose(matrix, { evidence });
  return { row: row.id, boundary, escalate };
};

test('the order of the keys of evidence never changes a verdict', () => {
  fc.assert(
    fc.property(anyCase, fc.infiniteStream(fc.nat()), (evidence, ranks) => {
      const keyed = Object.entries(evidence).map((entry) => ({ entry, rank: ranks.next().value ?? 0 }));
      const shuffled = EvidenceV1.parse(
        Object.fromEntries(keyed.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)),
      );
      expect(verdict(shuffled)).toEqual(verdict(evidence));
    }),
    { numRuns: 150 },
  );
});

test('redacting evidence first never changes a verdict', () => {
  for (const { evidence } of corpus) {
    expect(verdict(sealEvidence(evidence).evidence)).toEqual(verdict(evidence));
  }
});

test('text that says nothing, added to a description, never changes a verdict', () => {
  const idle = fc
    .array(
      fc.constantFrom(
        'hello',
        'thanks',
        'kind regards',
        'Maria',
        'see you',
        'cheers',
        'merci',
        'gracias',
        '---',
        'hola',
      ),
      { maxLength: 6 },
    )
    .map((words) => words.join('\n'));
  const described = corpus
    .map(({ evidence }) => evidence)
    .filter(({ description }) => (description ?? '').length > 40);
  fc.assert(
    fc.property(fc.constantFrom(...described), idle, (evidence, text) => {
      const more = { ...evidence, description: `${evidence.description ?? ''}\n\n${text}` };
      expect(verdict(more)).toEqual(verdict(evidence));
    }),
    { numRuns: 150 },
  );
});

test('two hundred lines of other log around the one that matters change no verdict', () => {
  const noise = Array.from(
    { length: 100 },
    (_, index) =>
      `2026-11-20T10:00:${String(index % 60).padStart(2, '0')}Z DEBUG audio vad probability 0.${index}`,
  ).join('\n');
  for (const line of [
    "ModuleNotFoundError: No module named 'coval_tracing'",
    'coval exporter: waiting for simulation id',
    'WARNING Overriding of current TracerProvider is not allowed',
  ]) {
    const alone = verdict({ symptom: 'no_traces', description: line });
    expect(verdict({ symptom: 'no_traces', description: `${noise}\n${line}\n${noise}` })).toEqual(alone);
  }
});

test('one more claim never turns a confirmed verdict into another without a warning', () => {
  const confirmed = corpus.filter(
    ({ evidence }) => diagnose(matrix, { evidence }).confidence === 'confirmed',
  );
  expect(confirmed.length).toBeGreaterThan(20);
  fc.assert(
    fc.property(fc.constantFrom(...confirmed), anyCase, ({ evidence }, other) => {
      const before = diagnose(matrix, { evidence });
      const more: EvidenceV1 = { ...evidence };
      if (more.connection_path === undefined && other.connection_path !== undefined)
        more.connection_path = other.connection_path;
      else if (more.agent_type === undefined && other.agent_type !== undefined)
        more.agent_type = other.agent_type;
      else if (more.trace_url === undefined && other.trace_url !== undefined)
        more.trace_url = other.trace_url;
      const after = diagnose(matrix, { evidence: more });
      if (after.row.id !== before.row.id && after.confidence === 'confirmed')
        expect(after.warnings).not.toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('evidence of any text gives a whole diagnosis and never a secret', () => {
  const secret = ['coval', 'sk', 'prod', 'Zk4'.repeat(11)].join('_');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), anyCase, (text, evidence) => {
      const description = `${text} ${secret} ${evidence.description ?? ''}`;
      const v1 = toDiagnosisV1(
        diagnose(matrix, { evidence: { ...evidence, description, agent_config: text } }),
      );
      expect(matrix.rows.has(v1.cause)).toBe(true);
      expect(JSON.stringify(v1)).not.toContain(secret);
    }),
    { numRuns: 200 },
  );
});
