import type { Case, HandoffReason } from '../cases/case.ts';
import { evidenceV1 } from '../cases/evidence-v1.ts';
import type { EvidenceV1 } from '../evidence/evidence.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';

/** What engineering needs before it can start, per reason. What is missing is a list; an override stays visible. */

interface Requirement {
  isThere: (evidence: EvidenceV1, state: Case) => boolean;
  /** What to add, for the person who hands off. */
  add: Redacted;
}

const has = (key: keyof EvidenceV1) => (evidence: EvidenceV1) =>
  evidence[key] !== undefined && evidence[key] !== '';
const looked = (evidence: EvidenceV1, ...kinds: string[]) =>
  (evidence.checks ?? []).filter((check) => kinds.includes(check.kind) && check.status !== null);
const isServerError = (status: number | null | undefined) =>
  status !== undefined && status !== null && status >= 500;

const target: Requirement = {
  isThere: has('target_id'),
  add: words`Add the target ID: the simulation output ID or conversation ID.`,
};
const answer: Requirement = {
  isThere: (evidence) => evidence.response_status !== undefined && has('response_body')(evidence),
  add: words`Add the HTTP status and the response body of the export.`,
};
const endpoint: Requirement = {
  isThere: has('endpoint'),
  add: words`Add the endpoint that the exporter uses.`,
};
const diagnosis: Requirement = {
  isThere: (_, state) => state.diagnosis !== undefined,
  add: words`Run the triage first: there is no diagnosis yet.`,
};

const requirements: Readonly<Record<HandoffReason, readonly Requirement[]>> = {
  other_organization: [
    diagnosis,
    target,
    answer,
    {
      isThere: (evidence) => looked(evidence, 'get_simulation', 'get_run', 'get_conversation').length > 0,
      add: words`Add a look-up of the target with our key: run the checks, or paste the output of the command.`,
    },
    {
      isThere: has('trace_url'),
      add: words`Add the address of the result page: it shows which organization owns the target.`,
    },
  ],
  agent_record_change: [
    diagnosis,
    target,
    { isThere: has('agent_type'), add: words`Add the agent type.` },
    { isThere: has('connection_path'), add: words`Add how the call reaches the agent.` },
    {
      isThere: has('agent_config'),
      add: words`Add the agent's configuration, or run the check of the agent record.`,
    },
  ],
  repeated_server_error: [
    diagnosis,
    endpoint,
    target,
    answer,
    {
      isThere: (evidence) => {
        const again = (evidence.checks ?? []).filter(({ status }) => isServerError(status)).length;
        return again + (isServerError(evidence.response_status) ? 1 : 0) >= 2;
      },
      add: words`Add a second 5xx answer, after a valid retry: run the checks again.`,
    },
  ],
  ui_cannot_load: [
    diagnosis,
    target,
    { isThere: has('trace_url'), add: words`Add the address of the page that does not load.` },
    {
      isThere: (evidence) =>
        looked(evidence, 'trace_summary', 'target_span').some(({ status }) => status === 200) ||
        evidence.response_status === 200,
      add: words`Add proof that spans are stored: the trace summary of the target.`,
    },
    { isThere: has('description'), add: words`Describe what the page shows instead.` },
  ],
  other: [
    diagnosis,
    { isThere: has('description'), add: words`Describe what support has tried and what is left open.` },
  ],
};

export function handoffMissing(state: Case, reason: HandoffReason): Redacted[] {
  const evidence = evidenceV1(state);
  return requirements[reason].filter((one) => !one.isThere(evidence, state)).map(({ add }) => add);
}

/** The reason that the diagnosis itself gives for a hand-off; undefined when support can still fix it. */
export function offeredReason(state: Case): HandoffReason | undefined {
  const { escalate, cause } = state.diagnosis?.diagnosis ?? {};
  if (escalate !== true || typeof cause !== 'string') return undefined;
  return reasonOf[cause] ?? 'agent_record_change';
}

/** Rows that escalate for another reason than a change of the agent record. */
const reasonOf: Readonly<Record<string, HandoffReason>> = {
  'wrong-org-key': 'other_organization',
  'server-error-500': 'repeated_server_error',
  'unavailable-503': 'repeated_server_error',
  'ui-cannot-load-stored-trace': 'ui_cannot_load',
};
