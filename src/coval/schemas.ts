/** The fields we read of Coval's answers. Foreign data: everything that can be absent is optional, the rest is dropped. */
import { z } from 'zod';

/** Absent, null and a value of another type all read as "not given": one odd field must not cost the answer. */
const text = z.string().optional().catch(undefined);
const count = z.number().optional().catch(undefined);

export const ErrorBody = z.object({
  error: z.object({
    code: text,
    message: text,
    details: z
      .array(z.object({ field: text, description: text }))
      .catch([])
      .default([]),
  }),
});

export const Simulation = z.object({
  simulation_id: z.string(),
  run_id: text,
  status: text,
  create_time: text,
  agent_id: text,
  error_message: text,
  has_audio: z.boolean().optional().catch(undefined),
});
export type Simulation = z.infer<typeof Simulation>;

export const SimulationAnswer = z.object({ simulation: Simulation });

/** The newer surface: the same thing under another name; its own ID has been seen under three. */
export const SimulatedConversationAnswer = z.object({
  simulated_conversation: z
    .object({
      simulation_id: text,
      simulation_output_id: text,
      conversation_id: text,
      id: text,
      run_id: text,
      status: text,
      create_time: text,
      agent_id: text,
      error_message: text,
      error_status: text,
      has_audio: z.boolean().optional().catch(undefined),
    })
    .transform((seen) => ({
      simulation_id: seen.simulation_id ?? seen.simulation_output_id ?? seen.conversation_id ?? seen.id,
      run_id: seen.run_id,
      status: seen.status,
      create_time: seen.create_time,
      agent_id: seen.agent_id,
      error_message: seen.error_message ?? seen.error_status,
      has_audio: seen.has_audio,
    })),
});

export const SimulationList = z.object({ simulations: z.array(Simulation), next_page_token: text });
export type SimulationList = z.infer<typeof SimulationList>;

export const SimulatedConversationList = z.object({
  simulated_conversations: z.array(SimulatedConversationAnswer.shape.simulated_conversation),
  next_page_token: text,
});

export const Run = z.object({
  run_id: z.string(),
  status: text,
  create_time: text,
  update_time: text,
  agent_id: text,
  error: z.unknown().optional(),
  progress: z
    .object({
      total_test_cases: count,
      completed_test_cases: count,
      failed_test_cases: count,
      in_progress_test_cases: count,
    })
    .optional()
    .catch(undefined),
  results: z
    .object({ output_ids: z.array(z.string()).catch([]) })
    .optional()
    .catch(undefined),
});
export type Run = z.infer<typeof Run>;
export const RunAnswer = z.object({ run: Run });

export const Conversation = z.object({
  conversation_id: z.string(),
  status: text,
  create_time: text,
  external_conversation_id: text,
  agent_id: text,
  progress: z
    .object({
      total_metrics: count,
      completed_metrics: count,
      failed_metrics: count,
      in_progress_metrics: count,
    })
    .optional()
    .catch(undefined),
});
export type Conversation = z.infer<typeof Conversation>;
export const ConversationAnswer = z.object({ conversation: Conversation });

/** `metadata` is secret as a whole: it is redacted in the same frame that reads it. */
export const Agent = z.object({
  id: z.string(),
  display_name: text,
  model_type: text,
  phone_number: text,
  endpoint: text,
  update_time: text,
  metadata: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
export type Agent = z.infer<typeof Agent>;
export const AgentAnswer = z.object({ agent: Agent });

export const MetricOutput = z.object({
  metric_output_id: text,
  metric_id: text,
  status: text,
  explanation: text,
});
export type MetricOutput = z.infer<typeof MetricOutput>;
export const MetricOutputList = z.object({ metrics: z.array(MetricOutput), next_page_token: text });
export type MetricOutputList = z.infer<typeof MetricOutputList>;

export const TraceSummary = z.object({
  simulation_output_id: text,
  run_id: text,
  total_spans: z.number(),
  unique_span_count: count,
  duplicate_span_count: count,
  trace_count: count,
  root_span_count: count,
  orphan_span_count: count,
  child_timing_violation_count: count,
  is_truncated: z.boolean().optional().catch(undefined),
  status_counts: z.record(z.string(), z.number()).optional().catch(undefined),
  export_lag: z
    .object({ average_seconds: count, p95_seconds: count, max_seconds: count })
    .optional()
    .catch(undefined),
  span_groups: z
    .array(z.object({ span_name: text, name: text, count, span_count: count }))
    .optional()
    .catch(undefined),
});
export type TraceSummary = z.infer<typeof TraceSummary>;
export const TraceSummaryAnswer = z.object({ trace_summary: TraceSummary });

export const SpanAccepted = z.object({ status: text, simulation_output_id: text, conversation_id: text });
export type SpanAccepted = z.infer<typeof SpanAccepted>;

/** Only asked to learn whether a key may read a kind of thing; the content is not looked at. */
export const AnyList = z.record(z.string(), z.unknown());
