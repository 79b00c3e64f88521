import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manifest } from './bolt-app.ts';
import { type Bench, openBench } from './slack-calls.ts';

let now = Date.UTC(2026, 10, 24);
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ clock: { now: () => now } });
});
afterAll(() => bench.workspace.close());

const support = 'C0CHANNEL01';
const shared = 'C0CHANNEL02';
const secret = 'C0CHANNEL04';
const ana = 'U0PERSON01';
const dev = 'U0PERSON04';
const errorOf = async (method: string, args: Record<string, unknown>, token?: string | null) =>
  (await bench.call(method, args, token)).body['error'];

describe('a token', () => {
  test('is asked for, checked, and matched to the kind of method', async () => {
    expect(await errorOf('auth.test', {}, null)).toBe('not_authed');
    expect(await errorOf('auth.test', {}, 'nonsense')).toBe('invalid_auth');
    expect(await errorOf('apps.connections.open', {})).toBe('not_allowed_token_type');
    expect(await errorOf('chat.postMessage', { channel: support }, bench.appToken)).toBe(
      'not_allowed_token_type',
    );
    expect(await errorOf('no.such.method', {})).toBe('unknown_method');
  });

  test('may be in the body, and a JSON body is read like a form', async () => {
    const response = await fetch(`${bench.workspace.apiUrl}auth.test`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ token: bench.botToken }),
    });
    expect(await response.json()).toMatchObject({ ok: true, user_id: 'U0APPBOT01', bot_id: 'B0APPBOT01' });
    expect(response.headers.get('x-oauth-scopes')).toContain('chat:write');
  });

  test('only does what its scopes allow', async () => {
    const { body } = await bench.call('reactions.add', { channel: support, timestamp: '1.1', name: 'eyes' });
    expect(body).toMatchObject({ ok: false, error: 'missing_scope', needed: 'reactions:write' });
    expect(await errorOf('team.info', {})).toBe('missing_scope');
    expect(await errorOf('usergroups.list', {})).toBe('missing_scope');
    expect(await errorOf('conversations.join', { channel: support })).toBe('missing_scope');
    expect(await errorOf('conversations.invite', { channel: support, users: ana })).toBe('missing_scope');
  });
});

describe('channels and people', () => {
  test('say whether they are shared, private, external, guests or gone', async () => {
    const info = async (channel: string) =>
      (await bench.call('conversations.info', { channel })).body['channel'];
    expect(await info(support)).toMatchObject({ is_ext_shared: false, is_private: false, is_member: true });
    expect(await info(shared)).toMatchObject({ is_ext_shared: true, connected_team_ids: ['T0ACMECORP'] });
    const person = async (user: string) => (await bench.call('users.info', { user })).body['user'];
    expect(await person(ana)).toMatchObject({
      team_id: 'T0NORTHWIN',
      is_restricted: false,
      tz: 'Europe/Madrid',
    });
    expect(await person(dev)).toMatchObject({ team_id: 'T0ACMECORP', is_stranger: false });
    expect(await person('U0PERSON07')).toMatchObject({ is_restricted: true });
    expect(await errorOf('users.info', { user: 'U404' })).toBe('user_not_found');
    expect(await errorOf('conversations.info', { channel: secret })).toBe('channel_not_found');
  });

  test('keep their ids when a channel is renamed or made private, or a person made a guest', async () => {
    const { workspace } = bench;
    const made = await workspace.person('ana').does({ act: 'create-channel', as: 'ana', name: 'desk-two' });
    const channel = made.channel ?? '';
    const info = async () => (await bench.call('conversations.info', { channel })).body;
    await workspace.person('ana').does({ act: 'rename', as: 'ana', channel, name: 'desk-three' });
    expect(await info()).toMatchObject({ channel: { name: 'desk-three', is_private: false } });
    await workspace.person('ana').does({ act: 'make-private', as: 'ana', channel });
    expect(await info()).toMatchObject({ ok: false, error: 'channel_not_found' });
    await workspace.person('ana').does({ act: 'invite', as: 'ana', channel, person: '@app' });
    expect(await info()).toMatchObject({ channel: { id: channel, is_private: true } });
    await workspace.person('fay').does({ act: 'make-guest', as: 'fay', person: 'ben' });
    const ben = workspace.person('ben').id;
    expect((await bench.call('users.info', { user: ben })).body['user']).toMatchObject({
      is_restricted: true,
    });
  });

  test('are listed page by page', async () => {
    const first = (await bench.call('conversations.members', { channel: support, limit: 2 })).body;
    expect(first['members']).toHaveLength(2);
    const cursor = (first['response_metadata'] as { next_cursor: string }).next_cursor;
    const rest = (await bench.call('conversations.members', { channel: support, cursor })).body;
    expect(rest['members']).not.toContain((first['members'] as string[])[0]);
    expect((await bench.call('conversations.list')).body['channels']).toContainEqual(
      expect.objectContaining({ id: support, name: 'support-traces' }),
    );
    expect((await bench.call('users.list')).body['members']).toContainEqual(
      expect.objectContaining({ id: ana }),
    );
    expect((await bench.call('bots.info', { bot: 'B0APPBOT01' })).body).toMatchObject({
      bot: { app_id: 'A0TRIAGE01' },
    });
  });

  test('open direct messages', async () => {
    const opened = (await bench.call('conversations.open', { users: ana })).body;
    const { id } = opened['channel'] as { id: string };
    expect(id).toMatch(/^D/);
    expect((await bench.call('chat.postMessage', { channel: ana, text: 'hi' })).body['channel']).toBe(id);
  });
});

test('published rates answer 429 with Retry-After when they are switched on', async () => {
  await fetch(new URL('/local/settings', bench.workspace.url), {
    method: 'PUT',
    body: '{"rateLimits":true}',
  });
  const statuses: number[] = [];
  for (let n = 0; n < 5; n += 1)
    statuses.push((await bench.call('chat.postMessage', { channel: shared, text: 'x' })).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  now += 1_000;
  const { status } = await bench.call('chat.postMessage', { channel: shared, text: 'x' });
  expect(status).toBe(200);
});

test('an uninstalled app has no token, no commands, and is installed again by OAuth', async () => {
  const scopes = {
    bot: [
      ...manifest.oauth_config.scopes.bot,
      'reactions:write',
      'team:read',
      'usergroups:read',
      'channels:join',
      'channels:manage',
    ],
  };
  const other = await openBench({ manifest: { ...manifest, oauth_config: { scopes } } });
  const { ts } = (await other.call('chat.postMessage', { channel: support, text: 'x' })).body;
  const reaction = { channel: support, timestamp: ts, name: 'eyes' };
  expect((await other.call('reactions.add', reaction)).body['ok']).toBe(true);
  expect((await other.call('reactions.add', reaction)).body['error']).toBe('already_reacted');
  expect((await other.call('reactions.remove', reaction)).body['ok']).toBe(true);
  expect((await other.call('team.info')).body).toMatchObject({ team: { domain: 'northwind-support' } });
  expect((await other.call('usergroups.list')).body['usergroups']).toEqual([]);
  expect((await other.call('conversations.join', { channel: support })).body['warning']).toBe(
    'already_in_channel',
  );
  expect(
    (await other.call('conversations.invite', { channel: support, users: 'U0PERSON05' })).body['ok'],
  ).toBe(true);
  expect((await other.call('auth.revoke')).body['revoked']).toBe(true);
  expect((await other.call('auth.test')).body['error']).toBe('account_inactive');
  await expect(other.workspace.person('ana').runs('/desk', '', { channel: support })).rejects.toThrow(
    'uninstalled',
  );
  const authorize = new URL(
    '/oauth/v2/authorize?state=s1&redirect_uri=http://127.0.0.1:9/back',
    other.workspace.url,
  );
  const location = new URL((await fetch(authorize, { redirect: 'manual' })).headers.get('location') ?? '');
  expect(location.searchParams.get('state')).toBe('s1');
  const exchange = { code: location.searchParams.get('code'), client_id: '1', client_secret: '2' };
  expect((await other.call('oauth.v2.access', exchange, null)).body).toMatchObject({
    ok: true,
    token_type: 'bot',
  });
  expect((await other.call('oauth.v2.access', exchange, null)).body['error']).toBe('invalid_code');
  expect((await other.call('apps.uninstall')).body['ok']).toBe(true);
  await other.workspace.close();
});
