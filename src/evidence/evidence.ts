/** Evidence v1: what a customer, a support engineer or a check has told us about one case. */
import { z } from 'zod';

export const SYMPTOMS = [
  'no_traces',
  'export_error',
  'wrong_place',
  'not_visible',
  'sparse',
  'duplicated',
  'metric_missing',
  'other',
] as const;

export const PATHS = [
  'sip_inbound',
  'pstn_inbound',
  'outbound_voice',
  'websocket',
  'chat',
  'sms',
  'livekit',
  'pipecat',
  'vapi',
  'conversation_monitoring',
  'unknown',
] as const;

/** The first six are fixed by the contract; the rest are read-only look-ups of ours. */
export const CHECK_KINDS = [
  'whoami',
  'fake_id_span',
  'target_span',
  'get_simulation',
  'get_run',
  'get_conversation',
  'get_agent',
  'trace_summary',
  'list_simulations',
  'get_metric_outputs',
] as const;

/** A Slack file is at most a few megabytes of text; above this the sender should cut the dump. */
const DUMP_LIMIT = 40_000_000;
/** A pasted configuration or body; Slack itself stops at 3 000 characters, a CLI user may pipe a log. */
const TEXT_LIMIT = 1_000_000;
/** A URL, an ID or a type: above this it is not one. */
const SHORT_LIMIT = 8_000;

const short = z.string().max(SHORT_LIMIT);
const text = z.string().max(TEXT_LIMIT);

export const Check = z.strictObject({
  kind: z.enum(CHECK_KINDS),
  status: z.number().int().min(0).max(999).nullable(),
  body: text.optional(),
  error: z.enum(['timeout', 'dns', 'refused', 'tls']).optional(),
});
export type Check = z.infer<typeof Check>;
export type CheckKind = Check['kind'];

export const EvidenceV1 = z.strictObject({
  symptom: z.enum(SYMPTOMS).optional(),
  description: text.optional(),
  endpoint: short.optional(),
  response_status: z.number().int().min(0).max(999).optional(),
  response_body: text.optional(),
  target_header: z.enum(['simulation', 'conversation', 'both', 'none', 'unknown']).optional(),
  target_id: short.optional(),
  agent_type: short.optional(),
  connection_path: z.enum(PATHS).optional(),
  trace_url: short.optional(),
  trace_dump: z.string().max(DUMP_LIMIT).optional(),
  encoding: z.enum(['otlp_json', 'otlp_protobuf', 'unknown']).optional(),
  agent_config: text.optional(),
  checks: z.array(Check).max(100).optional(),
});
export type EvidenceV1 = z.infer<typeof EvidenceV1>;
export type EvidenceKey = keyof EvidenceV1;
export type ConnectionPath = (typeof PATHS)[number];

/** What is wrong with a value that should be evidence, one sentence per mistake, each naming its key. */
export function evidenceMistakes(value: unknown): string[] {
  const parsed = EvidenceV1.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.slice(0, 20).map((issue) => {
    const at = issue.path.join('.') || 'evidence';
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys(EvidenceV1.shape).join(', ');
      return `unknown key ${issue.keys.slice(0, 5).join(', ')} in ${at}; known keys are ${known}`;
    }
    return `${at}: ${issue.message}`;
  });
}
