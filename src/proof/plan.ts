import type { Case } from '../cases/case.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import type { CheckKind } from '../checks/catalogue.ts';
import type { CheckResult } from '../checks/result.ts';
import { linkTo } from '../links/links.ts';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { chosenIn } from '../summary/card.ts';

/** How the fix of a case is proved: by running the row's look-up again, or by a person who opens a screen. */

export interface ProofPlan {
  kind: 'command' | 'ui';
  /** The exact command or screen. */
  text: Redacted;
  /** What was seen before the fix. */
  before: Redacted;
  /** The check that proves it; undefined: only a person can see it, or no key is at hand. */
  check?: CheckKind;
}

/**
 * The look-ups that rows name as proof, and the check that makes the same look-up. None of them writes: a test
 * span into the real target is a person's decision each time.
 */
const checkOf: Readonly<Record<string, CheckKind>> = {
  'fake-span': 'fake_id_span',
  'target-span': 'trace_summary',
  'conversation-span': 'trace_summary',
  'trace-summary': 'trace_summary',
  'conversation-summary': 'trace_summary',
  simulation: 'identify_id',
  conversation: 'identify_id',
  'run-simulations': 'list_simulations',
  'metric-outputs': 'metric_outputs',
};

export function proofPlan(state: Case): ProofPlan {
  const { diagnosis, proofRun } = state.diagnosis ?? {};
  const summary = record(diagnosis?.['summary']);
  const proof = record(summary['proof']);
  const check = proving(state, proofRun === undefined ? undefined : checkOf[proofRun]);
  return {
    kind: chosenPage(state) === undefined && proof['kind'] === 'command' ? 'command' : 'ui',
    text: chosenPage(state) ?? kept(proof['text']) ?? resultPage,
    before: before(state, check) ?? kept(summary['observed_status']) ?? words`unknown`,
    ...(check !== undefined && { check }),
  };
}

const resultPage = words`Open the result page of the simulation and reload it. The OTel Traces card is there.`;

/** After a choice from the menu the page to look at is known, whatever the exporter sent before. */
function chosenPage(state: Case): Redacted | undefined {
  const result = chosenIn(state);
  const run = currentEvidence(state).find(({ key }) => key === 'target_id')?.value;
  if (result === undefined || typeof run !== 'string') return undefined;
  const { url } = linkTo('result', { run, result });
  return words`Send the spans with the chosen ID. Then open\n${reshape(run, () => url)}\nand reload it. The OTel Traces card is there.`;
}

/**
 * Only a look-up that failed before shows a difference by passing now. Our key, for one, passes the connectivity
 * check whatever the customer's key does: that proof is run on the customer's host, and a person confirms it.
 */
function proving(state: Case, kind: CheckKind | undefined): CheckKind | undefined {
  const earlier = state.checks.find((check) => check.kind === kind)?.result?.verdict;
  return earlier === 'failed' && state.keyAlias !== undefined ? kind : undefined;
}

/** Passed proves it, failed disproves it; anything else leaves the question to a person. */
export function proofOutcome(result: CheckResult): { passed: boolean; after: Redacted } | undefined {
  if (result.verdict === 'passed') return { passed: true, after: result.sentence };
  if (result.verdict === 'failed') return { passed: false, after: result.sentence };
  return undefined;
}

function before(state: Case, kind: CheckKind | undefined): Redacted | undefined {
  return state.checks.find((check) => check.kind === kind)?.result?.sentence;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  // Object.entries keeps own keys only, whatever the stored value is.
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function kept(value: unknown): Redacted | undefined {
  const parsed = Kept.safeParse(value);
  return parsed.success && parsed.data !== '' ? parsed.data : undefined;
}
