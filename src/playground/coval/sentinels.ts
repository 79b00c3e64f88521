/** Keys and IDs that answer in one known way, so that a person and a test provoke every outcome alike. Data only. */

export type Fault =
  | { kind: 'status'; status: number; body: string; type?: string; headers?: Record<string, string> }
  /** Answers as usual, late. */
  | { kind: 'slow'; ms: number }
  /** Refuses `times` requests of a path, takes the next, and begins anew. */
  | { kind: 'flaky'; times: number }
  /** Does the work, then says nothing: the caller cannot know. */
  | { kind: 'silent' }
  | { kind: 'reset' }
  | { kind: 'cut_off' }
  | { kind: 'huge' }
  | { kind: 'gzip_bomb' };

export type Sentinel = {
  /** What to type. */
  value: string;
  where: 'key' | 'target';
  /** What will happen, for the side panel. */
  says: string;
  fault?: Fault;
};

export type SandboxKey = Sentinel & {
  where: 'key';
  organization?: 'acme' | 'globex';
  /** Absent: everything is allowed. */
  permissions?: string[];
  /** The API has two generations; a deployment may offer the rooms of one only. */
  generation?: 'older' | 'newer';
};

const envelope = (code: string, message: string, details: { field: string; description: string }[] = []) =>
  JSON.stringify({ error: { code, message, details } });

const internal = envelope('INTERNAL', 'Internal server error');
const unavailable = envelope('INTERNAL', 'Database routing is temporarily unavailable. Please retry.');
const page = '<html><head><title>403 Forbidden</title></head><body><h1>Request blocked</h1></body></html>';

const readScopes = ['agents', 'simulations', 'runs', 'conversations', 'metrics', 'traces'].map(
  (room) => `${room}:read`,
);

export const sandboxKeys: SandboxKey[] = [
  { value: 'sandbox-ok', where: 'key', says: 'full access to the organization acme', organization: 'acme' },
  {
    value: 'sandbox-ok-globex',
    where: 'key',
    says: 'full access to a second organization, globex',
    organization: 'globex',
  },
  { value: 'sandbox-401', where: 'key', says: '401: an unknown, suspended or revoked key' },
  {
    value: 'sandbox-403',
    where: 'key',
    says: '403 on traces: the key may read everything and write no traces',
    organization: 'acme',
    permissions: readScopes,
  },
  {
    value: 'sandbox-traces-only',
    where: 'key',
    says: 'traces work, every other look-up is 403',
    organization: 'acme',
    permissions: ['traces:*'],
  },
  {
    value: 'sandbox-no-agents',
    where: 'key',
    says: 'everything works but agents, which are 403',
    organization: 'acme',
    permissions: [...readScopes.filter((scope) => scope !== 'agents:read'), 'traces:*'],
  },
  {
    value: 'sandbox-no-trace-reads',
    where: 'key',
    says: 'an older API: the trace look-ups do not exist',
    organization: 'acme',
    generation: 'older',
  },
  {
    value: 'sandbox-newer-api',
    where: 'key',
    says: 'a newer API: simulations are found under conversations/simulated only',
    organization: 'acme',
    generation: 'newer',
  },
  fault(
    'sandbox-403-gateway',
    'a firewall refuses with a JSON message',
    forbidden('{"message":"Forbidden"}'),
  ),
  fault('sandbox-403-html', 'a firewall refuses with an HTML page', forbidden(page, 'text/html')),
  fault('sandbox-404-html', 'a proxy answers 404 with an HTML page', {
    kind: 'status',
    status: 404,
    body: '<!DOCTYPE html><title>Not found</title>',
    type: 'text/html',
  }),
  fault('sandbox-404-bare', 'an API that answers 404 without an envelope', {
    kind: 'status',
    status: 404,
    body: '{}',
  }),
  fault('sandbox-429', '429 with Retry-After: 1', {
    kind: 'status',
    status: 429,
    body: envelope('RESOURCE_EXHAUSTED', 'Too many requests'),
    headers: { 'retry-after': '1' },
  }),
  fault('sandbox-500', '500 every time', { kind: 'status', status: 500, body: internal }),
  fault('sandbox-503', '503 every time', { kind: 'status', status: 503, body: unavailable }),
  fault('sandbox-slow', 'answers after two seconds', { kind: 'slow', ms: 2_000 }),
  fault('sandbox-flaky-2', '503 twice, then works, again and again', { kind: 'flaky', times: 2 }),
  fault('sandbox-timeout', 'never answers', { kind: 'silent' }),
  fault('sandbox-reset', 'closes the connection', { kind: 'reset' }),
  fault('sandbox-cut-off', 'closes the connection half-way through the answer', { kind: 'cut_off' }),
  fault('sandbox-huge', 'answers 20 MB', { kind: 'huge' }),
  fault('sandbox-gzip', 'answers a compressed bomb nobody asked for', { kind: 'gzip_bomb' }),
  fault('sandbox-redirect', 'redirects to another host', {
    kind: 'status',
    status: 307,
    body: '',
    headers: { location: 'https://elsewhere.invalid/v1/traces' },
  }),
  fault('sandbox-html', '200 with an HTML page', {
    kind: 'status',
    status: 200,
    body: '<!doctype html><p>Sign in',
    type: 'text/html',
  }),
  fault('sandbox-truncated', '200 with JSON that ends too early', {
    kind: 'status',
    status: 200,
    body: '{"simulation":{"simulation_id":"',
  }),
];

/** 22 characters, so that they pass for Coval IDs in every form. They act on traces; look-ups find a finished simulation. */
export const sandboxTargets: Sentinel[] = [
  target('sandbox404', '404: no such simulation', { kind: 'status', status: 404, body: notFound() }),
  target('sandbox413', '413: the batch is too large', {
    kind: 'status',
    status: 413,
    body: envelope('PAYLOAD_TOO_LARGE', 'Request body too large'),
  }),
  target('sandbox429', '429 with Retry-After: 1', {
    kind: 'status',
    status: 429,
    body: envelope('RESOURCE_EXHAUSTED', 'Too many requests'),
    headers: { 'retry-after': '1' },
  }),
  target('sandbox500', '500 every time', { kind: 'status', status: 500, body: internal }),
  target('sandbox502', '502 after storing: the outcome is unknown', {
    kind: 'status',
    status: 502,
    body: '<html>Bad gateway</html>',
    type: 'text/html',
  }),
  target('sandbox503', '503 every time', { kind: 'status', status: 503, body: unavailable }),
  target('sandboxFlaky2', '503 twice, then works, again and again', { kind: 'flaky', times: 2 }),
  target('sandboxSlow', 'answers after two seconds', { kind: 'slow', ms: 2_000 }),
  target('sandboxTimeout', 'stores and never answers', { kind: 'silent' }),
  target('sandboxReset', 'stores and closes the connection', { kind: 'reset' }),
];

export const sentinels: Sentinel[] = [...sandboxKeys, ...sandboxTargets];

function fault(value: string, says: string, what: Fault): SandboxKey {
  return { value, where: 'key', says, organization: 'acme', fault: what };
}

function target(name: string, says: string, what: Fault): Sentinel {
  return { value: name.padEnd(22, 'x'), where: 'target', says, fault: what };
}

function forbidden(body: string, type = 'application/json'): Fault {
  return { kind: 'status', status: 403, body, type, headers: { 'x-amzn-errortype': 'ForbiddenException' } };
}

function notFound(): string {
  const description = 'No simulation output found with this ID';
  return envelope('NOT_FOUND', 'Simulation output not found', [{ field: 'X-Simulation-Id', description }]);
}
