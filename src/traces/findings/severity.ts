import type { FindingCode, Severity } from './codes.ts';

/**
 * error: Coval refuses or loses data, or shows numbers that are wrong. warning: a metric, a label or a card
 * suffers. info: works today, and is better changed.
 */
const severities: Readonly<Record<FindingCode, Severity>> = {
  no_spans: 'error',
  invalid_otlp: 'error',
  base64_ids: 'error',
  payload_too_large: 'error',
  root_only: 'error',
  mostly_conversation: 'warning',
  only_provider_spans: 'error',
  missing_stt: 'warning',
  missing_llm: 'warning',
  missing_tts: 'warning',
  missing_tool: 'warning',
  non_canonical_names: 'warning',
  duplicate_spans: 'error',
  mixed_simulations: 'error',
  multiple_traces: 'warning',
  orphan_spans: 'warning',
  negative_duration: 'error',
  zero_timestamps: 'error',
  future_or_ancient_timestamps: 'error',
  implausible_duration: 'warning',
  marker_as_latency: 'error',
  identical_durations: 'warning',
  metric_attribute_missing: 'error',
  metric_attribute_not_numeric: 'error',
  missing_ttfb: 'warning',
  missing_token_usage: 'warning',
  stt_without_transcript: 'warning',
  tool_without_function_name: 'warning',
  alias_attributes: 'info',
  high_cardinality_names: 'warning',
  missing_service_name: 'warning',
  error_not_in_status: 'warning',
  interrupted_tts: 'warning',
  secret_in_attribute: 'error',
  unbounded_attribute: 'warning',
};

export function severityOf(code: FindingCode): Severity {
  return severities[code];
}
