import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { PATHS, SYMPTOMS } from './evidence.ts';

/** What the evidence form can ask: every field once, with the reason it matters, and which symptom makes it useful. */

export const fieldKeys = [
  'symptom',
  'response_status',
  'response_body',
  'endpoint',
  'target_header',
  'target_id',
  'agent_type',
  'connection_path',
  'trace_url',
  'encoding',
  'trace_dump',
  'dump_file',
  'metric',
  'agent_config',
  'config_file',
  'checks',
  'description',
] as const;
export type FieldKey = (typeof fieldKeys)[number];

export interface FormField {
  label: Redacted;
  why: Redacted;
  kind: 'line' | 'text' | 'choice' | 'file';
  choices?: readonly { value: string; text: Redacted }[];
  placeholder?: Redacted;
  most?: number;
}

const symptomWords: Readonly<Record<(typeof SYMPTOMS)[number], Redacted>> = {
  no_traces: words`No traces in Coval`,
  export_error: words`The export returns an error`,
  wrong_place: words`Traces are under the wrong result`,
  not_visible: words`I cannot find the traces in the app`,
  sparse: words`Spans are missing or not useful`,
  duplicated: words`Spans appear more than once`,
  metric_missing: words`A trace metric finds no spans`,
  other: words`Something else`,
};
export const symptomChoices = SYMPTOMS.map((value) => ({ value, text: symptomWords[value] }));

export function symptomWord(value: string): Redacted | undefined {
  return symptomChoices.find((choice) => choice.value === value)?.text;
}

/** What a choice of the form says; undefined for a text, and for a value that the form does not offer. */
export function choiceWord(key: string, value: string): Redacted | undefined {
  const field = fieldKeys.find((one) => one === key);
  if (value === 'unknown') return field && formFields[field].choices && words`not known`;
  return field && formFields[field].choices?.find((choice) => choice.value === value)?.text;
}

const pathWords: Readonly<Record<(typeof PATHS)[number], Redacted>> = {
  sip_inbound: words`Coval calls a SIP address`,
  pstn_inbound: words`Coval calls a phone number`,
  outbound_voice: words`The agent calls out`,
  websocket: words`WebSocket`,
  chat: words`Chat over HTTP`,
  sms: words`SMS`,
  livekit: words`LiveKit room`,
  pipecat: words`Pipecat`,
  vapi: words`Vapi`,
  conversation_monitoring: words`Monitoring of real conversations`,
  unknown: words`I do not know`,
};

/** Agent types as Coval's API spells them, with their human names; the list is open, so "other" leaves it to the free text. */
const agentTypes = {
  MODEL_TYPE_VOICE: words`Inbound voice (MODEL_TYPE_VOICE)`,
  MODEL_TYPE_OUTBOUND_VOICE: words`Outbound voice (MODEL_TYPE_OUTBOUND_VOICE)`,
  MODEL_TYPE_WEBSOCKET: words`WebSocket voice (MODEL_TYPE_WEBSOCKET)`,
  MODEL_TYPE_CHAT: words`Chat (MODEL_TYPE_CHAT)`,
  MODEL_TYPE_CHAT_A2A: words`Chat A2A (MODEL_TYPE_CHAT_A2A)`,
  MODEL_TYPE_CHAT_WEBSOCKET: words`Chat WebSocket (MODEL_TYPE_CHAT_WEBSOCKET)`,
  MODEL_TYPE_SMS: words`SMS (MODEL_TYPE_SMS)`,
  MODEL_TYPE_LIVEKIT: words`LiveKit (MODEL_TYPE_LIVEKIT)`,
  MODEL_TYPE_DAILY: words`Pipecat Cloud (MODEL_TYPE_DAILY)`,
  MODEL_TYPE_OPENAI_REALTIME: words`OpenAI Realtime (MODEL_TYPE_OPENAI_REALTIME)`,
  MODEL_TYPE_GEMINI_REALTIME: words`Gemini Live (MODEL_TYPE_GEMINI_REALTIME)`,
  MODEL_TYPE_GROK_REALTIME: words`Grok voice (MODEL_TYPE_GROK_REALTIME)`,
};

export const formFields: Readonly<Record<FieldKey, FormField>> = {
  symptom: {
    label: words`What do you see?`,
    why: words`It decides what to ask next.`,
    kind: 'choice',
    choices: symptomChoices,
  },
  endpoint: {
    label: words`Endpoint the exporter uses`,
    why: words`Paste the value the running process has, with the name of the setting. A wrong host or path is a common cause.`,
    kind: 'line',
    placeholder: words`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://…`,
    most: 1000,
  },
  response_status: {
    label: words`HTTP status of the export`,
    why: words`A number from the exporter log, such as 404. It tells a wrong key from a wrong ID.`,
    kind: 'line',
    placeholder: words`404`,
    most: 40,
  },
  response_body: {
    label: words`Response body`,
    why: words`Paste it as it is. It names the field that was refused.`,
    kind: 'text',
  },
  target_header: {
    label: words`Target header of the export`,
    why: words`Coval needs exactly one of the two.`,
    kind: 'choice',
    choices: [
      { value: 'simulation', text: words`X-Simulation-Id` },
      { value: 'conversation', text: words`X-Conversation-Id` },
      { value: 'both', text: words`Both` },
      { value: 'none', text: words`None` },
      { value: 'unknown', text: words`I do not know` },
    ],
  },
  target_id: {
    label: words`ID in that header`,
    why: words`The simulation output ID or conversation ID, copied from the log. A run ID looks the same and does not work.`,
    kind: 'line',
    most: 300,
  },
  agent_type: {
    label: words`Agent type in Coval`,
    why: words`The ID reaches each type of agent in a different way.`,
    kind: 'choice',
    choices: [
      ...Object.entries(agentTypes).map(([value, text]) => ({ value, text })),
      { value: 'unknown', text: words`Another one, or I do not know` },
    ],
  },
  connection_path: {
    label: words`How the call reaches the agent`,
    why: words`A phone call drops the header that a SIP call carries.`,
    kind: 'choice',
    choices: PATHS.map((value) => ({ value, text: pathWords[value] })),
  },
  trace_url: {
    label: words`Address of the page where you looked`,
    why: words`It shows which result was open. It is not fetched.`,
    kind: 'line',
    most: 1000,
  },
  encoding: {
    label: words`Encoding of the spans`,
    why: words`The Content-Type must match the body.`,
    kind: 'choice',
    choices: [
      { value: 'otlp_json', text: words`OTLP JSON` },
      { value: 'otlp_protobuf', text: words`OTLP protobuf` },
      { value: 'unknown', text: words`I do not know` },
    ],
  },
  trace_dump: {
    label: words`Trace dump, pasted`,
    why: words`Spans as JSON, from the console exporter or copied from the viewer. At most 3,000 characters: upload a longer one below.`,
    kind: 'text',
  },
  dump_file: {
    label: words`Trace dump, as a file`,
    why: words`JSON, JSON lines, protobuf or gzip, up to 10 MB. It is read once and not kept.`,
    kind: 'file',
  },
  metric: {
    label: words`Which metric?`,
    why: words`The span name and attribute that the metric reads, as SPAN:ATTRIBUTE.`,
    kind: 'line',
    placeholder: words`llm:metrics.ttfb`,
    most: 300,
  },
  agent_config: {
    label: words`Agent configuration, pasted`,
    why: words`The agent record or the exporter's settings. Leave keys out; what looks like one is removed.`,
    kind: 'text',
  },
  config_file: {
    label: words`Agent configuration, as a file`,
    why: words`Text, JSON, YAML or an env file. Credentials are removed before it is kept.`,
    kind: 'file',
  },
  checks: {
    label: words`Output of a check you ran`,
    why: words`All of it, with the status line. A status=404 for coval-tracing-test is a good sign.`,
    kind: 'text',
  },
  description: {
    label: words`Log lines, or anything else`,
    why: words`Lines that mention tracing, OpenTelemetry or Coval. Most causes show in the log.`,
    kind: 'text',
  },
};

const sending: readonly FieldKey[] = [
  'response_status',
  'response_body',
  'endpoint',
  'target_header',
  'target_id',
  'agent_type',
  'connection_path',
  'encoding',
  'trace_url',
  'agent_config',
  'description',
];
const reading: readonly FieldKey[] = [
  'trace_url',
  'target_id',
  'trace_dump',
  'dump_file',
  'agent_type',
  'description',
];

const useful: Readonly<Record<string, readonly FieldKey[]>> = {
  no_traces: sending,
  export_error: sending,
  wrong_place: [
    'target_header',
    'target_id',
    'trace_url',
    'response_status',
    'response_body',
    'agent_config',
    'description',
  ],
  not_visible: [
    'trace_url',
    'target_id',
    'target_header',
    'response_status',
    'response_body',
    'connection_path',
    'description',
  ],
  sparse: [...reading, 'agent_config'],
  duplicated: [...reading, 'response_status', 'agent_config'],
  metric_missing: ['metric', ...reading],
};

/** A pasted and an uploaded dump answer the same question. */
const evidenceKeyOf: Readonly<Partial<Record<FieldKey, string>>> = {
  dump_file: 'trace_dump',
  config_file: 'agent_config',
};

export function evidenceKey(field: FieldKey): string {
  return evidenceKeyOf[field] ?? field;
}

/**
 * What to ask: what the diagnosis lacks first, then what the symptom makes useful and nobody has answered.
 * `all` shows every field, for corrections.
 */
export function fieldsFor(asked: {
  symptom?: string | undefined;
  known: ReadonlySet<string>;
  wanted: readonly string[];
  all?: boolean;
}): FieldKey[] {
  if (asked.all) return [...fieldKeys];
  const isUnknown = (field: FieldKey) => !asked.known.has(evidenceKey(field));
  const wanted = fieldKeys.filter((field) => asked.wanted.includes(evidenceKey(field)) && isUnknown(field));
  const bySymptom = (useful[asked.symptom ?? ''] ?? sending).filter(isUnknown);
  const first: FieldKey[] = asked.symptom ? [] : ['symptom'];
  return [...new Set([...first, ...wanted, ...bySymptom, 'checks' as const, 'description' as const])];
}
