/** The checks outside a case: for the `check` command and for `diagnose --live`. */
import type { Clock, Coval } from '../../ports.ts';
import { words } from '../../redaction/words.ts';
import { catalogue } from '../catalogue.ts';
import { type PlanEvidence, planChecks } from '../plan.ts';
import type { CheckRequest, CheckResult, Outcome } from '../result.ts';
import { runCheck } from '../run.ts';
import { isKnownFake, type Target } from '../target.ts';

const alias = 'default';

export type StandaloneChecks = {
  simulationId?: string | undefined;
  conversationId?: string | undefined;
  /** Only the made-up ID. */
  fakeId?: boolean | undefined;
  /** Adds one permanent span to the target. */
  writeSpan?: boolean | undefined;
  /** An ID that is not found is fine: only key and connection count. */
  allowNotFound?: boolean | undefined;
  coval: Coval;
  clock: Clock;
};

/** One after the other, so that a refused key or a dead network is said first. */
export async function runStandaloneChecks(options: StandaloneChecks): Promise<CheckResult[]> {
  const { coval, clock } = options;
  const target = targetFrom(options);
  const requests: CheckRequest[] = [{ kind: 'fake_id_span', alias, ...(target ? { target } : {}) }];
  if (target && !isKnownFake(target.id)) {
    requests.push({ kind: 'identify_id', alias, target }, { kind: 'trace_summary', alias, target });
    if (options.writeSpan) {
      requests.push({ kind: 'target_span', alias, target, consent: { by: 'cli', at: clock.now() } });
    }
  }
  const results: CheckResult[] = [];
  for (const request of requests) {
    const result = await runCheck(request, { coval, clock });
    results.push(forgive(result, options.allowNotFound === true));
    // A run was given: which of its simulations was meant is the next question.
    const isRun = result.facts['id_kind'] === 'run';
    if (isRun && target)
      results.push(await runCheck({ kind: 'list_simulations', alias, target }, { coval, clock }));
  }
  return results;
}

function targetFrom({ simulationId, conversationId, fakeId }: StandaloneChecks): Target | undefined {
  if (fakeId) return undefined;
  if (conversationId !== undefined) return { type: 'conversation', id: conversationId };
  return simulationId === undefined ? undefined : { type: 'simulation', id: simulationId };
}

/** Key, connection and ID are the question here: that nothing was exported yet is told and is no fault. */
function forgive(result: CheckResult, allowNotFound: boolean): CheckResult {
  if (result.kind === 'trace_summary' && result.facts['spans'] === 0) return { ...result, verdict: 'passed' };
  if (!allowNotFound || result.verdict !== 'failed' || result.status !== 404) return result;
  return { ...result, verdict: 'passed', sentence: words`${result.sentence} This was allowed.` };
}

/** Every useful check that stores nothing, all at once; addResults() puts what they found into the evidence. */
export async function runLiveChecks(
  evidence: PlanEvidence,
  coval: Coval,
  clock: Clock,
): Promise<CheckResult[]> {
  const { requests } = planChecks(evidence, { alias });
  const reading = requests.filter(({ kind }) => catalogue[kind].effect === 'reads');
  return Promise.all(reading.map((request) => runCheck(request, { coval, clock })));
}

/** The same as entries for evidence v1 `checks`. */
export async function liveChecks(evidence: PlanEvidence, coval: Coval, clock: Clock): Promise<Outcome[]> {
  return (await runLiveChecks(evidence, coval, clock)).flatMap((result) => result.outcomes);
}
