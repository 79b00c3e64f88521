import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench } from './slack-calls.ts';

const now = Date.UTC(2026, 10, 24);
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ clock: { now: () => now } });
});
afterAll(() => bench.workspace.close());

const support = 'C0CHANNEL01';
const secret = 'C0CHANNEL04';
const ana = 'U0PERSON01';
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const errorOf = async (method: string, args: Record<string, unknown>, token?: string | null) =>
  (await bench.call(method, args, token)).body['error'];
const post = async (args: Record<string, unknown> = {}) =>
  (await bench.call('chat.postMessage', { channel: support, text: 'hello', ...args })).body;

describe('a message', () => {
  test('is posted, updated, linked and deleted', async () => {
    const sent = await post({ metadata: { event_type: 'case', event_payload: { id: 'T1' } } });
    expect(sent).toMatchObject({
      ok: true,
      channel: support,
      message: { text: 'hello', user: 'U0APPBOT01' },
    });
    const ts = sent['ts'];
    const updated = await bench.call('chat.update', {
      channel: support,
      ts,
      text: 'changed',
      blocks: [section('x')],
    });
    expect(updated.body).toMatchObject({ ok: true, ts, text: 'changed' });
    const link = await bench.call('chat.getPermalink', { channel: support, message_ts: ts });
    expect(link.body['permalink']).toBe(
      `https://northwind-support.slack.com/archives/${support}/p${String(ts).replace('.', '')}`,
    );
    const found = await bench.call('conversations.history', {
      channel: support,
      latest: ts,
      inclusive: true,
      include_all_metadata: true,
    });
    expect(found.body['messages']).toMatchObject([{ ts, metadata: { event_payload: { id: 'T1' } } }]);
    await bench.call('chat.update', { channel: support, ts, text: 'bare', metadata: {} });
    const bare = await bench.call('conversations.history', {
      channel: support,
      latest: ts,
      inclusive: true,
      include_all_metadata: true,
    });
    const [first] = bare.body['messages'] as Record<string, unknown>[];
    expect(first).not.toHaveProperty('metadata');
    expect(first, 'text without blocks takes the blocks away').not.toHaveProperty('blocks');
    expect((await bench.call('chat.delete', { channel: support, ts })).body).toMatchObject({ ok: true });
    expect(await errorOf('chat.update', { channel: support, ts, text: 'late' })).toBe('message_not_found');
  });

  test('lands in the thread of its parent, and a deleted parent leaves a tombstone', async () => {
    const parent = String((await post())['ts']);
    const reply = await post({ thread_ts: parent });
    const nested = await post({ thread_ts: reply['ts'] });
    expect(nested['message']).toMatchObject({ thread_ts: parent });
    const thread = await bench.call('conversations.replies', { channel: support, ts: parent, limit: 2 });
    expect(thread.body).toMatchObject({
      has_more: true,
      messages: [{ reply_count: 2 }, { ts: reply['ts'] }],
    });
    await bench.call('chat.delete', { channel: support, ts: parent });
    const after = await bench.call('conversations.replies', { channel: support, ts: parent });
    expect(after.body['messages']).toMatchObject([{ subtype: 'tombstone' }, {}, {}]);
    expect(await errorOf('chat.update', { channel: support, ts: parent, text: 'x' })).toBe(
      'message_not_found',
    );
    expect(await errorOf('conversations.replies', { channel: support, ts: '1.000001' })).toBe(
      'thread_not_found',
    );
  });

  test('is refused where the bot may not write', async () => {
    expect(await errorOf('chat.postMessage', { channel: 'C404', text: 'x' })).toBe('channel_not_found');
    expect(await errorOf('chat.postMessage', { channel: secret, text: 'x' })).toBe('channel_not_found');
    const { workspace } = bench;
    const created = await workspace.person('ana').does({ act: 'create-channel', as: 'ana', name: 'fresh' });
    const channel = created.channel ?? '';
    expect(await errorOf('chat.postMessage', { channel, text: 'x' })).toBe('not_in_channel');
    await workspace.person('ana').does({ act: 'invite', as: 'ana', channel, person: '@app' });
    expect((await bench.call('chat.postMessage', { channel, text: 'x' })).body['ok']).toBe(true);
    const { ts } = (await bench.call('chat.postMessage', { channel, text: 'x' })).body;
    await workspace.person('ana').does({ act: 'archive', as: 'ana', channel });
    expect(await errorOf('chat.postMessage', { channel, text: 'x' })).toBe('is_archived');
    expect(await errorOf('chat.update', { channel, ts, text: 'y' })).toBe('is_inactive');
  });

  test('of somebody else cannot be changed', async () => {
    const said = await bench.workspace.person('ana').says('mine', { channel: support });
    expect(await errorOf('chat.update', { channel: support, ts: said.ts, text: 'x' })).toBe(
      'cant_update_message',
    );
    expect(await errorOf('chat.delete', { channel: support, ts: said.ts })).toBe('cant_delete_message');
  });

  test('keeps to the limits of Slack', async () => {
    const many = Array.from({ length: 51 }, () => ({ type: 'divider' }));
    const long = Array.from({ length: 5 }, () => section('x'.repeat(2_900)));
    const twice = [
      { type: 'divider', block_id: 'b' },
      { type: 'divider', block_id: 'b' },
    ];
    expect(await post({ blocks: many })).toMatchObject({
      error: 'invalid_blocks',
      errors: ['no more than 50 items allowed [json-pointer:/blocks]'],
    });
    expect(await post({ blocks: [section('x'.repeat(3_001))] })).toMatchObject({
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
    expect((await post({ blocks: long }))['error']).toBe('msg_blocks_too_long');
    expect((await post({ blocks: twice }))['error']).toBe('invalid_blocks');
    expect((await post({ blocks: '{' }))['error']).toBe('invalid_blocks_format');
    expect((await post({ text: '' }))['error']).toBe('no_text');
    expect(await post({ text: 'x'.repeat(40_001) })).toMatchObject({
      ok: true,
      warning: 'message_truncated',
    });
    expect((await post({ markdown_text: 'x' }))['error']).toBe('markdown_text_conflict');
    const { ts } = await post();
    expect(await errorOf('chat.update', { channel: support, ts, text: 'x'.repeat(4_001) })).toBe(
      'msg_too_long',
    );
    const huge = { event_type: 'e', event_payload: { v: 'x'.repeat(16_000) } };
    const deep = { event_type: 'e', event_payload: { a: { b: { c: 1 } } } };
    expect((await post({ metadata: huge }))['error']).toBe('metadata_too_large');
    expect((await post({ metadata: deep }))['error']).toBe('invalid_metadata_schema');
  });

  test('for one person only goes to people of the channel', async () => {
    const args = { channel: support, text: 'psst' };
    expect((await bench.call('chat.postEphemeral', { ...args, user: ana })).body['ok']).toBe(true);
    expect(await errorOf('chat.postEphemeral', { ...args, user: 'U0PERSON05' })).toBe('user_not_in_channel');
    expect(await errorOf('chat.postEphemeral', { ...args, user: 'U404' })).toBe('user_not_found');
  });
});
