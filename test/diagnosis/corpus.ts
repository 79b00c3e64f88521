/** Our own cases: short YAML keys become evidence v1, and macros become IDs, envelopes and dumps. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { EvidenceV1 } from '../../src/evidence/evidence.ts';

export interface CorpusCase {
  readonly row: string;
  readonly index: number;
  readonly evidence: EvidenceV1;
  readonly boundary?: string;
  readonly escalate?: boolean;
}

const KEYS: Readonly<Record<string, string>> = {
  s: 'symptom',
  d: 'description',
  st: 'response_status',
  b: 'response_body',
  e: 'endpoint',
  h: 'target_header',
  id: 'target_id',
  at: 'agent_type',
  p: 'connection_path',
  u: 'trace_url',
  dump: 'trace_dump',
  enc: 'encoding',
  cfg: 'agent_config',
};

const envelope = (code: string, message: string, field = '', description = ''): string =>
  JSON.stringify({ error: { code, message, details: field === '' ? [] : [{ field, description }] } });

const span = (name: string, at: number, ms: number, extra: readonly [string, unknown][] = []): object => ({
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: (at + 1).toString(16).padStart(16, 'a'),
  name,
  kind: 1,
  startTimeUnixNano: `${BigInt(1_790_000_000_000 + at * 1_000) * 1_000_000n}`,
  endTimeUnixNano: `${BigInt(1_790_000_000_000 + at * 1_000 + ms) * 1_000_000n}`,
  attributes: extra.map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value },
  })),
  status: { code: 1 },
});

const dump = (spans: readonly object[]): string =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'bot' } }] },
        scopeSpans: [{ scope: { name: 'bot' }, spans }],
      },
    ],
  });

const many = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, index) => make(index));

const MACROS: Readonly<Record<string, string>> = {
  $SIM: 'h7KpQ2mZxVt9RwYc4LdNsB',
  $RUN: 'Tz5WqX8nJ3kFbGv6HyMcRe',
  $CONV: 'p4SdLk9VwXz2QmNt7RbYcH',
  $OTHER: 'yQ3vBn8KdWm5ZxTc2RfLpJ',
  $E404: envelope(
    'NOT_FOUND',
    'Simulation output not found',
    'X-Simulation-Id',
    'No simulation output found with this ID',
  ),
  $EC404: envelope('NOT_FOUND', 'Conversation not found'),
  $E401M: envelope('UNAUTHENTICATED', 'Missing API Key', 'X-API-Key', 'X-API-Key header is required'),
  $E401: envelope('UNAUTHENTICATED', 'Authentication failed', 'X-API-Key', 'Invalid or missing API key'),
  $E403: envelope(
    'PERMISSION_DENIED',
    'Insufficient permissions',
    'permissions',
    'API key lacks the traces:write scope',
  ),
  $E400H: envelope(
    'INVALID_ARGUMENT',
    'Missing required header: X-Simulation-Id or X-Conversation-Id',
    'X-Simulation-Id',
    'Provide either X-Simulation-Id or X-Conversation-Id',
  ),
  $E400: envelope('INVALID_ARGUMENT', 'Invalid request body'),
  $E500: envelope('INTERNAL', 'Internal server error'),
  $E503: envelope(
    'INTERNAL',
    'Service temporarily unavailable',
    'routing',
    'Database routing is temporarily unavailable. Please retry.',
  ),
  $DROOT: dump(many(6, (index) => span('conversation', index * 60, 30_000))),
  $DCHUNK: dump([span('conversation', 0, 60_000), ...many(40, (index) => span('audio_chunk', index + 1, 8))]),
  $DMARK: dump(
    many(4, (index) =>
      span('tts', index * 4, 1, [
        ['trace.timing', 'metadata_marker'],
        ['trace.source', 'vapi_artifact'],
        ['metrics.ttfb', 0.1],
      ]),
    ),
  ),
  $DFUTURE: dump([
    span('conversation', 0, 30_000),
    span('llm', 60_000_000_000, 500),
    span('tts', 60_000_000_002, 500),
  ]),
  $DNODE: dump(
    many(5, (index) =>
      span(index % 2 === 0 ? 'llm_node' : 'tts_node', index * 3, 700, [['metrics.ttfb', 0.2 + index / 17]]),
    ),
  ),
};

function fill(text: string): string {
  // Longest names first, so that $E400H is not read as $E400.
  const names = Object.keys(MACROS).sort((a, b) => b.length - a.length);
  return names.reduce((out, name) => out.replaceAll(name, MACROS[name] ?? ''), text);
}

function readCase(row: string, index: number, raw: Record<string, unknown>): CorpusCase {
  const evidence: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const name = KEYS[key];
    if (name !== undefined) evidence[name] = typeof value === 'string' ? fill(value) : value;
  }
  const checks = raw['ck'];
  if (Array.isArray(checks)) {
    evidence['checks'] = checks.map((entry: unknown) => {
      const [kind, status, body, error] = Array.isArray(entry) ? entry : [];
      return {
        kind,
        status,
        ...(typeof body === 'string' && body !== '' ? { body: fill(body) } : {}),
        ...(error === undefined ? {} : { error }),
      };
    });
  }
  return {
    row,
    index,
    evidence: EvidenceV1.parse(evidence),
    ...(typeof raw['B'] === 'string' ? { boundary: raw['B'] } : {}),
    ...(typeof raw['x'] === 'boolean' ? { escalate: raw['x'] } : {}),
  };
}

export function readCorpus(): CorpusCase[] {
  return [
    'never-exported',
    'export-http-error',
    'after',
    'second-author',
    'pasted',
    'third-author',
    'fourth-author',
    'fifth-author',
    'sixth-author',
    'seventh-author',
    'eighth-author',
    'ninth-author',
  ].flatMap((name) => {
    // Our own file: rows with lists of flat cases, checked by EvidenceV1 below.
    const file = parse(readFileSync(new URL(`corpus/${name}.yaml`, import.meta.url), 'utf8')) as Record<
      string,
      Record<string, unknown>[]
    >;
    return Object.entries(file).flatMap(([row, cases]) =>
      cases.map((entry, index) => readCase(row, index + 1, entry)),
    );
  });
}
