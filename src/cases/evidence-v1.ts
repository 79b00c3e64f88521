import { addResults } from '../checks/add-results.ts';
import { targetOf } from '../checks/plan.ts';
import type { CheckResult } from '../checks/result.ts';
import { Check, EvidenceV1 } from '../evidence/evidence.ts';
import type { KeyEvidence, KeyPiece } from '../evidence/reading/keys.ts';
import type { TraceFacts } from '../traces/facts.ts';
import type { Case, EvidenceItem } from './case.ts';
import { currentEvidence } from './evidence-view.ts';
import { readTraceFacts } from './trace-facts.ts';

/** What the engine is asked with: the newest evidence that counts, and what our own checks found. */
export interface CaseEvidence {
  evidence: EvidenceV1;
  /** From the analysis of a trace dump; the dump itself is not kept. */
  analysis?: TraceFacts;
  /** Another configured key finds the target. */
  otherOrganization?: boolean;
  /** Coval keys that stood in the evidence, and the one of our own checks: compared, never shown. */
  keys?: KeyEvidence;
}

/** `fingerprintOf` answers for the key behind an alias; without it our own checks are compared with nothing. */
export function caseEvidence(
  state: Case,
  fingerprintOf: (alias: string) => string | undefined = () => undefined,
): CaseEvidence {
  const given = givenEvidence(state);
  const analysis = traceFactsOf(state);
  const results = resultsFor(state, given);
  const { evidence, otherOrganization } = addResults(given, results);
  return {
    ...keysOf(state, results, fingerprintOf),
    evidence: fitting(evidence),
    ...(analysis && { analysis }),
    ...(otherOrganization !== undefined && { otherOrganization }),
  };
}

function keysOf(
  state: Case,
  results: readonly CheckResult[],
  fingerprintOf: (alias: string) => string | undefined,
): { keys?: KeyEvidence } {
  const pieces = currentEvidence(state).flatMap(({ key, value, keys: marks }): KeyPiece[] => {
    if (marks === undefined) return [];
    const source = key === 'note' ? 'description' : key;
    if (typeof value === 'string') return [{ source, text: value, marks }];
    const check = Check.safeParse(value);
    return key === 'checks' && check.success ? [{ source, text: '', marks, check: check.data }] : [];
  });
  if (pieces.length === 0) return {};
  const fingerprint = state.keyAlias === undefined ? undefined : fingerprintOf(state.keyAlias);
  const checks = results.flatMap(({ outcomes }) => outcomes);
  return { keys: { pieces, ...(fingerprint !== undefined && { own: { fingerprint, checks } }) } };
}

function traceFactsOf(state: Case): TraceFacts | undefined {
  const item = currentEvidence(state).find(({ key }) => key === 'trace_dump');
  return item && readTraceFacts(item.value);
}

/** The same for those who need no more: planning, forms, searches. */
export function evidenceV1(state: Case): EvidenceV1 {
  return caseEvidence(state).evidence;
}

/** A look-up of an ID that has been corrected since says nothing about the new one. */
function resultsFor(state: Case, given: EvidenceV1): CheckResult[] {
  const target = targetOf(given);
  return state.checks.flatMap(({ target: asked, result }) =>
    result && (asked === undefined || (asked.id === target?.id && asked.type === target.type))
      ? [result]
      : [],
  );
}

/** A value that does not fit evidence v1 is left out: the case keeps it, the engine does not see it. */
function givenEvidence(state: Case): EvidenceV1 {
  const items = currentEvidence(state);
  const description = items.flatMap(narrative).join('\n');
  const checks = items.flatMap(pastedCheck);
  return fitting({
    ...Object.fromEntries(
      items.filter(({ key }) => !apart.includes(key)).map((item) => [item.key, item.value]),
    ),
    ...(description !== '' && { description }),
    ...(checks.length > 0 && { checks }),
  });
}

const apart: readonly string[] = ['note', 'description', 'checks', 'trace_dump'];

function narrative(item: EvidenceItem): string[] {
  const isTold = item.key === 'description' || item.key === 'note';
  return isTold && typeof item.value === 'string' ? [item.value] : [];
}

/** Output of a command that somebody ran for us, one check per item. */
function pastedCheck(item: EvidenceItem): unknown[] {
  return item.key === 'checks' && typeof item.value === 'object' ? [item.value] : [];
}

/** The engine reads at most this many checks; the newest count. */
const mostChecks = 100;

function fitting(raw: Record<string, unknown>): EvidenceV1 {
  const { checks, ...rest } = raw;
  const fits = (value: object) => EvidenceV1.safeParse(value).success;
  const fine = Array.isArray(checks) ? checks.filter((check) => fits({ checks: [check] })) : [];
  return EvidenceV1.parse({
    ...Object.fromEntries(Object.entries(rest).filter(([key, value]) => fits({ [key]: value }))),
    ...(fine.length > 0 && { checks: fine.slice(-mostChecks) }),
  });
}
