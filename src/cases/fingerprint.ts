import type { Case } from './case.ts';
import { currentEvidence, evidenceText } from './evidence-view.ts';

/**
 * The same evidence gives the same text, whoever gave it, in whichever order and for whichever ID: for "same
 * evidence as T-7". It holds kinds and statuses, never a value that names a person, a call or an organization.
 */
export function fingerprint(state: Case): string {
  const parts = [
    ...labelled('status', evidenceText(state, 'response_status') ?? numberOf(state, 'response_status')),
    ...labelled('code', errorCode(evidenceText(state, 'response_body'))),
    ...labelled('endpoint', hostAndPath(evidenceText(state, 'endpoint'))),
    ...labelled('id', shapeOf(evidenceText(state, 'target_id'))),
    ...chosen.flatMap((key) => labelled(key, evidenceText(state, key))),
    ...findingCodes(state).map((code) => `finding=${code}`),
    ...state.checks.flatMap((check) => labelled(`check:${check.kind}`, check.result?.verdict)),
  ].sort();
  return parts.length >= fewestParts ? parts.join('|') : '';
}

/** One answer alone says too little: half of all cases would look the same. */
const fewestParts = 3;
const chosen = ['symptom', 'target_header', 'agent_type', 'connection_path', 'encoding'];

function labelled(label: string, value: string | undefined): string[] {
  return value && value !== 'unknown' ? [`${label}=${value}`] : [];
}

function numberOf(state: Case, key: string): string | undefined {
  const value = currentEvidence(state).find((item) => item.key === key)?.value;
  return typeof value === 'number' ? String(value) : undefined;
}

function errorCode(body: string | undefined): string | undefined {
  return body && /"code"\s*:\s*"([A-Z_]{3,40})"/.exec(body)?.[1];
}

function hostAndPath(endpoint: string | undefined): string | undefined {
  return endpoint && /^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?/i.exec(endpoint)?.[0].toLowerCase();
}

/** Length and alphabet tell kinds of ID apart without keeping the ID. */
function shapeOf(id: string | undefined): string | undefined {
  if (!id) return undefined;
  const alphabet = /^[0-9a-f-]+$/i.test(id) ? 'hex' : /^[A-Za-z0-9]+$/.test(id) ? 'alnum' : 'other';
  return `${alphabet}${Math.min(id.length, 64)}`;
}

function findingCodes(state: Case): string[] {
  const dump = currentEvidence(state).find((item) => item.key === 'trace_dump')?.value;
  if (typeof dump !== 'object') return [];
  const findings = dump['findings'];
  if (!Array.isArray(findings)) return [];
  return [
    ...new Set(
      findings.flatMap((finding: { code?: unknown }) =>
        typeof finding?.code === 'string' ? [finding.code] : [],
      ),
    ),
  ];
}
