/** One line of `diagnose --jsonl` in, one line out; a bad line is an answer too. */
import { z } from 'zod';
import { EvidenceV1, evidenceMistakes } from '../evidence/evidence.ts';
import type { Fingerprint } from '../evidence/key-fingerprint.ts';
import { toDiagnosisV1 } from './contract.ts';
import { diagnose } from './diagnose.ts';
import type { Matrix } from './matrix.ts';
import type { ReplayedCase } from './try-matrix.ts';

export type ReadEvidence =
  | { readonly ok: true; readonly evidence: EvidenceV1 }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Reads one evidence object, or says what is wrong with it. */
export function readEvidence(text: string): ReadEvidence {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return {
      ok: false,
      mistakes: [`not JSON: ${cause instanceof Error ? cause.message.slice(0, 120) : 'unreadable'}`],
    };
  }
  const parsed = EvidenceV1.safeParse(value);
  return parsed.success
    ? { ok: true, evidence: parsed.data }
    : { ok: false, mistakes: evidenceMistakes(value) };
}

/** `{"id","evidence"}` → `{"id","diagnosis"}` or `{"id","error"}`. */
export function diagnoseLine(matrix: Matrix, line: string, fingerprint?: Fingerprint): string {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return JSON.stringify({ id: null, error: 'the line is not JSON' });
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return JSON.stringify({ id: null, error: 'the line is not an object with id and evidence' });
  }
  const id =
    'id' in entry && (typeof entry.id === 'string' || typeof entry.id === 'number') ? entry.id : null;
  if (!('evidence' in entry)) return JSON.stringify({ id, error: 'the key evidence is missing' });
  const parsed = EvidenceV1.safeParse(entry.evidence);
  if (!parsed.success) return JSON.stringify({ id, error: evidenceMistakes(entry.evidence).join('; ') });
  const input = { evidence: parsed.data, ...(fingerprint === undefined ? {} : { fingerprint }) };
  return JSON.stringify({ id, diagnosis: toDiagnosisV1(diagnose(matrix, input)) });
}

/** `{"id","evidence","cause","escalate"?}`: an old case and the verdict it had. Undefined when it is none. */
export function readReplayLine(line: string): ReplayedCase | undefined {
  try {
    const parsed = Replayed.safeParse(JSON.parse(line));
    if (!parsed.success) return undefined;
    const { escalate, ...old } = parsed.data;
    return escalate === undefined ? old : { ...old, escalate };
  } catch {
    return undefined;
  }
}

const Replayed = z.object({
  id: z.string(),
  evidence: EvidenceV1,
  cause: z.string(),
  escalate: z.boolean().optional(),
});
