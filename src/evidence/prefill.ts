import type { FieldKey } from './form.ts';
import { symptomChoices } from './form.ts';

/** A message → what it already answers, offered in the form. Raw in, raw out: the caller redacts before anything is shown or kept. */

const patterns: readonly { field: FieldKey; pattern: RegExp }[] = [
  { field: 'trace_url', pattern: /https?:\/\/app\.coval\.(?:dev|ai)\/[^\s<>"')]{1,500}/i },
  { field: 'endpoint', pattern: /OTEL_EXPORTER_OTLP_(?:TRACES_)?ENDPOINT\s*[=:]\s*["']?([^\s"']{1,500})/ },
  { field: 'endpoint', pattern: /https?:\/\/[^\s<>"')]{1,300}\/(?:v1\/)?traces\b[^\s<>"')]{0,100}/i },
  {
    field: 'response_status',
    pattern:
      /\b(?:status(?:[ _]code)?|HTTP(?:\/[\d.]+)?|code|error|got|returned?|returns)\s*[:=]?\s*"?([1-5]\d\d)\b/i,
  },
  {
    field: 'response_status',
    pattern:
      /\b(4\d\d|50[0-4])\s+(?:error|Not Found|Unauthorized|Forbidden|Bad Request|Internal Server Error|Service Unavailable)\b/i,
  },
  {
    field: 'response_body',
    pattern:
      /\{\s*"error"\s*:\s*\{[\s\S]{0,1500}?\}\s*\}|\{\s*"message"\s*:\s*"(?:Missing|Forbidden)[^"]{0,80}"\s*\}/,
  },
  {
    field: 'target_id',
    pattern: /x-(?:simulation|conversation)-id["']?\s*[:=]\s*["']?([A-Za-z0-9_-]{8,64})/i,
  },
  {
    field: 'target_id',
    pattern:
      /\b(?:simulation(?:[ _]output)?|conversation|run|result)s?[ _]?id\s*(?:is|[:=])?\s*["'`]?([A-Za-z0-9]{20,27})\b/i,
  },
  { field: 'target_id', pattern: /\/(?:results|conversations)\/([A-Za-z0-9]{20,27})\b/ },
  { field: 'agent_type', pattern: /\bMODEL_TYPE_[A-Z_]{2,30}\b/ },
  { field: 'metric', pattern: /\b([a-z][\w.]{1,40}:[a-z][\w.]{1,60})\b(?=.*metric)/i },
];

/** First match wins, so the order of a field's patterns is its precedence. */
export function prefill(message: string): Partial<Record<FieldKey, string>> {
  const text = message.slice(0, 20_000);
  const found: Partial<Record<FieldKey, string>> = {};
  for (const { field, pattern } of patterns) {
    const match = pattern.exec(text);
    if (match && found[field] === undefined) found[field] = match[1] ?? match[0];
  }
  const header = headerIn(text);
  if (header) found.target_header = header;
  const encoding = /application\/x-protobuf|http\/protobuf/i.test(text)
    ? 'otlp_protobuf'
    : /application\/json|http\/json|OTLP JSON/i.test(text)
      ? 'otlp_json'
      : undefined;
  if (encoding) found.encoding = encoding;
  found.symptom = symptomIn(text, found.response_status);
  if (text.trim() !== '') found.description = text;
  return found;
}

function headerIn(text: string): string | undefined {
  const simulation = /x-simulation-id/i.test(text);
  const conversation = /x-conversation-id/i.test(text);
  if (simulation && conversation) return 'both';
  return simulation ? 'simulation' : conversation ? 'conversation' : undefined;
}

const symptoms: readonly { value: string; pattern: RegExp }[] = [
  {
    value: 'metric_missing',
    pattern: /\bmetrics?\b.{0,60}\b(?:no|missing|empty|fail|cannot|can't|not)\b|no spans named/is,
  },
  { value: 'duplicated', pattern: /\b(?:duplicat|twice|doubled|two copies)/i },
  {
    value: 'sparse',
    pattern:
      /\b(?:only (?:the )?(?:http|llm|root|one|provider)|sparse|missing (?:the )?(?:stt|tts|llm|tool)|no (?:stt|tts|llm|tool) spans?)\b/i,
  },
  { value: 'wrong_place', pattern: /\bwrong (?:run|simulation|result|conversation|org)/i },
  { value: 'not_visible', pattern: /\b(?:can(?:'|’)?t|cannot) (?:see|find|open)\b/i },
];

function symptomIn(text: string, status: string | undefined): string {
  if (status !== undefined && !status.startsWith('2')) return 'export_error';
  const said = symptoms.find(({ pattern }) => pattern.test(text))?.value;
  return said ?? 'no_traces';
}

/** A word of the list, or nothing: what a menu may start with. */
export function knownSymptom(value: string | undefined): string | undefined {
  return symptomChoices.find((choice) => choice.value === value)?.value;
}
