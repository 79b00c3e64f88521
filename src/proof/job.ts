import type { Case } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import { evidenceV1 } from '../cases/evidence-v1.ts';
import { targetOf } from '../checks/plan.ts';
import type { CheckRequest, CheckResult } from '../checks/result.ts';
import type { Coval } from '../ports.ts';
import { type ProofPlan, proofOutcome, proofPlan } from './plan.ts';

/** After "Fix applied": the row's proof runs again, or a person is asked to confirm what only a person can see. */

export interface ProofPorts extends ChangePorts {
  coval: Coval;
  runCheck: (request: CheckRequest, ports: Pick<ProofPorts, 'coval' | 'clock'>) => Promise<CheckResult>;
}

const bot = { user: 'bot', role: 'bot' } as const;

export async function processProof(
  ports: ProofPorts,
  { caseId, fixedAt }: { caseId: string; fixedAt: number },
  last: boolean,
): Promise<void> {
  const begun = await changeCase(ports, caseId, (state, at) => {
    // A worker may have died after the start; then the proof runs already and is only made again.
    if (state.fix?.at !== fixedAt || state.proof) return undefined;
    const { kind, text, before, check } = proofPlan(state);
    return { type: 'proof_started', by: bot, at, kind, text, before, awaits: check ? 'check' : 'person' };
  });
  if (begun.is !== 'changed' && begun.is !== 'unchanged') return;
  const { case: state } = begun;
  if (state.fix?.at !== fixedAt || state.proof?.state !== 'running') return;
  const plan = proofPlan(state);
  const result = await run(ports, state, plan, last);
  const outcome = result && proofOutcome(result);
  await changeCase(ports, caseId, (now, at) => {
    if (now.fix?.at !== fixedAt || now.proof?.state !== 'running') return undefined;
    if (outcome) return { type: 'proof_finished', by: bot, at, before: now.proof.before, ...outcome };
    const { kind, text, before } = plan;
    return { type: 'proof_started', by: bot, at, kind, text, before, awaits: 'person' };
  });
}

/** Undefined when the check cannot be made at all: then a person has to look. */
async function run(
  ports: ProofPorts,
  state: Case,
  plan: ProofPlan,
  last: boolean,
): Promise<CheckResult | undefined> {
  const alias = state.keyAlias;
  if (!plan.check || alias === undefined) return undefined;
  const target = targetOf(evidenceV1(state));
  try {
    return await ports.runCheck({ kind: plan.check, alias, ...(target && { target }) }, ports);
  } catch (cause) {
    if (!last) throw cause;
    const reason = cause instanceof Error ? cause : undefined;
    ports.log.error('A proof could not be run', { case: state.id, check: plan.check, reason });
    return undefined;
  }
}
