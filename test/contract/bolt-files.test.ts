import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk } from './bolt-app.ts';

const support = 'C0CHANNEL01';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
let desk: Desk;
let submitted: Record<string, unknown>[] = [];

beforeAll(async () => {
  desk = await openDesk('http', {}, (app) => {
    app.shortcut('start', async ({ shortcut, ack, client }) => {
      await ack();
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'dump',
          title: plain('Dump'),
          submit: plain('Send'),
          blocks: [
            {
              type: 'input',
              block_id: 'file',
              label: plain('File'),
              element: { type: 'file_input', action_id: 'v', max_files: 1 },
            },
          ],
        },
      });
    });
    app.view('dump', async ({ ack, view }) => {
      submitted =
        (view.state.values['file']?.['v'] as { files?: Record<string, unknown>[] } | undefined)?.files ?? [];
      await ack();
    });
  });
});
afterAll(() => desk.stop());

test('filesUploadV2 shares a file in a thread, and files.info knows where', async () => {
  const { client } = desk.app;
  const parent = await client.chat.postMessage({ channel: support, text: 'case' });
  const result = await client.filesUploadV2({
    channel_id: support,
    thread_ts: parent.ts ?? '',
    filename: 'evidence.json',
    content: '{"a":"ü"}',
    initial_comment: 'the bundle',
  });
  expect(result.ok).toBe(true);
  const cleo = desk.workspace.person('cleo');
  const message = await cleo.seesMessage('the bundle', { thread: parent.ts ?? '' });
  const [file] = message.files;
  expect(file).toMatchObject({ name: 'evidence.json', mimetype: 'application/json', size: 10 });
  const info = await client.files.info({ file: file?.id ?? '' });
  expect(info.file?.shares?.public).toEqual({ [support]: [{ ts: message.ts }] });
  expect((await client.files.delete({ file: file?.id ?? '' })).ok).toBe(true);
  await expect(client.files.info({ file: file?.id ?? '' })).rejects.toThrow('file_not_found');
});

test('an upload is refused when it is empty, unfinished, or for a channel without the bot', async () => {
  const { client } = desk.app;
  await expect(client.files.getUploadURLExternal({ filename: 'a.txt', length: 0 })).rejects.toThrow(
    'missing_argument',
  );
  const wide = { filename: 'a.txt', length: 2 * 1024 * 1024, snippet_type: 'text' };
  await expect(client.files.getUploadURLExternal(wide)).rejects.toThrow('snippet_too_large');
  const { file_id: id } = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
  const files: [{ id: string }] = [{ id: id ?? '' }];
  await expect(client.files.completeUploadExternal({ files, channel_id: support })).rejects.toThrow(
    'file_not_found',
  );
  const upload = { channel_id: 'C0CHANNEL04', filename: 'a.txt', content: 'abc' };
  await expect(client.filesUploadV2(upload)).rejects.toThrow('channel_not_found');
});

test('a file from a form is read with the token, and without it a sign-in page comes back', async () => {
  const ana = desk.workspace.person('ana');
  const file = ana.uploads('trace.jsonl', '{"span":1}');
  await ana.opens('start');
  await ana.submits(await ana.seesModal('dump'), { file: [file.id] });
  const [given] = submitted;
  expect(given).toMatchObject({ id: file.id, name: 'trace.jsonl', size: 10, mode: 'hosted' });
  const url = String(given?.['url_private_download']);
  const read = await fetch(url, { headers: { authorization: `Bearer ${desk.workspace.state.botToken}` } });
  expect(await read.text()).toBe('{"span":1}');
  const refused = await fetch(url);
  expect([refused.status, refused.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

test('a form takes no more files than it asked for', async () => {
  const ana = desk.workspace.person('ana');
  await ana.opens('start');
  const files = ['a.txt', 'b.txt'].map((name) => ana.uploads(name, 'x').id);
  await expect(ana.submits(await ana.seesModal('dump'), { file: files })).rejects.toThrow(
    'Choose at most 1.',
  );
});

test('a file of another organization is only an id until files.info is asked', async () => {
  const dev = desk.workspace.person('dev');
  const file = dev.uploads('log.txt', 'text');
  const said = await dev.says('see this', { channel: 'acme-shared', files: [file.id] });
  const replies = await desk.app.client.conversations.replies({ channel: said.channel, ts: said.ts });
  expect(replies.messages?.[0]?.files).toMatchObject([{ id: file.id, file_access: 'check_file_info' }]);
  const info = await desk.app.client.files.info({ file: file.id });
  expect(info.file).toMatchObject({ name: 'log.txt', user_team: 'T0ACMECORP' });
});
