import type { FindingCode } from './codes.ts';

/** What a finding says, for people: a few words that stand alone. Tools read the code. */
const titles: Readonly<Record<FindingCode, string>> = {
  no_spans: 'no spans',
  invalid_otlp: 'not valid OTLP',
  base64_ids: 'IDs in base64',
  payload_too_large: 'export too large',
  root_only: 'only the outermost span',
  mostly_conversation: 'nearly all spans named conversation',
  only_provider_spans: 'only library spans',
  missing_stt: 'no stt spans',
  missing_llm: 'no llm spans',
  missing_tts: 'no tts spans',
  missing_tool: 'no span for a tool call',
  non_canonical_names: 'names without a label',
  duplicate_spans: 'span sent twice',
  mixed_simulations: 'several calls in one trace',
  multiple_traces: 'one call in several traces',
  orphan_spans: 'parent span missing',
  negative_duration: 'ends before it starts',
  zero_timestamps: 'no start or end time',
  future_or_ancient_timestamps: 'time in the far past or future',
  implausible_duration: 'too long to be real',
  marker_as_latency: 'marker read as latency',
  identical_durations: 'same start and end as others',
  metric_attribute_missing: 'metric attribute missing',
  metric_attribute_not_numeric: 'value is not a number',
  missing_ttfb: 'no time to first byte',
  missing_token_usage: 'no token counts',
  stt_without_transcript: 'no transcript',
  tool_without_function_name: 'tool call without a function name',
  alias_attributes: 'older attribute names',
  high_cardinality_names: 'IDs inside span names',
  missing_service_name: 'no service name',
  error_not_in_status: 'error without ERROR status',
  interrupted_tts: 'speech cut off by the hang-up',
  secret_in_attribute: 'credential in an attribute',
  unbounded_attribute: 'very large attribute',
};

export function titleOf(code: FindingCode): string {
  return titles[code];
}
