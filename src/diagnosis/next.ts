/** Unknown facts → what to ask next: the evidence that splits the rows still open best. */
import type { EvidenceKey, EvidenceV1 } from '../evidence/evidence.ts';
import { FACTS } from '../evidence/facts.ts';
import { FIRST_ITEMS, QUESTIONS } from '../evidence/questions.ts';
import { evaluate } from './condition.ts';
import type { Diagnosis } from './diagnose.ts';

export interface NextQuestion {
  readonly evidence: EvidenceKey;
  readonly ask: string;
  readonly why: string;
}

/** Evidence not given yet, most useful first; empty when the verdict is confirmed. */
export function missingEvidence(diagnosis: Diagnosis): EvidenceKey[] {
  if (diagnosis.confidence === 'confirmed') return [];
  const given = givenKeys(diagnosis.evidence);
  const score = new Map<EvidenceKey, number>();
  const add = (key: EvidenceKey | undefined, weight: number): void => {
    if (key !== undefined && !given.has(key)) score.set(key, (score.get(key) ?? 0) + weight);
  };
  for (const fact of boundaryNeeds(diagnosis)) add(askFor(fact), 2);
  for (const row of diagnosis.matrix.byBoundary.get(diagnosis.boundary) ?? []) {
    if (row.when === undefined) continue;
    const verdict = evaluate(row.when, diagnosis.facts);
    if (verdict.is !== 'unknown') continue;
    const needs = new Set(verdict.needs.map(askFor));
    // A row that lacks one thing is nearer to a verdict than one that lacks four.
    for (const key of needs) add(key, (verdict.used.length > 0 ? 2 : 1) / needs.size);
  }
  if (diagnosis.confidence === 'insufficient')
    for (const [index, key] of FIRST_ITEMS.entries()) add(key, (FIRST_ITEMS.length - index) / 2);
  return [...score.keys()].sort(
    (a, b) => (score.get(b) ?? 0) / QUESTIONS[b].effort - (score.get(a) ?? 0) / QUESTIONS[a].effort,
  );
}

/** The one question most worth asking. */
export function nextQuestion(
  diagnosis: Diagnosis,
  /** Asked already, and nobody knew. */
  unknown: ReadonlySet<string> = new Set(),
): NextQuestion | undefined {
  const evidence = missingEvidence(diagnosis).find((key) => !unknown.has(key));
  return evidence === undefined
    ? undefined
    : { evidence, ask: QUESTIONS[evidence].ask, why: QUESTIONS[evidence].why };
}

function boundaryNeeds(diagnosis: Diagnosis): string[] {
  if (diagnosis.facts.has('export.answer')) return [];
  return ['export.answer'];
}

function askFor(fact: string): EvidenceKey | undefined {
  return fact.startsWith('said.') ? 'description' : FACTS[fact]?.ask;
}

function givenKeys(evidence: EvidenceV1): ReadonlySet<string> {
  return new Set(
    Object.entries(evidence)
      .filter(([, value]) => value !== undefined && value !== '' && value !== 'unknown')
      .map(([key]) => key),
  );
}
