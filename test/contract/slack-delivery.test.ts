import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readBody } from '../../src/playground/http.ts';
import type { Fault } from '../../src/playground/local-api.ts';
import { startWorkspace, type Workspace } from '../../src/playground/workspace.ts';
import { manifest, newToken } from './bolt-app.ts';

type Got = { headers: IncomingMessage['headers']; body: string };
const signingSecret = randomBytes(16).toString('hex');
const support = { channel: 'support-traces' };
let answer: (got: Got, response: ServerResponse) => void;
let received: Got[] = [];
let bot: Server;
let workspace: Workspace;

const ok = (_got: Got, response: ServerResponse) => void response.end();
const faults = (...list: Fault[]) => workspace.setFaults(list);

beforeAll(async () => {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const got = { headers: request.headers, body: (await readBody(request)).toString() };
    if (got.body.includes('url_verification')) {
      // The challenge is the only field that is needed.
      response.end((JSON.parse(got.body) as { challenge: string }).challenge);
      return;
    }
    received.push(got);
    answer(got, response);
  };
  bot = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  const { port } = bot.address() as AddressInfo;
  workspace = await startWorkspace({
    manifest,
    signingSecret,
    botToken: newToken('xoxb'),
    botUrl: `http://127.0.0.1:${port}/slack/events`,
    retryDelaysMs: [0, 5, 5],
    ackTimeoutMs: 500,
  });
});
afterEach(async () => {
  faults();
  await workspace.settled();
  received = [];
  answer = ok;
});
afterAll(async () => {
  await workspace.close();
  bot.closeAllConnections();
  bot.close();
});

test('every delivery is signed, form-encoded, and of the bare content type', async () => {
  answer = ok;
  await workspace.person('ana').runs('/desk', 'a b', support);
  const [got] = received;
  const base = `v0:${String(got?.headers['x-slack-request-timestamp'])}:${got?.body}`;
  const expected = `v0=${createHmac('sha256', signingSecret).update(base).digest('hex')}`;
  expect(got?.headers['x-slack-signature']).toBe(expected);
  expect(got?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(got?.body))).toMatchObject({
    command: '/desk',
    text: 'a b',
    channel_id: 'C0CHANNEL01',
    user_name: 'ana',
    is_enterprise_install: 'false',
  });
});

test('an event that fails comes three more times, with its number and the reason, under one event id', async () => {
  answer = (_got, response) => {
    response.statusCode = 500;
    response.end();
  };
  await workspace.person('cleo').says('@test-desk hi', support);
  await workspace.settled();
  expect(received.map((got) => got.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
  expect(received.map((got) => got.headers['x-slack-retry-reason'])).toEqual([
    undefined,
    'http_error',
    'http_error',
    'http_error',
  ]);
  const ids = received.map((got) => (JSON.parse(got.body) as { event_id: string }).event_id);
  expect(new Set(ids).size).toBe(1);
});

test('a bot that asks for no retry gets none', async () => {
  answer = (_got, response) => void response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
  await workspace.person('cleo').says('@test-desk hi', support);
  await workspace.settled();
  expect(received).toHaveLength(1);
});

test('a late acknowledgement is retried as http_timeout and shown to the person as operation_timeout', async () => {
  const open: ServerResponse[] = [];
  answer = (got, response) =>
    void (got.headers['x-slack-retry-num'] === undefined ? open.push(response) : response.end());
  const ana = workspace.person('ana');
  const done = await ana.runs('/desk', '', support);
  expect(done.delivery).toMatchObject({ state: 'failed', error: 'operation_timeout' });
  await ana.seesEphemeral('/desk failed with the error "operation_timeout"');
  expect(received, 'commands are never sent again').toHaveLength(1);
  await ana.says('@test-desk hi', support);
  await workspace.settled();
  expect(received.map((got) => got.headers['x-slack-retry-reason'])).toEqual([
    undefined,
    undefined,
    'http_timeout',
  ]);
  for (const response of open) response.end();
});

test('a bot that is away is told to the person as dispatch_failed', async () => {
  faults({ kind: 'undelivered', on: '*' });
  const ana = workspace.person('ana');
  const said = await ana.says('look', support);
  const done = await ana.picks('look_at', said);
  expect(done.delivery).toMatchObject({ state: 'failed', error: 'dispatch_failed' });
  expect(workspace.snapshot().notices).toContainEqual(
    expect.objectContaining({ to: ana.id, messageTs: said.ts, error: 'dispatch_failed' }),
  );
});

test('a delivery can come twice, late, or again later', async () => {
  const ana = workspace.person('ana');
  faults({ kind: 'duplicate', on: 'command', times: 1 });
  await ana.runs('/desk', 'twice', support);
  await workspace.waitFor(() => received.length === 2 || received.length);
  expect(new Set(received.map((got) => got.body)).size).toBe(1);
  const [first] = workspace
    .snapshot()
    .traffic.filter((one) => one.kind === 'command')
    .slice(-1);
  await ana.does({ act: 'redeliver', as: 'ana', traffic: first?.id ?? 0 });
  expect(received).toHaveLength(3);
  await expect(ana.does({ act: 'redeliver', as: 'ana', traffic: 0 })).rejects.toThrow('delivery_not_found');
  faults({ kind: 'late', on: 'command', delayMs: 1, times: 1 });
  expect((await ana.runs('/desk', 'late', support)).delivery?.state).toBe('acknowledged');
});

test('in a shared channel an event says whose workspace it came from and whose installation it is', async () => {
  await workspace.person('dev').says('@test-desk our traces', { channel: 'acme-shared' });
  await workspace.settled();
  expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({
    team_id: 'T0ACMECORP',
    context_team_id: 'T0NORTHWIN',
    is_ext_shared_channel: true,
    authorizations: [{ team_id: 'T0NORTHWIN', is_bot: true }],
    event: { type: 'app_mention', user_team: 'T0ACMECORP' },
  });
  await expect(workspace.person('dev').runs('/desk', '', { channel: 'acme-shared' })).rejects.toThrow(
    'another organization',
  );
});

test('the bot hears nothing of channels it is not in, and nothing it has not subscribed to', async () => {
  const ana = workspace.person('ana');
  await ana.says('@test-desk psst', { channel: 'no-bot-here' });
  await ana.does({ act: 'archive', as: 'ana', channel: 'no-bot-here' });
  await ana.says('no mention', support);
  await workspace.settled();
  expect(received).toEqual([]);
  expect((await ana.runs('/desk', 'x', support)).delivery?.state).toBe('acknowledged');
});

test('people who come, and an app that goes, are told', async () => {
  const fay = workspace.person('fay');
  await fay.does({ act: 'invite', as: 'fay', ...support, person: 'emi' });
  await workspace.settled();
  expect(JSON.parse(received[0]?.body ?? '{}').event).toMatchObject({
    type: 'member_joined_channel',
    inviter: fay.id,
    channel_type: 'C',
  });
  await fay.does({ act: 'uninstall', as: 'fay' });
  await workspace.settled();
  const types = received.map((got) => (JSON.parse(got.body) as { event: { type: string } }).event.type);
  expect(types.slice(1).sort()).toEqual(['app_uninstalled', 'tokens_revoked']);
  await fay.says('@test-desk anybody?', support);
  await workspace.settled();
  expect(received).toHaveLength(3);
  workspace.state.isInstalled = true;
});
