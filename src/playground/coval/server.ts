/** A sandbox of the Coval API on loopback: real HTTP, a seeded world, and every fault a key or an ID can ask for. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, missingKey, missingScope, noSuchPath, refusal, wrongKey } from './answers.ts';
import { sendAnswer, sendFault, worksFirst } from './faults.ts';
import { ingest } from './ingest.ts';
import type { StoredSpan } from './otlp.ts';
import { reads } from './reads.ts';
import {
  type Fault,
  type SandboxKey,
  type Sentinel,
  sandboxKeys,
  sandboxTargets,
  sentinels,
} from './sentinels.ts';
import { makeSpanStore, seedSpans } from './span-store.ts';
import { makeWorld, type World } from './world.ts';

export type SandboxRequest = {
  at: number;
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
  /** 0 until answered; stays 0 when the fault is silence or a reset. */
  status: number;
};

export type SandboxCoval = {
  /** Base of the API, ending in /v1. */
  url: string;
  world: World;
  sentinels: readonly Sentinel[];
  /** The newest two thousand, oldest first. */
  requests: SandboxRequest[];
  /** What is stored for a simulation output or a conversation, as far as it is visible yet. */
  spans: (target: string) => StoredSpan[];
  close: () => Promise<void>;
};

export type SandboxOptions = {
  port?: number;
  latencyMs?: number;
  /** How long an accepted span stays invisible; the real API takes a few seconds. */
  ingestDelayMs?: number;
  now?: () => number;
};

const keptRequests = 2_000;
/** Above the 413 limit, so that the refusal is ours and not a cut connection. */
const mostBodyBytes = 16_000_000;

export async function startSandboxCoval(options: SandboxOptions = {}): Promise<SandboxCoval> {
  const now = options.now ?? Date.now;
  const world = makeWorld(now());
  const seeded = makeSpanStore(now, 0);
  seedSpans(seeded, world.named, now());
  const added = makeSpanStore(now, options.ingestDelayMs ?? 150);
  const store = { add: added.add, seen: (target: string) => [...seeded.seen(target), ...added.seen(target)] };
  const requests: SandboxRequest[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const flakes = new Map<string, number>();

  function later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  }

  /** True while a flaky sentinel still refuses this path. */
  function isActive(sentinel: Sentinel, path: string): boolean {
    if (sentinel.fault?.kind !== 'flaky') return true;
    const count = flakes.get(`${sentinel.value} ${path}`) ?? 0;
    flakes.set(`${sentinel.value} ${path}`, count + 1);
    return count < sentinel.fault.times;
  }

  function findFault(key: SandboxKey | undefined, seen: SandboxRequest, url: URL): Fault | undefined {
    const id = targetOf(seen, url);
    const target = sandboxTargets.find((each) => each.value === id);
    return [key, target].find((each) => each?.fault && isActive(each, seen.method + url.pathname))?.fault;
  }

  function answer(key: SandboxKey | undefined, seen: SandboxRequest, url: URL, body: Buffer): Answer {
    const path = url.pathname.replace(/^\/v1\//, '');
    const isIngest = path === 'traces';
    const route = reads.find((each) => (each.method ?? 'GET') === seen.method && each.path.test(path));
    const known =
      url.pathname.startsWith('/v1/') && (isIngest ? seen.method === 'POST' : route !== undefined);
    if (!known || (route?.newer && key?.permissions?.includes('older-api'))) return noSuchPath;
    if (seen.headers['x-api-key'] === undefined) return missingKey;
    if (key?.organization === undefined) return wrongKey();
    const organization = world.organizations[key.organization];
    const scope = isIngest ? 'traces:write' : (route?.scope ?? '');
    if (!isPermitted(key.permissions ?? [], scope)) return missingScope(scope);
    if (isIngest) return ingest(organization, { headers: seen.headers, body }, store);
    const [, id = '', more = ''] = route?.path.exec(path) ?? [];
    return route?.answer({ organization, id, more, query: url.searchParams, store }) ?? noSuchPath;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const seen: SandboxRequest = {
      at: now(),
      method: request.method ?? '',
      path: request.url ?? '',
      headers: flatten(request),
      body: body.toString('utf8'),
      status: 0,
    };
    requests.push(seen);
    if (requests.length > keptRequests) requests.shift();
    const requestId = `sandbox-${seen.at}-${requests.length}`;
    const key = sandboxKeys.find((each) => each.value === seen.headers['x-api-key']);
    const fault = findFault(key, seen, url);
    response.on('finish', () => {
      seen.status = response.statusCode;
    });
    const normal =
      fault === undefined || fault.kind === 'slow' || worksFirst(fault)
        ? answer(key, seen, url, body)
        : undefined;
    const send = () => {
      if (fault === undefined || fault.kind === 'slow') sendAnswer(response, normal ?? noSuchPath, requestId);
      else sendFault(response, fault, requestId);
    };
    const ms = (options.latencyMs ?? 0) + (fault?.kind === 'slow' ? fault.ms : 0);
    if (ms > 0) later(ms, send);
    else send();
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      // A hostile request must not take the sandbox down; its author sees a 500 like the real API's.
      if (!response.headersSent)
        sendAnswer(response, refusal(500, 'INTERNAL', 'Internal server error'), 'sandbox-fault');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the sandbox has no port');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    world,
    sentinels,
    requests,
    spans: store.seen,
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function targetOf(seen: SandboxRequest, url: URL): string | undefined {
  if (url.pathname === '/v1/traces')
    return seen.headers['x-simulation-id'] ?? seen.headers['x-conversation-id'];
  if (!url.pathname.startsWith('/v1/traces/')) return undefined;
  const names = ['simulation_id', 'simulation_output_id', 'conversation_id'];
  return names.map((name) => url.searchParams.get(name)).find((id) => id !== null) ?? undefined;
}

function isPermitted(permissions: string[], scope: string): boolean {
  if (permissions.length === 0 || permissions.includes('older-api')) return true;
  const room = scope.split(':')[0];
  return permissions.some((each) => each === '*' || each === scope || each === `${room}:*`);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // Without setEncoding() a request yields Buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= mostBodyBytes) chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function flatten(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
