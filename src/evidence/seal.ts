/** Removes every credential from evidence before anything reads it. A dump is not kept; only its analysis is. */
import { type Finding, redactFields } from '../redaction/redact.ts';
import type { EvidenceV1 } from './evidence.ts';
import type { Fingerprint } from './key-fingerprint.ts';
import { keyMarks } from './key-marks.ts';
import type { KeyPiece } from './reading/keys.ts';

export interface SealedEvidence {
  readonly evidence: EvidenceV1;
  readonly findings: readonly Finding[];
  readonly withheld: boolean;
  /** Where Coval keys stood; empty without a fingerprint function. */
  readonly keys: readonly KeyPiece[];
}

const TEXTS = [
  'description',
  'endpoint',
  'response_body',
  'target_id',
  'agent_type',
  'trace_url',
  'agent_config',
] as const;

/** A log pasted into the dump field is text like any other; a dump is left to the analyser, which keeps no value. */
function isPastedText(dump: string | undefined): dump is string {
  return dump !== undefined && dump.length < 200_000 && !/^\s*\ufeff?\s*[[{]/.test(dump);
}

export function sealEvidence(evidence: EvidenceV1, fingerprint?: Fingerprint): SealedEvidence {
  const fields: Record<string, string> = {};
  for (const name of TEXTS) {
    const text = evidence[name];
    if (text !== undefined && text !== '') fields[name] = text;
  }
  if (isPastedText(evidence.trace_dump)) fields['trace_dump'] = evidence.trace_dump;
  evidence.checks?.forEach(({ body }, index) => {
    if (body !== undefined && body !== '') fields[`checks.${index}`] = body;
  });
  const sealed = redactFields(fields, fingerprint === undefined ? {} : { fingerprint });
  const out: EvidenceV1 = { ...evidence };
  for (const name of TEXTS) {
    const text = sealed.fields[name];
    if (text !== undefined) out[name] = text;
  }
  const dump = sealed.fields['trace_dump'];
  if (dump !== undefined) out.trace_dump = dump;
  if (evidence.checks !== undefined) {
    out.checks = evidence.checks.map((check, index) => {
      const body = sealed.fields[`checks.${index}`];
      return body === undefined ? check : { ...check, body };
    });
  }
  const keys = Object.entries(sealed.fields).flatMap(([name, text]): KeyPiece[] => {
    const marks = keyMarks(text, sealed.findings);
    const [source = name, index] = name.split('.');
    const check = index === undefined ? undefined : out.checks?.[Number(index)];
    return marks.length === 0 ? [] : [{ source, text, marks, check }];
  });
  return { evidence: out, findings: sealed.findings, withheld: sealed.withheld, keys };
}

/** A phone number is removed too, and nobody has to replace it. */
export const isCredential = (kind: string): boolean => !/phone|email|person|address/.test(kind);

/** What to tell the person who pasted a credential. */
export function sealWarnings(sealed: SealedEvidence): string[] {
  if (sealed.withheld) return ['The evidence could not be cleared of credentials, so its text was not read.'];
  const secrets = sealed.findings.filter(({ kind }) => isCredential(kind));
  if (secrets.length === 0) return [];
  const kinds = secrets.map(({ kind, count }) => (count > 1 ? `${kind} (${count})` : kind));
  return [`A credential was pasted and removed: ${kinds.slice(0, 6).join(', ')}. Rotate it.`];
}
