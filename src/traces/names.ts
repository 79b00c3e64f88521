/** What a span's name alone says: its role, whether Coval knows the name, whether a library chose it. */
export type Role = 'stt' | 'llm' | 'tts' | 'tool';
export type Naming = 'canonical' | 'marker' | 'synonym';

export interface NameClass {
  readonly name: string;
  readonly role: Role | undefined;
  readonly naming: Naming | undefined;
  /** Groups other spans: conversation, session, turn. */
  readonly wrapper: boolean;
  readonly turn: boolean;
  /** HTTP, database or model-client instrumentation, by name. */
  readonly instrumentation: boolean;
  /** A span that a tool sends to test the connection. */
  readonly probe: boolean;
  readonly realtime: boolean;
  count: number;
}

const canonical = new Map<string, Role>([
  ['stt', 'stt'],
  ['llm', 'llm'],
  ['tts', 'tts'],
  ['llm_tool_call', 'tool'],
  ['tool_call', 'tool'],
]);
const markers = new Map<string, Role>([
  ['stt_marker', 'stt'],
  ['llm_marker', 'llm'],
  ['tts_marker', 'tts'],
]);
/** Compared in lower case with `-`, `.` and spaces as `_`, so `Speech-to-Text` and `LLM` are found too. */
const synonyms = new Map<string, Role>(
  Object.entries({
    stt: 'stt',
    speech_to_text: 'stt',
    transcribe: 'stt',
    asr: 'stt',
    stt_node: 'stt',
    stt_request: 'stt',
    stt_request_run: 'stt',
    llm: 'llm',
    llm_node: 'llm',
    llm_request: 'llm',
    llm_request_run: 'llm',
    llm_response: 'llm',
    generate_response: 'llm',
    openai_chat: 'llm',
    chatcompletion: 'llm',
    chat_completion: 'llm',
    tts: 'tts',
    tts_node: 'tts',
    tts_request: 'tts',
    tts_request_run: 'tts',
    text_to_speech: 'tts',
    synthesize: 'tts',
    function_tool: 'tool',
    function_call: 'tool',
    llm_tool_call: 'tool',
    tool_call: 'tool',
  } satisfies Record<string, Role>),
);
const wrappers = new Set([
  'conversation',
  'session',
  'call',
  'pipeline',
  'transport',
  'agent_session',
  'job_entrypoint',
]);
const probes = new Set(['debug-validation-span', 'wizard-validation-span', 'coval.validate.test_span']);

const genAiChat = /^(?:chat|text_completion|generate_content) \S/;
const genAiTool = /^execute_tool \S/;
const httpName = /^(?:HTTP )?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT)(?: |$)/;
const databaseName =
  /^(?:SELECT|INSERT|UPDATE|DELETE|BEGIN|COMMIT|EVALSHA|HGET|HSET|HGETALL|SET|MGET|INCR|EXPIRE|PIPELINE|PING|SETEX|DEL|EXISTS|LPUSH|RPUSH|ZADD|PUBLISH|XADD|connect)(?: |$)|^(?:redis|ioredis|pg|pg-pool|postgres|postgresql|mysql|mongodb|mongoose|dynamodb|sqlite)[.\-: ]/;
const networkName = /^(?:dns|tcp|tls|net|fs|https?|grpc|aiohttp|httpx|requests|urllib3?|undici)[.\-_ ]/;
const modelClientName =
  /^(?:openai|anthropic|ChatCompletion|ChatOpenAI|cohere|bedrock|google_genai|litellm)\b/;

export function classifyName(name: string): NameClass {
  const marker = markers.get(name);
  const known = canonical.get(name);
  const other = known === undefined && marker === undefined ? synonymRole(name) : undefined;
  const role = known ?? marker ?? other;
  return {
    name,
    role,
    naming:
      known !== undefined
        ? 'canonical'
        : marker !== undefined
          ? 'marker'
          : other !== undefined
            ? 'synonym'
            : undefined,
    wrapper: wrappers.has(name) || name.startsWith('turn'),
    turn: name.startsWith('turn') || name === 'user_turn' || name === 'agent_turn',
    instrumentation:
      genAiChat.test(name) ||
      httpName.test(name) ||
      databaseName.test(name) ||
      networkName.test(name) ||
      modelClientName.test(name),
    probe: probes.has(name),
    realtime: name.startsWith('realtime') || name === 'llm_setup',
    count: 0,
  };
}

function synonymRole(name: string): Role | undefined {
  // Longer than any synonym: not worth folding.
  if (name.length > 200) return undefined;
  if (genAiChat.test(name)) return 'llm';
  if (genAiTool.test(name)) return 'tool';
  return synonyms.get(name.toLowerCase().replace(/[-. ]/g, '_'));
}

const libraryScope =
  /^(?:opentelemetry[.-]instrumentation\b|@opentelemetry\/instrumentation-|openinference\.)|traceloop/;

export function isLibraryScope(scope: string): boolean {
  return libraryScope.test(scope);
}

/** One template for names that differ only in an id or a number. */
export function nameTemplate(name: string): string {
  return name
    .slice(0, 500)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '*')
    .replace(/[0-9a-f]{8,}/gi, '*')
    .replace(/\d+/g, '*');
}
