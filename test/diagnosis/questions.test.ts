import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import { nextQuestion } from '../../src/diagnosis/next.ts';
import type { EvidenceV1 } from '../../src/evidence/evidence.ts';
import { readCorpus } from './corpus.ts';

const matrix = await loadMatrix();

/** Asks until the verdict is the one that the whole evidence gives; an answer nobody has is "unknown". */
function questionsUntilDecided(whole: EvidenceV1): number {
  const target = diagnose(matrix, { evidence: whole }).row.id;
  let known: EvidenceV1 = whole.symptom === undefined ? {} : { symptom: whole.symptom };
  const skipped = new Set<string>();
  for (let asked = 0; asked < 12; asked += 1) {
    const diagnosis = diagnose(matrix, { evidence: known });
    if (diagnosis.row.id === target) return asked;
    const question = nextQuestion(diagnosis, skipped);
    if (question === undefined) return 12;
    const answer = whole[question.evidence];
    if (answer === undefined) skipped.add(question.evidence);
    else known = { ...known, [question.evidence]: answer };
  }
  return 12;
}

test('the median case is decided after at most three questions beyond the symptom', () => {
  const counts = readCorpus()
    .map(({ evidence }) => questionsUntilDecided(evidence))
    .sort((a, b) => a - b);
  expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(3);
  // Hardly any case may stay undecided when everything was asked.
  expect(counts.filter((count) => count >= 12).length / counts.length).toBeLessThan(0.05);
});

test('with nothing known the first question is about what the exporter logged or answered', () => {
  const first = nextQuestion(diagnose(matrix, { evidence: { symptom: 'no_traces' } }));
  expect(first?.evidence).toBeDefined();
  expect(first?.ask).toMatch(/\?/);
});
