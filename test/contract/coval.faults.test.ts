/** The client when the network, the gateway or the API misbehaves; every fault happens on a real socket. */
import { createServer as createSecureServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { statusOf } from '../../src/checks/reply.ts';
import { fakeId } from '../../src/checks/target.ts';
import { createCoval } from '../../src/coval/client.ts';
import type { CovalOptions } from '../../src/coval/transport.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import type { Coval } from '../../src/ports.ts';
import { selfSigned } from '../self-signed.ts';

let sandbox: SandboxCoval;
const opened: { close: () => Promise<unknown> }[] = [];

beforeAll(async () => {
  sandbox = await startSandboxCoval({ ingestDelayMs: 0 });
});
afterAll(() => sandbox.close());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** The alias is the key itself; pauses are recorded and not waited for. */
function client(more: Partial<CovalOptions> = {}): Coval & { pauses: number[] } {
  const pauses: number[] = [];
  const coval = createCoval({
    baseUrl: sandbox.url,
    keys: (alias) => alias,
    chance: () => 0,
    wait: async (ms) => pauses.push(ms),
    ...more,
  });
  opened.push(coval);
  return { ...coval, pauses };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // The client hangs up on most of these servers; that is the point.
    socket.on('error', () => {});
  });
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
}

const requestsTo = (path: string) => sandbox.requests.filter((each) => each.path === path).length;

describe('a fault of the network', () => {
  test('a name that does not resolve is dns', async () => {
    // A label of 64 letters can never be a name, so no resolver is asked.
    const coval = client({ baseUrl: `http://${'a'.repeat(64)}.invalid/v1` });
    expect(await coval.run('k', 'x')).toMatchObject({ kind: 'unreached', error: 'dns', maybeSent: false });
  });

  test('a closed port is refused, after three tries', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    opened.pop();
    const coval = client({ baseUrl: `http://127.0.0.1:${port}/v1` });
    const reply = await coval.run('k', 'x');
    expect(reply).toEqual({
      kind: 'unreached',
      error: 'refused',
      code: 'ECONNREFUSED',
      maybeSent: false,
      attempts: 3,
    });
    expect(coval.pauses).toEqual([200, 400]);
  });

  test('a certificate nobody vouches for is tls, and is not tried again', async () => {
    const server = createSecureServer(selfSigned('127.0.0.1'));
    const coval = client({ baseUrl: `https://127.0.0.1:${await listen(server)}/v1` });
    const reply = await coval.run('k', 'x');
    expect(reply).toMatchObject({
      kind: 'unreached',
      error: 'tls',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      attempts: 1,
    });
  });

  test('a server that does not speak TLS is tls', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const coval = client({ baseUrl: `https://127.0.0.1:${await listen(server)}/v1` });
    expect(await coval.run('k', 'x')).toMatchObject({ kind: 'unreached', error: 'tls' });
  });

  test('silence is a timeout, and a span may have been stored', async () => {
    const coval = client({ deadlineMs: 60 });
    const reply = await coval.sendSpan('sandbox-timeout', {
      type: 'simulation',
      id: sandbox.world.named.simulation,
    });
    expect(reply).toEqual({
      kind: 'unreached',
      error: 'timeout',
      code: 'DEADLINE',
      maybeSent: true,
      attempts: 1,
    });
  });

  test('a body that trickles for ever ends at the same deadline', async () => {
    const server = createServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n{');
      const timer = setInterval(() => socket.write(' '), 10);
      socket.on('close', () => clearInterval(timer));
    });
    const coval = client({
      baseUrl: `http://127.0.0.1:${await listen(server)}/v1`,
      deadlineMs: 80,
      backOff: { attempts: 1 },
    });
    expect(await coval.run('k', 'x')).toMatchObject({ kind: 'unreached', error: 'timeout' });
  });

  test('a reset before any answer is neither a refusal nor a timeout', async () => {
    const reply = await client().run('sandbox-reset', 'x');
    expect(reply).toMatchObject({ kind: 'unreached', error: 'other', maybeSent: true, attempts: 3 });
  });

  test('something that is not HTTP is told as such', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    const coval = client({ baseUrl: `http://127.0.0.1:${await listen(server)}/v1` });
    expect(await coval.run('k', 'x')).toMatchObject({ kind: 'unreached', error: 'other' });
  });
});

describe('an answer that cannot be used', () => {
  test.each([
    ['sandbox-cut-off', 200, 'cut_off'],
    ['sandbox-huge', 200, 'too_large'],
    ['sandbox-gzip', 200, 'compressed'],
    ['sandbox-html', 200, 'not_json'],
    ['sandbox-truncated', 200, 'not_json'],
  ])('%s is unreadable and keeps its status', async (key, status, reason) => {
    const reply = await client().simulation(key, 'x');
    expect(reply).toMatchObject({ kind: 'unreadable', status, reason });
    expect(reply.kind === 'unreadable' ? reply.body.length : 0).toBeLessThanOrEqual(4_096);
  });

  test('JSON of another shape is unreadable too', async () => {
    const body = '{"hello":"world"}';
    const server = createServer((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
    const coval = client({ baseUrl: `http://127.0.0.1:${await listen(server)}/v1` });
    expect(await coval.run('k', 'x')).toMatchObject({ kind: 'unreadable', reason: 'unexpected_shape' });
  });

  test('a redirect is an answer and is not followed', async () => {
    expect(await client().run('sandbox-redirect', 'x')).toMatchObject({ kind: 'denied', status: 307 });
  });

  test('a firewall page carries no envelope; a missing scope does', async () => {
    const html = await client().run('sandbox-403-html', 'x');
    expect(html).toMatchObject({ kind: 'denied', status: 403, envelope: undefined });
    const scope = await client().sendSpan('sandbox-403', { type: 'simulation', id: fakeId });
    expect(scope).toMatchObject({ kind: 'denied', status: 403, envelope: { code: 'PERMISSION_DENIED' } });
    expect(scope.kind === 'denied' && scope.requestId).toMatch(/^sandbox-/);
  });
});

describe('a retry', () => {
  test('of a read waits longer each time and ends with the third answer', async () => {
    const coval = client();
    const reply = await coval.run('sandbox-503', 'retried');
    expect(reply).toMatchObject({ kind: 'denied', status: 503, attempts: 3 });
    expect(coval.pauses).toEqual([200, 400]);
    expect(requestsTo('/v1/runs/retried')).toBe(3);
  });

  test('of a read succeeds when the API recovers', async () => {
    const reply = await client().run('sandbox-flaky-2', sandbox.world.named.run);
    expect(reply).toMatchObject({ kind: 'answered', attempts: 3 });
  });

  test('honours Retry-After', async () => {
    const coval = client();
    expect(await coval.run('sandbox-429', 'x')).toMatchObject({
      status: 429,
      retryAfterSeconds: 1,
      attempts: 3,
    });
    expect(coval.pauses).toEqual([1_000, 1_000]);
  });

  test.each(['sandbox503', 'sandbox502', 'sandbox429', 'sandboxReset', 'sandboxTimeout'])(
    'never happens for a span to a real target (%s)',
    async (name) => {
      const id = name.padEnd(22, 'x');
      const before = requestsTo('/v1/traces');
      await client({ deadlineMs: 100 }).sendSpan('sandbox-ok', { type: 'simulation', id });
      expect(requestsTo('/v1/traces')).toBe(before + 1);
    },
  );

  test('of a made-up ID happens only when the span was certainly not taken', async () => {
    const unavailable = await client().sendSpan('sandbox-503', { type: 'simulation', id: fakeId });
    expect(unavailable).toMatchObject({ status: 503, attempts: 3 });
    const unknown = await client().sendSpan('sandbox-reset', { type: 'simulation', id: fakeId });
    expect(unknown).toMatchObject({ kind: 'unreached', attempts: 1 });
  });
});

test('the same question on its way is asked once, and asked again later', async () => {
  const coval = client();
  await Promise.all([
    coval.run('sandbox-ok', 'twice'),
    coval.run('sandbox-ok', 'twice'),
    coval.run('sandbox-403', 'twice'),
  ]);
  expect(requestsTo('/v1/runs/twice')).toBe(2);
  await coval.run('sandbox-ok', 'twice');
  expect(requestsTo('/v1/runs/twice')).toBe(3);
});

describe('a key', () => {
  test('with a line break or a foreign letter is no key, and is not repeated in an error', async () => {
    const coval = client();
    expect(await coval.run('a\r\nhost: x', 'x')).toEqual({ kind: 'unsent', reason: 'no_key' });
    expect(await coval.run('schlüssel', 'x')).toEqual({ kind: 'unsent', reason: 'no_key' });
    expect(await coval.run('', 'x')).toEqual({ kind: 'unsent', reason: 'no_key' });
  });

  test('travels in the one lower-case header, with the workspace beside it', async () => {
    const workspace = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    await client({ workspaceId: workspace }).run('sandbox-ok', 'headers');
    const seen = sandbox.requests.at(-1);
    expect(seen?.headers).toMatchObject({ 'x-api-key': 'sandbox-ok', 'x-coval-workspace-id': workspace });
    expect(seen?.path).toBe('/v1/runs/headers');
    expect(seen?.headers['authorization']).toBeUndefined();
  });

  test('of a span travels on a line that is used once', async () => {
    const coval = client();
    await coval.run('sandbox-ok', 'first');
    await coval.sendSpan('sandbox-ok', { type: 'simulation', id: fakeId });
    expect(sandbox.requests.at(-1)).toMatchObject({ method: 'POST', headers: { connection: 'close' } });
    expect(sandbox.requests.at(-2)?.headers['connection']).toBe('keep-alive');
  });

  test('that may not look up agents still finds everything else', async () => {
    const { named } = sandbox.world;
    const coval = client();
    expect(statusOf(await coval.agent('sandbox-no-agents', named.agent))).toBe(403);
    expect(statusOf(await coval.simulation('sandbox-no-agents', named.simulation))).toBe(200);
  });
});

test('an API base with a password, or that is no web address, is refused at once', () => {
  expect(() => client({ baseUrl: 'https://me:pass@api.example/v1' })).toThrow(/user or a password/);
  expect(() => client({ baseUrl: 'ftp://api.example/v1' })).toThrow(/http or https/);
});
