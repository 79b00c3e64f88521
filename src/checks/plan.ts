/** Evidence → the checks worth running: only what is useful for this symptom and still unknown. Without a key: commands to hand out. */

import { readId, readPage } from '../evidence/reading/ids.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { CheckKind } from './catalogue.ts';
import {
  type HandOut,
  listSimulationsCommand,
  lookUpCommand,
  metricOutputsCommand,
  publicApi,
  sendSpanCommand,
  sendSpanScript,
  traceSummaryCommand,
} from './commands.ts';
import type { CheckRequest, Consent, OutcomeKind } from './result.ts';
import { fakeId, isKnownFake, type Target } from './target.ts';

/** The part of evidence v1 that decides; `checks` are those already known. */
export type PlanEvidence = {
  symptom?: string | undefined;
  response_status?: number | undefined;
  target_header?: string | undefined;
  target_id?: string | undefined;
  trace_url?: string | undefined;
  connection_path?: string | undefined;
  agent_config?: string | undefined;
  checks?: readonly { kind: string; status: number | null }[] | undefined;
};

export type PlanOptions = {
  /** Absent: no key for the customer's organization. */
  alias?: string | undefined;
  otherAliases?: readonly string[] | undefined;
  consents?: { target_span?: Consent | undefined } | undefined;
  /** Checks whose results for this target are at hand already. */
  done?: readonly CheckKind[] | undefined;
  /** Base of the API in the commands. */
  api?: Redacted | undefined;
};

export type CheckPlan = { requests: CheckRequest[]; handOut: HandOut[] };

export function planChecks(evidence: PlanEvidence, options: PlanOptions = {}): CheckPlan {
  const target = targetOf(evidence);
  const { alias, consents } = options;
  if (alias === undefined)
    return { requests: [], handOut: handOut(evidence, target, options.api ?? publicApi) };
  const done = options.done ?? [];
  const useful = usefulChecks(evidence, target).filter((kind) => !done.includes(kind));
  const requests = useful.map((kind): CheckRequest => ({ kind, alias, ...(target ? { target } : {}) }));
  const otherAliases = (options.otherAliases ?? []).filter((each) => each !== alias);
  // Where spans arrived, or the ID was found with this key, no other organization can be the owner.
  const isOwn = spansAreThere.includes(evidence.symptom ?? '') || isFound(evidence);
  const isAsked = !isOwn && !done.includes('other_organization');
  if (target && !isKnownFake(target.id) && isAsked && otherAliases.length > 0) {
    requests.push({ kind: 'other_organization', alias, otherAliases, target });
  }
  const consent = consents?.target_span;
  // Once: an earlier answer, whatever it was, is never asked for again.
  if (
    consent &&
    target &&
    !isKnownFake(target.id) &&
    !evidence.checks?.some(({ kind }) => kind === 'target_span')
  ) {
    requests.push({ kind: 'target_span', alias, target, consent });
  }
  return { requests, handOut: [] };
}

/** Symptoms that prove spans arrived under a known target: neither key nor ID is in question. */
const spansAreThere = ['sparse', 'duplicated', 'metric_missing'];

function usefulChecks(evidence: PlanEvidence, target: Target | undefined): CheckKind[] {
  const { symptom = 'other', response_status: status } = evidence;
  const arrived = spansAreThere.includes(symptom);
  const accepted = status !== undefined && status >= 200 && status < 300;
  const kinds: CheckKind[] = [];
  if (!arrived && !accepted && !isKnown(evidence, 'fake_id_span')) kinds.push('fake_id_span');
  if (target === undefined || isKnownFake(target.id)) return kinds;
  if (!arrived && !isIdentified(evidence)) {
    kinds.push('identify_id');
    if (target.type === 'simulation') kinds.push('list_simulations');
  }
  if (!isKnown(evidence, 'trace_summary')) kinds.push('trace_summary');
  const asksForPath = !arrived && !accepted && (evidence.agent_config ?? '') === '';
  if (asksForPath && target.type === 'simulation') kinds.push('agent_record');
  if (symptom === 'metric_missing' && !isKnown(evidence, 'get_metric_outputs')) kinds.push('metric_outputs');
  return kinds;
}

function isKnown(evidence: PlanEvidence, kind: OutcomeKind): boolean {
  return evidence.checks?.some((check) => check.kind === kind && check.status !== null) ?? false;
}

/** One of the rooms has it, or every room was asked. */
function isIdentified(evidence: PlanEvidence): boolean {
  const rooms = ['get_simulation', 'get_run', 'get_conversation'];
  const seen = (evidence.checks ?? []).filter(({ kind, status }) => rooms.includes(kind) && status !== null);
  return (
    seen.some(({ status }) => status === 200) || rooms.every((room) => seen.some(({ kind }) => kind === room))
  );
}

function isFound(evidence: PlanEvidence): boolean {
  const rooms = ['get_simulation', 'get_conversation', 'get_run'];
  return evidence.checks?.some(({ kind, status }) => rooms.includes(kind) && status === 200) ?? false;
}

/** What was given as target, else the ID in the page the customer looked at. Undefined when no ID of Coval's shape is known. */
export function targetOf(evidence: PlanEvidence): Target | undefined {
  const page = readPage(evidence.trace_url ?? '');
  const conversation = plausible(page?.conversation);
  const isConversation =
    evidence.target_header === 'conversation' ||
    (evidence.target_header !== 'simulation' &&
      (evidence.connection_path === 'conversation_monitoring' || conversation !== undefined));
  const type = isConversation ? 'conversation' : 'simulation';
  const given = plausible(evidence.target_id);
  if (given !== undefined) return { type, id: given };
  const result = plausible(page?.result);
  if (result !== undefined) return { type: 'simulation', id: result };
  return conversation === undefined ? undefined : { type: 'conversation', id: conversation };
}

/** A made-up ID has its own shape and its own check. */
function plausible(id: string | undefined): string | undefined {
  const { shape, value } = readId(id ?? '');
  return shape === 'plausible' || shape === 'fake' ? value : undefined;
}

function handOut(evidence: PlanEvidence, target: Target | undefined, api: Redacted): HandOut[] {
  const fake: Target = { type: 'simulation', id: fakeId };
  const kinds = usefulChecks(evidence, target);
  const list: HandOut[] = [];
  if (kinds.includes('fake_id_span')) {
    list.push(
      {
        says: words`Key and connection. Run it on the agent's host. 404 is the healthy answer.`,
        command: sendSpanCommand(fake, api),
      },
      { says: words`The same with Coval's own script. Expect status=404.`, command: sendSpanScript(fake) },
    );
  }
  if (target === undefined) return list;
  const { id } = target;
  if (kinds.includes('identify_id')) {
    list.push(
      {
        says: words`Is it a simulation output? 200 means yes.`,
        command: lookUpCommand('simulations', id, api),
      },
      { says: words`Is it a conversation? 200 means yes.`, command: lookUpCommand('conversations', id, api) },
      { says: words`Is it a run? 200 means yes.`, command: lookUpCommand('runs', id, api) },
    );
  }
  if (kinds.includes('list_simulations')) {
    list.push({
      says: words`If it is a run: its simulation outputs.`,
      command: listSimulationsCommand(id, api),
    });
  }
  if (kinds.includes('trace_summary')) {
    list.push({
      says: words`How many spans are stored for it: total_spans.`,
      command: traceSummaryCommand(target, api),
    });
  }
  if (kinds.includes('metric_outputs')) {
    list.push({ says: words`State of its metric outputs.`, command: metricOutputsCommand(target, api) });
  }
  return list;
}
