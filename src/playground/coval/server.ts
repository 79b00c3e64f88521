/** A sandbox of the Coval API on loopback: real HTTP, a seeded world, and every fault a key or an ID can ask for. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { refusal } from './answers.ts';
import { answer, traceTarget } from './api.ts';
import { makeFaultFinder, sendAnswer, sendFault, worksFirst } from './faults.ts';
import { type Onlooker, show } from './onlooker.ts';
import type { StoredSpan } from './otlp.ts';
import { type Sentinel, sandboxKeys, sentinels } from './sentinels.ts';
import { makeSpanStore, seedSpans } from './span-store.ts';
import { makeWorld, type World } from './world.ts';

export type SandboxRequest = {
  at: number;
  method: string;
  path: string;
  /** As sent, key and all: a leak test must be able to find it. */
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
  onlooker?: Onlooker;
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
  const findFault = makeFaultFinder();
  const requests: SandboxRequest[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let count = 0;

  function later(ms: number, act: () => void): void {
    if (ms <= 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const { method = '' } = request;
    const headers = flatten(request);
    const seen = {
      at: now(),
      method,
      path: request.url ?? '',
      headers,
      body: body.toString('utf8'),
      status: 0,
    };
    requests.push(seen);
    if (requests.length > keptRequests) requests.shift();
    count += 1;
    const requestId = `sandbox-${seen.at}-${count}`;
    const key = sandboxKeys.find((each) => each.value === headers['x-api-key']);
    const sentinel = findFault(key, traceTarget({ url, headers }), method + url.pathname);
    const fault = sentinel?.fault;
    const isLate = fault?.kind === 'slow';
    const works = fault === undefined || isLate || worksFirst(fault);
    const normal = works ? answer({ method, url, headers, body, key }, world, store) : undefined;
    response.once('finish', () => {
      seen.status = response.statusCode;
    });
    const spoken = fault === undefined || isLate ? normal : undefined;
    const answerBody = spoken?.body ?? (fault?.kind === 'status' ? fault.body : undefined);
    if (options.onlooker)
      show(options.onlooker, { ...seen, fault: sentinel?.value ?? null, answerBody }, response);
    later((options.latencyMs ?? 0) + (isLate ? fault.ms : 0), () => {
      if (spoken) sendAnswer(response, spoken, requestId);
      else if (fault) sendFault(response, fault, requestId);
    });
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
