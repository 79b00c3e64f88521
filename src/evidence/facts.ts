/** The fact vocabulary: every name a condition may use, what it means, and which evidence would supply it. */
import type { EvidenceKey } from './evidence.ts';

export type FactValue = string | number | boolean;

/** How strong a piece of evidence is. "Confirmed" needs one of the last three. */
export const RUNGS = {
  claimed: 1,
  pasted_log: 2,
  tool_output: 3,
  http_answer: 4,
  own_check: 5,
  seen_in_coval: 6,
} as const;
export type Rung = (typeof RUNGS)[keyof typeof RUNGS];
export type RungName = keyof typeof RUNGS;

export interface Fact {
  readonly name: string;
  readonly value: FactValue;
  /** Where it came from: an evidence key, or `checks.<kind>`. */
  readonly source: string;
  readonly rung: Rung;
}
export type Facts = ReadonlyMap<string, Fact>;

export interface FactMeaning {
  readonly means: string;
  /** The evidence that would settle it; absent when nobody can be asked. */
  readonly ask?: EvidenceKey;
}

/** Facts named `said.*` come from the phrase files of the matrix and are declared there. */
export const FACTS: Readonly<Record<string, FactMeaning>> = {
  symptom: { means: 'what the customer chose', ask: 'symptom' },
  'export.answer': {
    means: 'ok, error, no_answer or elsewhere: what became of the export',
    ask: 'response_status',
  },
  'export.status': { means: 'the HTTP status of the export', ask: 'response_status' },
  'export.error': { means: 'timeout, dns, refused or tls: why a span probe got no answer', ask: 'checks' },
  'export.recovered': { means: 'a later check succeeded', ask: 'checks' },
  'export.fake_404': { means: 'the only answer known is a 404 to a made-up ID' },
  'body.kind': { means: 'what the response body says', ask: 'response_body' },
  'body.code': { means: 'the error code in the response body', ask: 'response_body' },
  'endpoint.problem': {
    means: 'none, not_https, grpc, other_host, path, other_route or unreadable: the fault of the endpoint',
    ask: 'endpoint',
  },
  'endpoint.host': { means: 'the host that the exporter calls', ask: 'endpoint' },
  'encoding.mismatch': { means: 'the pasted Content-Type does not fit the encoding', ask: 'encoding' },
  'header.target': { means: 'which target header the export used', ask: 'target_header' },
  'header.key': {
    means: 'right, wrong_case or other_name: the header that carries the key',
    ask: 'description',
  },
  'id.shape': { means: 'what the target ID looks like', ask: 'target_id' },
  'id.foreign': { means: 'the target ID cannot be a Coval target', ask: 'target_id' },
  'id.braces': { means: 'the target ID is a {{placeholder}} of the agent record', ask: 'target_id' },
  'id.page_part': {
    means: 'result, run, conversation or agent: where the target ID stands in a Coval address',
    ask: 'trace_url',
  },
  'id.echo_differs': { means: 'Coval stored the spans under another ID than intended', ask: 'response_body' },
  'lookup.simulation': { means: 'found, missing, refused or failed: the ID as a simulation', ask: 'checks' },
  'lookup.simulation_status': { means: 'the status of the simulation', ask: 'checks' },
  'lookup.simulation_error': { means: 'the error of the simulation is about its connection', ask: 'checks' },
  'lookup.run': { means: 'found, missing, refused or failed: the ID as a run', ask: 'checks' },
  'lookup.run_status': { means: 'the status of the run', ask: 'checks' },
  'lookup.conversation': {
    means: 'found, missing, refused or failed: the ID as a conversation',
    ask: 'checks',
  },
  'lookup.agent': { means: 'found, missing, refused or failed: the ID as an agent', ask: 'checks' },
  'lookup.all_missing': { means: 'every look-up of the ID answered 404', ask: 'checks' },
  'lookup.other_organization': { means: 'another configured key finds the ID' },
  'probe.fake': { means: 'healthy, refused or failed: the span to a made-up ID', ask: 'checks' },
  'probe.fake_status': { means: 'the status of the span to a made-up ID', ask: 'checks' },
  'probe.target': { means: 'ok or failed: the span to the real ID', ask: 'checks' },
  'checks.all_unauthenticated': { means: 'every check was answered 401', ask: 'checks' },
  'key.worked': {
    means: 'same or different: the key of the deployed agent beside a key with which a span test passed',
  },
  'key.finds_target': {
    means: 'same or different: the key of the deployed agent beside a key that finds the target',
  },
  'key.refused': {
    means: 'same or different: the key of the deployed agent beside a key that was refused in a test',
  },
  'key.several': { means: 'two different Coval keys stand where the agent is set up' },
  'failure.repeated': { means: '500 or 503 was seen at least twice', ask: 'checks' },
  'page.kind': { means: 'which screen the customer looked at', ask: 'trace_url' },
  'page.other_result': {
    means: 'the address shows another result than the one exported to',
    ask: 'trace_url',
  },
  'agent.type': { means: 'the model type of the agent', ask: 'agent_type' },
  'agent.hosted': { means: 'Coval talks to the model provider itself', ask: 'agent_type' },
  path: { means: 'how a call reaches the agent; the record beats the claim', ask: 'connection_path' },
  'path.claimed': { means: 'how a call reaches the agent, as chosen', ask: 'connection_path' },
  'record.number': { means: 'sip or phone: what Coval dials', ask: 'agent_config' },
  'record.webhook': { means: 'pre_call_webhook_url is set', ask: 'agent_config' },
  'record.has_id': {
    means: 'the pasted configuration carries the simulation output ID',
    ask: 'agent_config',
  },
  'record.wrong_placeholder': {
    means: 'the configuration has a placeholder that Coval does not fill in',
    ask: 'agent_config',
  },
  'stored.proven': { means: 'spans are stored for the target', ask: 'checks' },
  'stored.none': { means: 'Coval counts zero spans for the target', ask: 'checks' },
  'summary.duplicates': { means: 'the trace summary counts duplicate spans', ask: 'checks' },
  'metrics.pending': { means: 'a metric output is still queued or in progress', ask: 'checks' },
  'metrics.failed': { means: 'a metric output failed', ask: 'checks' },
  'dump.read': { means: 'a trace dump was pasted and could be read', ask: 'trace_dump' },
  'dump.no_spans': { means: 'the dump holds no spans', ask: 'trace_dump' },
  'dump.invalid_otlp': { means: 'the dump is not a valid OTLP request', ask: 'trace_dump' },
  'dump.other_top_key': { means: 'the body does not start with resourceSpans', ask: 'trace_dump' },
  'dump.root_only': { means: 'only wrapper spans exist', ask: 'trace_dump' },
  'dump.mostly_conversation': { means: 'nearly all spans are named conversation', ask: 'trace_dump' },
  'dump.flat_turns': { means: 'nearly all spans are conversation or turn', ask: 'trace_dump' },
  'dump.only_provider_spans': { means: 'every span is library instrumentation', ask: 'trace_dump' },
  'dump.markers': { means: 'markers or copied durations stand in for measurements', ask: 'trace_dump' },
  'dump.has_markers': { means: 'the dump contains marker spans', ask: 'trace_dump' },
  'dump.bad_times': {
    means: 'spans lie in 1970, in the far future, or last implausibly long',
    ask: 'trace_dump',
  },
  'dump.duplicates': { means: 'the same span occurs twice', ask: 'trace_dump' },
  'dump.twin_operations': {
    means: 'the same operation is recorded by two scopes or services',
    ask: 'trace_dump',
  },
  'dump.chunk_noise': { means: 'one short span name makes up most of the trace', ask: 'trace_dump' },
  'dump.interrupted_tts': { means: 'a tts span ended because the socket closed', ask: 'trace_dump' },
  'dump.no_tts': { means: 'user-side spans exist and no tts span does', ask: 'trace_dump' },
  'dump.mixed_simulations': { means: 'two simulation IDs are in one dump', ask: 'trace_dump' },
  'dump.two_traces_apart': { means: 'two trace IDs lie hours apart', ask: 'trace_dump' },
  'dump.not_numeric': { means: 'a metric attribute is not a number', ask: 'trace_dump' },
  'dump.metric_attribute_missing': { means: 'the attribute a metric needs is absent', ask: 'trace_dump' },
  'dump.other_names': { means: 'a role is present under another name only', ask: 'trace_dump' },
  'dump.service': { means: 'the service.name of an imported trace', ask: 'trace_dump' },
  'dump.too_large': { means: 'one export body is over 3 MB', ask: 'trace_dump' },
  'dump.base64_ids': { means: 'IDs are base64 instead of hexadecimal', ask: 'trace_dump' },
  described: { means: 'how many words the customer used', ask: 'description' },
};

/** What a fact is about, for people: `export.status` → "the HTTP status of the export". */
export function sayFact(name: string): string {
  return FACTS[name]?.means.split(': ').at(-1) ?? name.replaceAll(/[._]/g, ' ');
}

const SOURCES: Readonly<Record<string, string>> = {
  symptom: 'what you see',
  description: 'the description',
  endpoint: 'the endpoint',
  response_status: 'the HTTP status',
  response_body: 'the response body',
  target_header: 'the target header',
  target_id: 'the target ID',
  agent_type: 'the agent type',
  connection_path: 'the connection path',
  trace_url: 'the page looked at',
  trace_dump: 'the trace dump',
  encoding: 'the encoding',
  agent_config: 'the agent configuration',
  checks: 'the checks',
  'checks.whoami': 'coval whoami',
  'checks.fake_id_span': 'the span to a made-up ID',
  'checks.target_span': 'the span to the real target',
  'checks.get_simulation': 'the look-up of the simulation',
  'checks.get_run': 'the look-up of the run',
  'checks.get_conversation': 'the look-up of the conversation',
  'checks.get_agent': 'the look-up of the agent',
  'checks.trace_summary': 'the trace summary',
  'checks.list_simulations': 'the list of simulations',
  'checks.get_metric_outputs': 'the metric outputs',
};

/** Where a fact comes from, for people. */
export function saySource(source: string): string {
  return SOURCES[source] ?? (source.startsWith('checks.') ? 'a check' : source.replaceAll('_', ' '));
}

/** True for a name that a condition may use. */
export function isKnownFact(name: string, said: ReadonlySet<string>): boolean {
  return name in FACTS || said.has(name);
}
