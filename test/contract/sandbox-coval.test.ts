/** The sandbox answers as the published API does, status by status. */
import { gzipSync } from 'node:zlib';
import protobuf from 'protobufjs/minimal.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fidelity } from '../../src/playground/coval/fidelity.ts';
import { reads } from '../../src/playground/coval/reads.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';

let sandbox: SandboxCoval;
/** The clock of the sandbox; moved by hand. */
let now = 1_764_000_000_000;

beforeAll(async () => {
  sandbox = await startSandboxCoval({ now: () => now, ingestDelayMs: 3_000 });
});
afterAll(() => sandbox.close());

const span = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  name: 'llm',
  startTimeUnixNano: '1',
  endTimeUnixNano: '2',
};
const request = (spans: object[] = [span]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

async function send(headers: Record<string, string>, body: unknown = request()) {
  const response = await fetch(`${sandbox.url}/traces`, {
    method: 'POST',
    headers: { 'x-api-key': 'sandbox-ok', 'content-type': 'application/json', ...headers },
    // A Buffer is bytes already; everything else is sent as JSON.
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, requestId: response.headers.get('x-request-id') };
}

async function look(path: string, key = 'sandbox-ok') {
  const response = await fetch(`${sandbox.url}/${path}`, { headers: { 'x-api-key': key } });
  // Checked by every expectation that follows.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function protobufRequest(): Buffer {
  const bytes = (fill: number, length: number) => Buffer.alloc(length, fill);
  const inner = protobuf.Writer.create();
  inner.uint32(10).bytes(bytes(0xab, 16)).uint32(18).bytes(bytes(0xcd, 8)).uint32(42).string('tts');
  inner.uint32(57).fixed64(1_000).uint32(65).fixed64(2_000);
  inner.uint32(122).bytes(protobuf.Writer.create().uint32(24).int32(2).finish());
  const scope = protobuf.Writer.create().uint32(18).bytes(inner.finish()).finish();
  const resource = protobuf.Writer.create().uint32(18).bytes(scope).finish();
  return Buffer.from(protobuf.Writer.create().uint32(10).bytes(resource).finish());
}

describe('a span', () => {
  const target = () => ({ 'x-simulation-id': sandbox.world.named.simulationFailed });

  test('is accepted, queued, and seen a moment later', async () => {
    const id = sandbox.world.named.simulationFailed;
    const answer = await send(target());
    expect(answer).toMatchObject({
      status: 200,
      text: JSON.stringify({ status: 'ok', simulation_output_id: id }),
    });
    expect(answer.requestId).toMatch(/^sandbox-/);
    expect(sandbox.spans(id)).toEqual([]);
    now += 3_000;
    expect(sandbox.spans(id)).toHaveLength(1);
    await send(target());
    now += 3_000;
    expect(sandbox.spans(id)).toHaveLength(2);
    expect((await look(`traces/summary?simulation_id=${id}`)).body).toMatchObject({
      trace_summary: { total_spans: 2, unique_span_count: 1, duplicate_span_count: 1 },
    });
  });

  test('may come as protobuf, as snake case and compressed', async () => {
    const id = sandbox.world.named.simulationRunning;
    const headers = { 'x-simulation-id': id };
    expect(
      await send({ ...headers, 'content-type': 'application/x-protobuf' }, protobufRequest()),
    ).toMatchObject({ status: 200 });
    const snake = {
      resource_spans: [
        { scope_spans: [{ spans: [{ trace_id: span.traceId, span_id: span.spanId, name: 'stt' }] }] },
      ],
    };
    expect(await send(headers, snake)).toMatchObject({ status: 200 });
    const packed = gzipSync(JSON.stringify(request()));
    expect(await send({ ...headers, 'content-encoding': 'gzip' }, packed)).toMatchObject({ status: 200 });
    now += 3_000;
    expect(sandbox.spans(id).map(({ name, status }) => [name, status])).toEqual([
      ['tts', 'ERROR'],
      ['stt', 'UNSET'],
      ['llm', 'UNSET'],
    ]);
  });

  test.each([
    ['without a target header', {}, 400, 'Missing required header: X-Simulation-Id or X-Conversation-Id'],
    [
      'with both target headers',
      { 'x-simulation-id': 'a', 'x-conversation-id': 'b' },
      400,
      'INVALID_ARGUMENT',
    ],
    ['for an unknown simulation', { 'x-simulation-id': 'Z' }, 404, 'Simulation output not found'],
    ['for an unknown conversation', { 'x-conversation-id': 'Z' }, 404, 'Conversation not found'],
    ['with a wrong key', { 'x-simulation-id': 'Z', 'x-api-key': 'wrong' }, 401, 'Authentication failed'],
    [
      'with a key that may not write',
      { 'x-simulation-id': 'Z', 'x-api-key': 'sandbox-403' },
      403,
      'traces:write',
    ],
  ])('%s is refused with Coval’s own words', async (_, headers, status, words) => {
    const answer = await send(headers);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(JSON.parse(answer.text)).toHaveProperty('error.details');
  });

  test('for a run in the conversation header is refused as not monitored', async () => {
    const answer = await send({ 'x-conversation-id': sandbox.world.named.run });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('monitoring') });
  });

  test.each([
    ['an array', [span]],
    ['a bare list of spans', { spans: [span] }],
    ['an ID that is not hexadecimal', request([{ ...span, traceId: 'z'.repeat(32) }])],
    ['an ID of the wrong length', request([{ ...span, spanId: 'abc' }])],
    ['no JSON', Buffer.from('<html>')],
  ])('that is %s is no OTLP', async (_, body) => {
    expect((await send(target(), body)).status).toBe(400);
  });

  test('that is cut off in protobuf is no OTLP', async () => {
    const headers = { ...target(), 'content-type': 'application/x-protobuf' };
    expect((await send(headers, protobufRequest().subarray(0, 30))).status).toBe(400);
    expect((await send(headers, Buffer.alloc(64, 0xff))).status).toBe(400);
  });

  test('above four megabytes is too large', async () => {
    const answer = await send(target(), request([{ ...span, name: 'x'.repeat(4_000_001) }]));
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('PAYLOAD_TOO_LARGE') });
  });

  test('without any key, or at a path that does not exist, meets the gateway', async () => {
    const bare = await fetch(`${sandbox.url}/traces`, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
    });
    expect([bare.status, await bare.text()]).toEqual([401, '{"message":"Missing API Key"}']);
    const twice = await fetch(`${sandbox.url}/traces/v1/traces`, {
      method: 'POST',
      headers: { 'x-api-key': 'sandbox-ok' },
    });
    expect([twice.status, await twice.text()]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect((await fetch(`${sandbox.url}/traces`, { headers: { 'x-api-key': 'sandbox-ok' } })).status).toBe(
      403,
    );
  });
});

describe('a look-up', () => {
  test('pages through a list', async () => {
    const first = await look('simulations?page_size=2');
    const token = String(first.body['next_page_token']);
    const second = await look(`simulations?page_size=2&page_token=${token}`);
    expect(first.body['simulations']).toHaveLength(2);
    expect(second.body['simulations']).not.toEqual(first.body['simulations']);
    expect((await look('simulations?page_size=0')).status).toBe(400);
  });

  test('insists on quotes in a filter', async () => {
    const { run } = sandbox.world.named;
    expect((await look(`simulations?filter=run_id=${run}`)).status).toBe(400);
    const quoted = await look(`simulations?filter=${encodeURIComponent(`run_id="${run}"`)}`);
    expect(quoted.body['simulations']).toHaveLength(5);
    const own = await look(
      `conversations?filter=${encodeURIComponent('external_conversation_id="call-20417"')}`,
    );
    expect(own.body['conversations']).toHaveLength(1);
  });

  test('exists for every room of the published API', async () => {
    const { simulation, conversation, agent } = sandbox.world.named;
    const metric = sandbox.world.organizations.acme.metrics[0]?.id;
    const output = sandbox.world.organizations.acme.outputs[simulation]?.[0]?.metric_output_id;
    const paths = [
      `conversations/simulated/${simulation}`,
      'conversations/simulated',
      `conversations/simulated/${simulation}/metrics`,
      `simulations/${simulation}/metrics/${metric}`,
      `simulations/${simulation}/metrics/${output}`,
      `conversations/${conversation}/metrics`,
      `agents/${agent}/versions`,
      `metrics/${metric}`,
      'runs',
      'agents?page_size=1',
      'api-keys',
      'workspaces',
      `traces/spans?simulation_output_id=${simulation}&limit=5`,
    ];
    for (const path of paths) expect([path, (await look(path)).status]).toEqual([path, 200]);
    const search = await fetch(`${sandbox.url}/traces/search`, {
      method: 'POST',
      headers: { 'x-api-key': 'sandbox-ok' },
      body: '{}',
    });
    expect(search.status).toBe(200);
  });

  test('of a monitored conversation finds a run of the same ID', async () => {
    expect((await look(`runs/${sandbox.world.named.conversation}`)).status).toBe(200);
  });
});

test('an onlooker sees every exchange, and no key that is not ours', async () => {
  const seen: {
    title: string;
    key: string | undefined;
    fault: string | null;
    status: number;
    error: string | null;
  }[] = [];
  const watched = await startSandboxCoval({
    onlooker: ({ title, requestHeaders, fault }) => ({
      close: ({ status, error }) => {
        seen.push({ title, key: requestHeaders['x-api-key'], fault, status, error });
      },
    }),
  });
  const ask = (key: string) =>
    fetch(`${watched.url}/agents?page_size=1`, { headers: { 'x-api-key': key, connection: 'close' } }).then(
      (response) => response.text(),
      () => 'lost',
    );
  const title = 'GET /v1/agents';
  await ask('sandbox-ok');
  await ask('sandbox-503');
  await ask('sandbox-reset');
  await ask('a-real-key-by-mistake');
  await watched.close();
  const lost = 'the connection closed before the answer was whole';
  expect(seen).toEqual([
    { title, key: 'sandbox-ok', fault: null, status: 200, error: null },
    { title, key: 'sandbox-503', fault: 'sandbox-503', status: 503, error: null },
    { title, key: 'sandbox-reset', fault: 'sandbox-reset', status: 0, error: lost },
    { title, key: '(not shown)', fault: null, status: 401, error: null },
  ]);
});

test('IDs are the same on every start, secrets are not', async () => {
  const other = await startSandboxCoval();
  expect(other.world.named).toEqual(sandbox.world.named);
  expect(other.world.secrets).not.toEqual(sandbox.world.secrets);
  for (const id of Object.values(other.world.named)) expect(id).toMatch(/^[A-Za-z0-9]{22}$/);
  await other.close();
});

test('the table of fidelity names every route, and no other as emulated', () => {
  const path = (pattern: RegExp) =>
    pattern.source.replaceAll('\\/', '/').replaceAll('([^/]+)', 'X').replace(/[\^$]/g, '');
  const routes = ['POST traces', ...reads.map((route) => `${route.method ?? 'GET'} ${path(route.path)}`)];
  const emulated = fidelity.filter(({ support }) => support !== 'missing').map(({ endpoint }) => endpoint);
  expect(emulated.toSorted()).toEqual(routes.toSorted());
  for (const { support, note } of fidelity) expect(support === 'supported' || note !== '').toBe(true);
});

test('every sentinel says what it does, and targets pass for Coval IDs', () => {
  const values = sandbox.sentinels.map(({ value }) => value);
  expect(new Set(values).size).toBe(values.length);
  for (const { where, value, says } of sandbox.sentinels) {
    expect(says).not.toBe('');
    if (where === 'target') expect(value).toMatch(/^[A-Za-z0-9]{22}$/);
  }
});
