/** What to ask for, in words a tired person can answer. */
import type { EvidenceKey } from './evidence.ts';

export interface Question {
  readonly ask: string;
  readonly why: string;
  /** How much work the answer is: of two equally useful questions the easier is asked. */
  readonly effort: 1 | 2 | 3;
}

export const QUESTIONS: Readonly<Record<EvidenceKey, Question>> = {
  symptom: {
    ask: 'What do you see: no traces, an export error, spans in the wrong place, a page that shows nothing, poor spans, duplicates, or a missing metric?',
    why: 'It tells where to look first.',
    effort: 1,
  },
  response_status: {
    ask: 'Which HTTP status did the exporter get? Look for a line such as "Failed to export span batch code: 404".',
    why: 'It separates "never sent" from "refused" from "stored".',
    effort: 2,
  },
  response_body: {
    ask: 'What was the response body? Paste it as it is.',
    why: 'Coval names the header, key or ID that it refused.',
    effort: 2,
  },
  endpoint: {
    ask: 'Which URL does the exporter send to? Paste the setting with its name.',
    why: 'Some settings append /v1/traces and some do not.',
    effort: 1,
  },
  target_header: {
    ask: 'Which target header does the export send: X-Simulation-Id, X-Conversation-Id, both or none?',
    why: 'Exactly one must be sent.',
    effort: 1,
  },
  target_id: {
    ask: 'Which ID is in the target header? Copy it from the exporter log.',
    why: 'Run, result and conversation IDs look alike.',
    effort: 2,
  },
  agent_type: {
    ask: 'Which type is the agent in Coval?',
    why: 'The ID reaches each type in a different way.',
    effort: 1,
  },
  connection_path: {
    ask: 'How does a call reach the agent: SIP, phone number, outbound, WebSocket, chat, SMS, LiveKit, Pipecat, Vapi or monitoring?',
    why: 'The ID arrives in a different way on each path.',
    effort: 1,
  },
  trace_url: {
    ask: 'On which page did you look? Paste its address.',
    why: 'It shows the screen, the organization and the IDs.',
    effort: 1,
  },
  trace_dump: {
    ask: 'Can you paste the spans, as OTLP JSON or copied from the viewer?',
    why: 'Names, times and IDs of spans decide.',
    effort: 3,
  },
  encoding: {
    ask: 'Are the spans sent as OTLP JSON or as protobuf?',
    why: 'The Content-Type must agree with the bytes.',
    effort: 2,
  },
  agent_config: {
    ask: 'Can you paste the agent record or the exporter settings? Credentials are removed.',
    why: 'It shows whether the ID is handed to the agent.',
    effort: 2,
  },
  checks: {
    ask: 'Can you run the span test with the ID coval-tracing-test and paste its output?',
    why: 'A 404 proves that key and network work.',
    effort: 3,
  },
  description: {
    ask: 'What does the agent log around the export? Paste the lines that mention tracing, OpenTelemetry or Coval.',
    why: 'Most causes are named in the log.',
    effort: 2,
  },
};

/** The seven items a case starts with, most telling first. */
export const FIRST_ITEMS: readonly EvidenceKey[] = [
  'response_status',
  'endpoint',
  'target_header',
  'target_id',
  'connection_path',
  'trace_url',
  'encoding',
];
