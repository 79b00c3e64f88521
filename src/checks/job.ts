import type { Case } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import { TriageError } from '../errors.ts';
import type { Coval, Once } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { type CheckKind, catalogue } from './catalogue.ts';
import { type CheckRequest, CheckResult } from './result.ts';

/** Queue processor for one check of one evidence revision. */

export interface CheckPorts extends ChangePorts {
  coval: Coval;
  once: Once;
  runCheck: (request: CheckRequest, ports: Pick<CheckPorts, 'coval' | 'clock'>) => Promise<CheckResult>;
}

interface Payload {
  caseId: string;
  revision: number;
  check: string;
}

const bot = { user: 'bot', role: 'bot' } as const;

export async function processCheck(ports: CheckPorts, payload: Payload, last: boolean): Promise<void> {
  const { caseId, revision } = payload;
  const started = await changeCase(ports, caseId, (state, at) => {
    const planned = plannedCheck(state, payload);
    return planned && { type: 'check_started', by: bot, at, kind: planned.kind, revision };
  });
  // Gone, ended, or planned anew with newer evidence: nobody waits for this answer any more.
  if (started.is !== 'changed') return;
  const planned = plannedCheck(started.case, payload);
  if (!planned || started.case.keyAlias === undefined) return;
  const request = requestFor(started.case, planned.kind, started.case.keyAlias, ports.keys.aliases);
  const result = await resultOf(ports, caseId, revision, request, last);
  await changeCase(ports, caseId, (state, at) => {
    if (!plannedCheck(state, payload)) return undefined;
    const finished = { type: 'check_finished', by: bot, at, revision, result } as const;
    const outcome = spanOutcome(result);
    return outcome && request.target
      ? [finished, { type: 'span_written', by: bot, at, target: words`the ${targetWord(request)}`, outcome }]
      : finished;
  });
}

function plannedCheck(state: Case, { check, revision }: Payload) {
  return state.checks.find((one) => one.kind === check && one.revision === revision && one.state !== 'done');
}

function requestFor(state: Case, kind: CheckKind, alias: string, aliases: readonly string[]): CheckRequest {
  const target = state.checks.find((check) => check.kind === kind)?.target;
  return {
    kind,
    alias,
    ...(target && { target }),
    ...(state.consent && { consent: { by: state.consent.by.user, at: state.consent.at } }),
    ...(kind === 'other_organization' && { otherAliases: aliases.filter((other) => other !== alias) }),
  };
}

async function resultOf(
  ports: CheckPorts,
  caseId: string,
  revision: number,
  request: CheckRequest,
  last: boolean,
): Promise<CheckResult> {
  if (catalogue[request.kind].effect === 'writes') return writtenOnce(ports, caseId, request);
  try {
    return await ports.runCheck(request, ports);
  } catch (cause) {
    if (!last) throw cause;
    const reason = cause instanceof Error ? cause : undefined;
    ports.log.error('A check could not be run', { case: caseId, check: request.kind, revision, reason });
    return inconclusive(ports, request, words`The check could not be run. It is not known why.`);
  }
}

/** One span per target and case, whatever happens: an earlier try whose end is unknown stays unknown. */
async function writtenOnce(ports: CheckPorts, caseId: string, request: CheckRequest): Promise<CheckResult> {
  const unknown = () =>
    inconclusive(
      ports,
      request,
      words`The test span may have been stored: its sending was interrupted. It is not sent again.`,
    );
  const kept = await ports.once.effect(
    caseId,
    `span:${request.target?.type}:${request.target?.id}`,
    async () => JSON.stringify(await ports.runCheck(request, ports)),
    async () => JSON.stringify({ ...unknown(), facts: { span: words`unknown` } }),
  );
  const parsed = CheckResult.safeParse(JSON.parse(kept));
  if (!parsed.success) throw new TriageError('unexpected', { cause: parsed.error });
  return parsed.data;
}

function inconclusive(
  ports: CheckPorts,
  request: CheckRequest,
  sentence: CheckResult['sentence'],
): CheckResult {
  const at = ports.clock.now();
  return {
    kind: request.kind,
    verdict: 'inconclusive',
    sentence,
    status: null,
    startedAt: at,
    finishedAt: at,
    outcomes: [],
    facts: {},
  };
}

function spanOutcome(result: CheckResult): 'stored' | 'refused' | 'unknown' | undefined {
  if (result.kind !== 'target_span' || result.verdict === 'skipped') return undefined;
  return spanOutcomes.find((outcome) => outcome === result.facts['span']) ?? 'unknown';
}

const spanOutcomes = ['stored', 'refused'] as const;

function targetWord(request: CheckRequest) {
  return request.target?.type === 'conversation' ? words`conversation` : words`simulation output`;
}
