/** Matrix and evidence → boundary, row, confidence, escalation. Pure, synchronous, no model. */
import type { EvidenceV1 } from '../evidence/evidence.ts';
import { type Fact, type Facts, RUNGS } from '../evidence/facts.ts';
import type { Fingerprint } from '../evidence/key-fingerprint.ts';
import type { KeyEvidence, KeySentences } from '../evidence/reading/keys.ts';
import { sealEvidence, sealWarnings } from '../evidence/seal.ts';
import { analyze } from '../traces/analyze.ts';
import { type TraceFacts, traceFacts } from '../traces/facts.ts';
import type { Boundary } from './boundary.ts';
import { collectFacts } from './collect.ts';
import { type Condition, evaluate } from './condition.ts';
import { judgeEscalation } from './escalate.ts';
import type { Matrix, Row } from './matrix.ts';

export type Confidence = 'confirmed' | 'likely' | 'possible' | 'insufficient';

export interface DiagnoseInput {
  readonly evidence: EvidenceV1;
  /** What the analyser read in `trace_dump`. */
  readonly analysis?: TraceFacts;
  /** True when another configured key finds the target. */
  readonly otherOrganization?: boolean;
  /** Keys of evidence that was cleared before, and of our own checks. */
  readonly keys?: KeyEvidence;
  /** Compares the keys of evidence that is cleared here; without it they stay unknown. */
  readonly fingerprint?: Fingerprint;
}

export interface Candidate {
  readonly row: Row;
  readonly confidence: Confidence;
  readonly because: readonly Fact[];
  /** Facts that would decide for this row. */
  readonly needs: readonly string[];
}

export interface Diagnosis {
  readonly matrix: Matrix;
  readonly evidence: EvidenceV1;
  readonly facts: Facts;
  readonly boundary: Boundary;
  readonly boundaryBecause: string;
  readonly row: Row;
  readonly confidence: Confidence;
  readonly because: readonly Fact[];
  readonly recovered: boolean;
  readonly candidates: readonly Candidate[];
  readonly ruledOut: readonly { readonly row: Row; readonly because: readonly Fact[] }[];
  readonly escalate: boolean;
  readonly escalateReasons: readonly string[];
  readonly warnings: readonly string[];
  readonly keySentences: KeySentences;
  /** The cause and the mend, told as exactly as the facts allow. */
  readonly why: string;
  readonly fix: readonly string[];
}

type Pick = {
  readonly row: Row;
  readonly used: readonly Fact[];
  readonly strength: 'when' | 'maybe' | 'last';
};

export function diagnose(matrix: Matrix, input: DiagnoseInput): Diagnosis {
  const analysis = input.analysis ?? analysisOf(input.evidence);
  const sealed = sealEvidence(input.evidence, input.fingerprint);
  const { evidence } = sealed;
  const keys = { ...input.keys, pieces: [...(input.keys?.pieces ?? []), ...sealed.keys] };
  const { facts, warnings, contradicted, keySentences } = collectFacts(
    matrix,
    evidence,
    analysis,
    input.otherOrganization,
    keys,
  );
  const place = placeBoundary(matrix, facts);
  const rows = matrix.byBoundary.get(place.boundary) ?? [];
  const picked = pickRow(rows, facts);
  const recovered = facts.get('export.recovered')?.value === true;
  const confidence = confidenceOf(picked, contradicted);
  const told = variantOf(picked.row, facts);
  const { escalate, reasons } = judgeEscalation(picked.row, facts, recovered);
  return {
    matrix,
    evidence,
    facts,
    boundary: place.boundary,
    boundaryBecause: place.because,
    row: picked.row,
    confidence,
    because: [...new Set([...picked.used, ...told.used, ...place.used])],
    recovered,
    candidates: candidatesOf(rows, facts, picked.row),
    ruledOut: ruledOut(rows, facts, picked.row),
    escalate,
    escalateReasons: reasons,
    warnings: [...sealWarnings(sealed), ...warnings],
    keySentences,
    why: told.why,
    fix: told.fix,
  };
}

/** The first variant that is known to hold; the row and its confidence stay what they are. */
function variantOf(row: Row, facts: Facts): { why: string; fix: readonly string[]; used: readonly Fact[] } {
  for (const { when, why, fix } of row.variants) {
    const verdict = evaluate(when, facts);
    if (verdict.is === 'yes') return { why, fix, used: verdict.used };
  }
  return { why: row.why, fix: row.fix, used: [] };
}

/** A pasted log in the dump field is read as text, not as spans. */
function analysisOf(evidence: EvidenceV1): TraceFacts | undefined {
  const dump = evidence.trace_dump;
  return dump === undefined || dump.trim() === '' ? undefined : traceFacts(analyze(dump));
}

function placeBoundary(
  matrix: Matrix,
  facts: Facts,
): { boundary: Boundary; because: string; used: readonly Fact[] } {
  for (const rule of matrix.rules) {
    const verdict = evaluate(rule.when, facts);
    if (verdict.is === 'yes') return { boundary: rule.boundary, because: rule.because, used: verdict.used };
  }
  return { boundary: 'never_exported', because: 'Nothing shows that spans left the agent.', used: [] };
}

function pickRow(rows: readonly Row[], facts: Facts): Pick {
  const first = (
    condition: (row: Row) => Condition | undefined,
    strength: 'when' | 'maybe',
  ): Pick | undefined => {
    for (const row of rows) {
      const tested = condition(row);
      if (tested === undefined) continue;
      const verdict = evaluate(tested, facts);
      if (verdict.is === 'yes') return { row, used: verdict.used, strength };
    }
    return undefined;
  };
  const hit = first((row) => row.when, 'when') ?? first((row) => row.maybe, 'maybe');
  if (hit !== undefined) return hit;
  const last = rows.find((row) => row.lastResort) ?? rows.at(-1);
  if (last === undefined) throw new Error('a boundary has no rows');
  return { row: last, used: [], strength: 'last' };
}

/** Facts that anybody may claim never make a verdict "confirmed"; the symptom is what is to be explained. */
function confidenceOf(picked: Pick, contradicted: boolean): Confidence {
  if (picked.row.id === 'insufficient-evidence') return 'insufficient';
  if (picked.strength !== 'when') return 'possible';
  const weights = picked.used
    .filter((fact) => fact.name !== 'symptom' && fact.name !== 'described')
    .map((fact) => fact.rung);
  if (weights.length === 0) return 'possible';
  const weakest = Math.min(...weights);
  if (weakest >= RUNGS.http_answer && !contradicted) return 'confirmed';
  return 'likely';
}

function candidatesOf(rows: readonly Row[], facts: Facts, chosen: Row): Candidate[] {
  const out: Candidate[] = [];
  for (const row of rows) {
    if (row.id === chosen.id) continue;
    const strong = row.when === undefined ? undefined : evaluate(row.when, facts);
    const weak = row.maybe === undefined ? undefined : evaluate(row.maybe, facts);
    if (strong?.is === 'yes') out.push({ row, confidence: 'likely', because: strong.used, needs: [] });
    else if (weak?.is === 'yes')
      out.push({
        row,
        confidence: 'possible',
        because: weak.used,
        needs: strong?.is === 'unknown' ? strong.needs : [],
      });
    else if (strong?.is === 'unknown' && strong.used.some((fact) => fact.name !== 'symptom')) {
      out.push({ row, confidence: 'possible', because: strong.used, needs: strong.needs });
    }
  }
  const rank = (entry: Candidate): number =>
    entry.confidence === 'likely' ? 0 : entry.needs.length === 0 ? 1 : 2;
  return out.sort((a, b) => rank(a) - rank(b)).slice(0, 5);
}

function ruledOut(rows: readonly Row[], facts: Facts, chosen: Row): { row: Row; because: readonly Fact[] }[] {
  return rows.flatMap((row) => {
    if (row.id === chosen.id || row.when === undefined) return [];
    const verdict = evaluate(row.when, facts);
    if (verdict.is !== 'no') return [];
    const against = verdict.used.filter((fact) => fact.name !== 'symptom');
    return against.length === 0 ? [] : [{ row, because: against }];
  });
}
