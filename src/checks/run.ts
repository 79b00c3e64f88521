/** Runs one check under its deadline. Trouble of Coval is a result; only a fault of ours throws. */
import type { Clock, Coval } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { checkAgentRecord } from './agent-record.check.ts';
import { type CheckKind, catalogue } from './catalogue.ts';
import { checkFakeIdSpan } from './fake-id-span.check.ts';
import { checkIdentifyId } from './identify-id.check.ts';
import { checkListSimulations } from './list-simulations.check.ts';
import { checkMetricOutputs } from './metric-outputs.check.ts';
import { checkOtherOrganization } from './other-organization.check.ts';
import { type CheckRequest, CheckResult, type Finding } from './result.ts';
import { checkTargetSpan } from './target-span.check.ts';
import { checkTraceSummary } from './trace-summary.check.ts';

type Ports = { coval: Coval; clock: Clock };
type Check = (request: CheckRequest, ports: Ports) => Promise<Finding>;

const checks: Readonly<Record<CheckKind, Check>> = {
  fake_id_span: checkFakeIdSpan,
  identify_id: checkIdentifyId,
  list_simulations: checkListSimulations,
  trace_summary: checkTraceSummary,
  agent_record: checkAgentRecord,
  metric_outputs: checkMetricOutputs,
  other_organization: checkOtherOrganization,
  target_span: checkTargetSpan,
};

export async function runCheck(request: CheckRequest, ports: Ports): Promise<CheckResult> {
  const startedAt = ports.clock.now();
  const { deadlineMs, effect } = catalogue[request.kind];
  const finding = await before(deadlineMs, checks[request.kind](request, ports), effect === 'writes');
  return CheckResult.parse({
    status: null,
    outcomes: [],
    facts: {},
    ...finding,
    kind: request.kind,
    startedAt,
    finishedAt: Math.max(startedAt, ports.clock.now()),
  });
}

async function before(ms: number, running: Promise<Finding>, writes: boolean): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(writes ? lateWrite : lateRead), ms);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

const lateRead: Finding = {
  verdict: 'inconclusive',
  error: 'timeout',
  sentence: words`The check did not finish in time. Run it again.`,
};

const lateWrite: Finding = {
  verdict: 'inconclusive',
  error: 'timeout',
  sentence: words`The check did not finish in time. Whether the test span was stored is unknown. It is not sent again.`,
  facts: { span: words`unknown` },
};
