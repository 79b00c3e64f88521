/** Which attributes the findings care about. One lookup per attribute decides; the answer is cached per key. */
export const KeyUse = {
  ttfb: 1 << 0,
  /** Must be a number wherever it stands. */
  numeric: 1 << 1,
  transcript: 1 << 2,
  transcriptAlias: 1 << 3,
  isFinal: 1 << 4,
  incomplete: 1 << 5,
  inputTokens: 1 << 6,
  outputTokens: 1 << 7,
  functionName: 1 << 8,
  toolName: 1 << 9,
  callId: 1 << 10,
  callIdAlias: 1 << 11,
  arguments: 1 << 12,
  argumentsAlias: 1 << 13,
  finishReason: 1 << 14,
  toolCount: 1 << 15,
  /** error.type, error.message: any text is evidence. */
  errorText: 1 << 16,
  httpStatus: 1 << 17,
  /** *.is_error: true is evidence. */
  errorFlag: 1 << 18,
  latency: 1 << 19,
  timing: 1 << 20,
  source: 1 << 21,
  simulationId: 1 << 22,
  channel: 1 << 23,
  model: 1 << 24,
  serviceName: 1 << 25,
  otherToolName: 1 << 26,
  /** A flag: text that is no flag value is left alone. */
  flag: 1 << 27,
  credentialKey: 1 << 28,
  exceptionText: 1 << 29,
  /** tool.error: the number 1 is evidence. */
  toolError: 1 << 30,
} as const;

const exact = new Map<string, number>([
  ['metrics.ttfb', KeyUse.ttfb | KeyUse.numeric],
  ['stt.confidence', KeyUse.numeric],
  ['tool.error', KeyUse.numeric | KeyUse.toolError],
  ['tool.latency_ms', KeyUse.numeric | KeyUse.latency],
  ['transcript', KeyUse.transcript],
  ['stt.transcription', KeyUse.transcriptAlias],
  ['is_final', KeyUse.isFinal],
  ['stt.incomplete', KeyUse.incomplete],
  ['gen_ai.usage.input_tokens', KeyUse.inputTokens | KeyUse.numeric],
  ['gen_ai.usage.output_tokens', KeyUse.outputTokens | KeyUse.numeric],
  ['function.name', KeyUse.functionName],
  ['tool.name', KeyUse.toolName],
  ['tool_call_id', KeyUse.callId],
  ['tool.call_id', KeyUse.callIdAlias],
  ['function.arguments', KeyUse.arguments],
  ['tool.arguments', KeyUse.argumentsAlias],
  ['lk.function_tool.name', KeyUse.otherToolName],
  ['gen_ai.tool.name', KeyUse.otherToolName],
  ['llm.finish_reason', KeyUse.finishReason],
  ['finish_reason', KeyUse.finishReason],
  ['gen_ai.response.finish_reason', KeyUse.finishReason],
  ['gen_ai.response.finish_reasons', KeyUse.finishReason],
  ['tool.call.count', KeyUse.toolCount | KeyUse.numeric],
  ['error.type', KeyUse.errorText],
  ['error.message', KeyUse.errorText],
  ['http.status_code', KeyUse.httpStatus],
  ['http.response.status_code', KeyUse.httpStatus],
  ['trace.timing', KeyUse.timing],
  ['trace.source', KeyUse.source],
  ['coval.simulation_id', KeyUse.simulationId],
  ['coval.internal.simulation_id', KeyUse.simulationId],
  ['simulation_output_id', KeyUse.simulationId],
  ['coval.conversation_id', KeyUse.simulationId],
  ['conversation.id', KeyUse.simulationId],
  ['coval.agent_type', KeyUse.channel],
  ['agent.type', KeyUse.channel],
  ['coval.model_type', KeyUse.channel],
  ['coval.connection_path', KeyUse.channel],
  ['agent.channel', KeyUse.channel],
  ['conversation.channel', KeyUse.channel],
  ['channel', KeyUse.channel],
  ['modality', KeyUse.channel],
  ['agent.provider', KeyUse.model],
  ['gen_ai.request.model', KeyUse.model],
  ['service.name', KeyUse.serviceName],
  ['exception.type', KeyUse.exceptionText],
  ['exception.message', KeyUse.exceptionText],
]);

const credentialKey =
  /(?:^|[._-])(?:password|passwd|pwd|secret|client[_-]?secret|api[_-]?key|apikey|x-api-key|access[_-]?token|auth[_-]?token|refresh[_-]?token|bearer|authorization|private[_-]?key|access[_-]?key|secret[_-]?key|signing[_-]?key|token|passphrase|credentials?|cookie)$/i;

export function useOfKey(key: string): number {
  let use = exact.get(key) ?? 0;
  if (key.length > 200) return use;
  if (key.endsWith('.count')) use |= KeyUse.numeric;
  else if (key.startsWith('gen_ai.usage.') && key.endsWith('_tokens')) use |= KeyUse.numeric;
  else if (key.startsWith('workflow.')) use |= KeyUse.numeric | KeyUse.flag;
  else if (key.endsWith('.is_error')) use |= KeyUse.errorFlag;
  if (key.endsWith('.latency_ms')) use |= KeyUse.numeric;
  if (key.includes('latency')) use |= KeyUse.latency;
  if (credentialKey.test(key)) use |= KeyUse.credentialKey;
  return use;
}
