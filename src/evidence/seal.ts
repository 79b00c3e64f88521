/** Removes every credential from evidence before anything reads it. A dump is not kept; only its analysis is. */
import { type Finding, redactFields } from '../redaction/redact.ts';
import type { EvidenceV1 } from './evidence.ts';

export interface SealedEvidence {
  readonly evidence: EvidenceV1;
  readonly findings: readonly Finding[];
  readonly withheld: boolean;
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

export function sealEvidence(evidence: EvidenceV1): SealedEvidence {
  const fields: Record<string, string> = {};
  for (const name of TEXTS) {
    const text = evidence[name];
    if (text !== undefined && text !== '') fields[name] = text;
  }
  if (isPastedText(evidence.trace_dump)) fields['trace_dump'] = evidence.trace_dump;
  evidence.checks?.forEach(({ body }, index) => {
    if (body !== undefined && body !== '') fields[`checks.${index}`] = body;
  });
  const sealed = redactFields(fields);
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
  return { evidence: out, findings: sealed.findings, withheld: sealed.withheld };
}

/** What to tell the person who pasted a credential. */
export function sealWarnings(sealed: SealedEvidence): string[] {
  if (sealed.withheld) return ['The evidence could not be cleared of credentials, so its text was not read.'];
  const secrets = sealed.findings.filter(({ kind }) => !/phone|email|person|address/.test(kind));
  if (secrets.length === 0) return [];
  const kinds = secrets.map(({ kind, count }) => (count > 1 ? `${kind} (${count})` : kind));
  return [`A credential was pasted and removed: ${kinds.slice(0, 6).join(', ')}. Rotate it.`];
}
