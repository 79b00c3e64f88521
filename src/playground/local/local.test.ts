import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Act, Change, Snapshot } from '../local-api.ts';
import { startWorkspace, type Workspace } from '../workspace.ts';

const manifest = {
  display_information: { name: 'Desk' },
  features: { bot_user: { display_name: 'desk' }, slash_commands: [{ command: '/desk' }] },
  oauth_config: { scopes: { bot: ['chat:write'] } },
  settings: {},
};
let workspace: Workspace;
beforeAll(async () => {
  workspace = await startWorkspace({
    manifest,
    signingSecret: randomBytes(8).toString('hex'),
    botToken: randomBytes(8).toString('hex'),
    pageFolder: new URL('../page/', import.meta.url),
  });
});
afterAll(() => workspace.close());

const at = (path: string) => new URL(path, workspace.url);
const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(at(path), { method, body: JSON.stringify(body), headers });
  // Every local answer is one JSON object.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const act = (one: Act | Record<string, unknown>) => send('POST', '/local/acts', one);
const state = async () => (await (await fetch(at('/local/state'))).json()) as Snapshot;

test('the snapshot holds the whole cast, the app, and no secret', async () => {
  const now = await state();
  expect(now.people.map((one) => one.handle)).toEqual([
    'ana',
    'ben',
    'cleo',
    'dev',
    'emi',
    'fay',
    'gus',
    'desk',
    'slackbot',
  ]);
  expect(now.channels.map((one) => one.name)).toEqual([
    'support-traces',
    'acme-shared',
    'coval-engineering',
    'no-bot-here',
  ]);
  expect(now.app).toMatchObject({ name: 'Desk', commands: [{ command: '/desk' }] });
  expect(JSON.stringify(now)).not.toContain(workspace.state.botToken);
});

test('an act that cannot be done says what to do instead', async () => {
  expect(await act({ act: 'say', as: 'ana', channel: 'nowhere', text: 'x' })).toMatchObject({
    status: 400,
    body: { ok: false, error: 'channel_not_found', hint: 'There is no channel "nowhere". Check its name.' },
  });
  const refusals: [Record<string, unknown>, string][] = [
    [{ act: 'say', as: 'zoe', channel: 'support-traces', text: 'x' }, 'person_not_found'],
    [{ act: 'say', as: 'emi', channel: 'support-traces', text: 'x' }, 'not_in_channel'],
    [{ act: 'say', as: 'ana', channel: 'support-traces', text: ' ' }, 'no_text'],
    [{ act: 'say', as: 'ana', channel: 'support-traces', text: 'x', files: ['F0'] }, 'file_not_found'],
    [{ act: 'command', as: 'ana', channel: 'support-traces', command: '/nope', text: '' }, 'unknown_command'],
    [{ act: 'command', as: 'dev', channel: 'acme-shared', command: '/desk', text: '' }, 'not_installed_here'],
    [{ act: 'global-shortcut', as: 'ana', callbackId: 'nope' }, 'unknown_shortcut'],
    [{ act: 'submit', as: 'ana', view: 'V0' }, 'view_not_found'],
    [{ act: 'click', as: 'ana', on: { view: 'V0' }, block: 'b', action: 'a' }, 'view_not_found'],
    [{ act: 'click', as: 'ana', on: { ephemeral: 'E0' }, block: 'b', action: 'a' }, 'message_not_found'],
    [{ act: 'join', as: 'gus', channel: 'coval-engineering' }, 'not_allowed'],
    [{ act: 'create-channel', as: 'ana', name: 'Not a name!' }, 'invalid_name'],
    [{ act: 'create-channel', as: 'ana', name: 'support-traces' }, 'name_taken'],
    [{ act: 'deactivate', as: 'ana', person: 'ben' }, 'not_an_admin'],
    [{ act: 'share', as: 'ana', channel: 'support-traces', team: 'T404' }, 'team_not_found'],
    [{ act: 'fly', as: 'ana' }, 'invalid_input'],
    [{ act: 'say', as: 'ana' }, 'invalid_input'],
  ];
  for (const [given, error] of refusals) {
    const { status, body } = await act(given);
    expect([status, body['error'], typeof body['hint']], JSON.stringify(given)).toEqual([
      400,
      error,
      'string',
    ]);
  }
  const broken = await fetch(at('/local/acts'), { method: 'POST', body: '{' });
  expect([broken.status, ((await broken.json()) as { error: string }).error]).toEqual([400, 'invalid_json']);
  expect((await send('PUT', '/local/faults', [{ kind: 'odd', on: '*' }])).status).toBe(400);
  expect((await send('PATCH', '/local/state', {})).status).toBe(404);
});

test('another page of the same browser cannot act here', async () => {
  const given = { act: 'open-dm', as: 'ana', person: 'ben' };
  expect(await send('POST', '/local/acts', given, { origin: 'http://evil.example' })).toMatchObject({
    status: 403,
  });
  const own = new URL(workspace.url).origin;
  expect(await send('POST', '/local/acts', given, { origin: own })).toMatchObject({ status: 200 });
});

test('every change reaches the page as patches that lead from one snapshot to the next', async () => {
  const before = await state();
  const stream = await fetch(at(`/local/events?since=${before.revision}`));
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const changes = readChanges(stream);
  await act({ act: 'say', as: 'ana', channel: 'support-traces', text: 'see https://x.io & @ben' });
  const change = (await changes.next()).value;
  expect(change).toMatchObject({
    revision: before.revision + 1,
    patches: [{ kind: 'message', message: { text: 'see <https://x.io> &amp; <@U0PERSON02>' } }],
  });
  await changes.return(undefined);
  const late = readChanges(await fetch(at(`/local/events?since=${before.revision}`)));
  expect((await late.next()).value, 'what was missed is told first').toEqual(change);
  await late.return(undefined);
  const lost = readChanges(await fetch(at('/local/events?since=999999')));
  expect((await lost.next()).value).toMatchObject({ patches: [{ kind: 'reset' }] });
  await lost.return(undefined);
});

async function* readChanges(stream: Response): AsyncGenerator<Change, void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

test('a file goes up as bytes and comes down as a download, never as a page', async () => {
  const html = '<script>alert(1)</script>';
  const up = await fetch(at('/local/files?as=ana&name=x.html'), { method: 'POST', body: html });
  const { file } = (await up.json()) as { file: { id: string; localUrl: string; size: number } };
  expect(file.size).toBe(html.length);
  const down = await fetch(at(file.localUrl));
  expect(await down.text()).toBe(html);
  expect(down.headers.get('content-disposition')).toContain('attachment');
  expect(down.headers.get('content-type')).toBe('application/octet-stream');
  expect((await fetch(at('/local/files?as=ana'), { method: 'POST', body: 'x' })).status).toBe(400);
  expect((await fetch(at('/local/files/F404'))).status).toBe(404);
});

test('the page folder is served, and nothing beside it', async () => {
  expect((await fetch(at('/tsconfig.json'))).status).toBe(404);
  expect((await fetch(at('/..%2fworkspace.ts'))).status).toBe(404);
  expect((await fetch(at('/%E0%A4%A'))).status).toBe(404);
});

test('a channel that is shared and unshared changes what external people can see', async () => {
  const channel = 'support-traces';
  await act({ act: 'share', as: 'ana', channel, team: 'T0ACMECORP' });
  expect((await act({ act: 'invite', as: 'ana', channel, person: 'dev' })).status).toBe(200);
  const shared = (await state()).channels.find((one) => one.name === channel);
  expect(shared).toMatchObject({ isExtShared: true, teams: ['T0NORTHWIN', 'T0ACMECORP'] });
  await act({ act: 'unshare', as: 'ana', channel, team: 'T0ACMECORP' });
  const own = (await state()).channels.find((one) => one.name === channel);
  expect(own).toMatchObject({ isExtShared: false, teams: ['T0NORTHWIN'] });
  expect(own?.members).not.toContain(workspace.person('dev').id);
});

test('people come and go, edit and delete', async () => {
  const ben = workspace.person('ben');
  const said = await ben.says('first', { channel: 'support-traces' });
  await ben.edits(said, 'second');
  expect((await state()).messages.at(-1)).toMatchObject({ text: 'second', editedTs: expect.any(String) });
  await expect(workspace.person('ana').deletes(said)).rejects.toThrow('Only the author or an admin');
  await ben.deletes(said);
  await ben.does({ act: 'leave', as: 'ben', channel: 'support-traces' });
  await ben.does({ act: 'join', as: 'ben', channel: 'support-traces' });
  await act({ act: 'deactivate', as: 'fay', person: 'gus' });
  const now = await state();
  expect(now.people.find((one) => one.handle === 'gus')?.isDeleted).toBe(true);
  expect(now.messages.slice(-2).map((one) => one.subtype)).toEqual(['channel_leave', 'channel_join']);
});

test('waiting in vain ends with what happened instead', async () => {
  await expect(workspace.waitFor(() => false, { within: 5, what: 'a miracle' })).rejects.toThrow(
    /a miracle\nThe last exchanges/,
  );
});
