import type { AgentKind } from '../dump.ts';
import type { FindingCode } from './codes.ts';

export interface FindingTexts {
  /** What Coval does with such a trace. */
  readonly impact: string;
  /** What to change; by kind of agent where that differs. */
  readonly change: string | ({ readonly custom: string } & Partial<Record<AgentKind, string>>);
}

const missingRole = (role: string, metric: string, custom: string, livekit: string): FindingTexts => ({
  impact: `The trace shows no ${role} work, and ${metric} cannot be computed.`,
  change: {
    pipecat: `Pass enable_tracing=True and enable_metrics=True to the pipeline task.\nCheck that the ${role} service is part of the pipeline.`,
    livekit,
    custom,
  },
});

export const texts: Readonly<Record<FindingCode, FindingTexts>> = {
  no_spans: {
    impact: 'Nothing reaches the simulation, so no OTel Traces card appears.',
    change:
      'Check that spans are ended and flushed before the process exits.\nCheck that the trace exporter is set up, not only logs or metrics.',
  },
  invalid_otlp: {
    impact: 'The ingest route answers 400 and stores nothing.',
    change: 'Send the body with an OpenTelemetry OTLP/HTTP exporter.',
  },
  base64_ids: {
    impact: 'OTLP JSON ids are hex. With other ids the body is refused or the spans cannot be joined.',
    change:
      'Write trace and span ids as hex.\nDo not print a protobuf message with a generic JSON printer; it writes ids as base64.',
  },
  payload_too_large: {
    impact: 'A body of this size is answered 413 and none of its spans are stored.',
    change:
      'Export smaller batches, below 3 MB each.\nKeep prompts and audio out of attributes.\nResend only the batches that were refused.',
  },
  root_only: {
    impact: 'The card shows the call and nothing in it. No built-in trace metric can be computed.',
    change: {
      pipecat:
        'Pass enable_tracing=True to the pipeline task.\nSet up the tracer provider before the pipeline starts.',
      livekit:
        'Set the tracer provider before the agent session starts.\nFlush when the job ends; the child spans end last.',
      vapi: 'Send turn spans from the end-of-call report.\nSend tool spans from the tool-calls webhook.',
      custom:
        'Open stt, llm, tts and llm_tool_call spans as children of each turn.\nFlush them before the process exits.',
    },
  },
  mostly_conversation: {
    impact: 'Rows of one name hide the call, and metrics find no stt, llm or tts spans.',
    change:
      'Open one conversation span for the whole call.\nName the work in it stt, llm, tts and llm_tool_call.\nDo not open a span for each frame or chunk.',
  },
  only_provider_spans: {
    impact: 'Library spans are stored without a role. No latency, token or tool metric finds them.',
    change: {
      pipecat: 'Pass enable_tracing=True to the pipeline task; library instrumentation does not replace it.',
      livekit:
        'Register the tracer provider with the agents framework; library instrumentation does not replace it.',
      custom:
        'Open stt, llm, tts and llm_tool_call spans around the work.\nKeep library instrumentation below them, or switch it off.',
    },
  },
  missing_stt: missingRole(
    'stt',
    'STT time to first byte and word error rate',
    'Open an stt span for every recognised utterance.\nSet transcript and metrics.ttfb on it.',
    'The framework emits no stt span.\nOpen one in the handler of the user transcript, and set transcript on it.',
  ),
  missing_llm: missingRole(
    'llm',
    'LLM time to first byte and token usage',
    'Open an llm span around every model call.\nSet metrics.ttfb, gen_ai.usage.input_tokens and gen_ai.usage.output_tokens on it.',
    'Rename llm_request to llm in a span processor.\nCopy lk.response.ttft to metrics.ttfb.',
  ),
  missing_tts: missingRole(
    'tts',
    'TTS time to first byte',
    'Open a tts span around every synthesis.\nSet metrics.ttfb on it.',
    'Rename tts_request to tts in a span processor.\nCopy lk.response.ttfb to metrics.ttfb.',
  ),
  missing_tool: {
    impact: 'The trace says that a tool was called, and the tool call count shows none.',
    change: {
      pipecat:
        'The pipeline opens no tool span.\nOpen llm_tool_call in the function handler and set function.name on it.',
      livekit: 'Rename function_tool to llm_tool_call in a span processor.\nSet function.name on it.',
      vapi: 'Open llm_tool_call in the tool-calls webhook; that call is real and can be timed.\nSet function.name on it.',
      custom: 'Open llm_tool_call around every tool call.\nSet function.name on it.',
    },
  },
  non_canonical_names: {
    impact: 'Spans under these names get no label, and built-in metrics do not find them.',
    change: {
      pipecat: 'Rename in a span processor: llm_response to llm.\nSet function.name on llm_tool_call.',
      livekit:
        'Rename in a span processor: llm_request to llm, tts_request to tts, function_tool to llm_tool_call.\nRename one level only, or every call shows two nested spans.',
      custom: 'Name the spans stt, llm, tts and llm_tool_call, exactly.',
    },
  },
  duplicate_spans: {
    impact: 'Storage is append-only. Every copy is shown, and counts and sums are doubled.',
    change:
      'Resend only batches that were refused.\nSet the exporter timeout to 30 seconds.\nRegister one exporter, once per process.\nRun a new simulation; stored copies stay.',
  },
  mixed_simulations: {
    impact: 'Spans of several calls land on one result, and its metrics mix them.',
    change: {
      livekit:
        'Read the simulation ID per job, from the participant.\nDo not keep it in a variable of the worker process.',
      vapi: 'Keep the simulation ID per Vapi call ID.\nExport each call with its own header.',
      custom:
        'Keep the simulation ID per session.\nExport each session with its own header, and clear it at the end.',
    },
  },
  multiple_traces: {
    impact: 'One call is split into several traces. The tree shows parts without their parent.',
    change: {
      pipecat: 'Start turns inside the context of the conversation span.\nExport each call on its own.',
      custom:
        'Start every span of a call in the context of its root span.\nPass the context to tasks and threads.\nExport each call on its own.',
    },
  },
  orphan_spans: {
    impact: 'Spans whose parent never arrived are drawn as roots, apart from their turn.',
    change:
      'End the root span before the flush.\nWait for the flush when the process is told to stop.\nCheck that no sampler or filter drops the parent.',
  },
  negative_duration: {
    impact: 'A span that ends before it starts has no length to draw or to measure.',
    change: 'Take start and end from one clock.\nDo not subtract offsets that may be absolute times.',
  },
  zero_timestamps: {
    impact: 'A span without a start or an end is placed in 1970 or has no length.',
    change: 'End every span before it is exported.\nSet start and end when a span is rebuilt from an event.',
  },
  future_or_ancient_timestamps: {
    impact: 'The spans lie outside the time of the call. The waterfall collapses and time filters hide them.',
    change: {
      vapi: 'Read message.time as epoch milliseconds.\nDrop secondsFromStart above 7200.\nMultiply milliseconds by 1 000 000 for OTLP.',
      custom:
        'Write times as nanoseconds since 1970.\nMultiply seconds by 1e9, milliseconds by 1e6, microseconds by 1e3.',
    },
  },
  implausible_duration: {
    impact: 'One span stretches the waterfall, and averages of its duration mean nothing.',
    change: {
      vapi: 'Read message.time and endTime as epoch milliseconds, not as offsets.\nDrop secondsFromStart above 7200.',
      custom: 'End the span when the work ends.\nCheck the unit of the end time.',
    },
  },
  marker_as_latency: {
    impact: 'Latency metrics show these values as measured, and they are not.',
    change: {
      vapi: 'Leave metrics.ttfb off spans that are rebuilt from the call report.\nMark them trace.timing=metadata_marker, 1 ms long.\nSwitch off latency metrics for this agent.',
      livekit:
        'Set metrics.ttfb only from a value the provider reported.\nStreaming STT reports a duration of 0; leave it out.',
      custom:
        'Set metrics.ttfb only from a clock reading.\nLeave it out where nothing was measured.\nMark rebuilt spans trace.timing=metadata_marker, 1 ms long.',
    },
  },
  identical_durations: {
    impact: 'Turn, stt, llm and tts share one window, so the waterfall cannot tell where the time went.',
    change: {
      vapi: 'Send turns only, or markers of 1 ms. The call report holds no timing per stage.',
      custom:
        'Start and end each span where its own work starts and ends.\nDo not copy the window of the turn.',
    },
  },
  metric_attribute_missing: {
    impact: 'The metric finds no value and ends with an error.',
    change:
      'Use a span name that the trace holds, spelled the same.\nSet the attribute on that span, not on the resource.',
  },
  metric_attribute_not_numeric: {
    impact: 'Metrics read numbers only. Text and true or false are not counted.',
    change: 'Set the attribute as a number, without quotes or unit.\nWrite flags as 0 or 1.',
  },
  missing_ttfb: {
    impact: 'Time to first byte cannot be computed for this stage.',
    change: {
      pipecat: 'Pass enable_metrics=True to the pipeline task.',
      livekit: 'Copy lk.response.ttft on llm and lk.response.ttfb on tts to metrics.ttfb, in seconds.',
      custom: 'Set metrics.ttfb, in seconds, when the first byte arrives.',
    },
  },
  missing_token_usage: {
    impact: 'LLM token usage cannot be computed.',
    change: {
      pipecat: 'Pass enable_usage_metrics=True to the pipeline task.',
      livekit: 'Set the counts on the llm span: the framework has them on llm_request.',
      custom:
        'Set gen_ai.usage.input_tokens and gen_ai.usage.output_tokens on llm.\nAsk the provider to report usage when streaming.',
    },
  },
  stt_without_transcript: {
    impact: 'Word error rate has no text to compare.',
    change: {
      livekit: 'Copy the final user transcript to transcript on the stt span.',
      custom: 'Set transcript on every final stt span.\nSet is_final=false on interim ones.',
    },
  },
  tool_without_function_name: {
    impact: 'The tool call is counted without a name, and per-tool metrics miss it.',
    change: {
      pipecat: 'Copy tool.function_name to function.name in a span processor.',
      livekit: 'Copy lk.function_tool.name to function.name in a span processor.',
      custom: 'Set function.name on every llm_tool_call span.',
    },
  },
  alias_attributes: {
    impact: 'Read today as aliases. A metric that asks for the documented name does not find them.',
    change:
      'Rename stt.transcription to transcript.\nRename tool.name to function.name, tool.call_id to tool_call_id, tool.arguments to function.arguments.',
  },
  high_cardinality_names: {
    impact: 'Each span has a name of its own, so no metric and no filter can gather them.',
    change: 'Use one constant name.\nMove the id or number into an attribute.',
  },
  missing_service_name: {
    impact: 'The spans show an unknown service, and filters by service miss them.',
    change: 'Set OTEL_SERVICE_NAME, or service.name on the resource.',
  },
  error_not_in_status: {
    impact: 'The failure is not counted: error rates and the error filter read the span status.',
    change: {
      livekit: 'Set the span status to ERROR where lk.function_tool.is_error is true.',
      custom: 'Set the span status to ERROR when the operation fails.\nKeep error.type beside it.',
    },
  },
  interrupted_tts: {
    impact: 'The tts span fails because the simulation had ended: it is no fault of the voice provider.',
    change:
      'Stop sending audio when the socket closes.\nEnd the tts span without an error then.\nKeep the last reply short.',
  },
  secret_in_attribute: {
    impact: 'A credential is stored with the trace, for everybody who may read it.',
    change:
      'Replace the credential now.\nRemove it from the attributes, headers and arguments that are recorded.',
  },
  unbounded_attribute: {
    impact: 'Large values push the body over its limit and make the viewer slow.',
    change: {
      pipecat:
        'The input attribute grows with the call. Cut or drop it in a span processor.\nSet OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT.',
      custom:
        'Cut texts, keep audio out, count instead of listing.\nSet OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT.',
    },
  },
};
