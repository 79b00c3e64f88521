import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench } from './slack-calls.ts';

let now = Date.UTC(2026, 10, 24);
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ clock: { now: () => now } });
});
afterAll(() => bench.workspace.close());

const ana = 'U0PERSON01';
const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const input = (id: string) => ({
  type: 'input',
  block_id: id,
  label: plain('l'),
  element: { type: 'plain_text_input', action_id: 'v' },
});
const modal = (extra: object = {}) => ({
  type: 'modal',
  title: plain('T'),
  submit: plain('S'),
  blocks: [input('a')],
  ...extra,
});
const errorOf = async (method: string, args: Record<string, unknown>, token?: string | null) =>
  (await bench.call(method, args, token)).body['error'];

describe('a modal', () => {
  test('opens once per trigger, within three seconds', async () => {
    const trigger = await bench.trigger();
    expect((await bench.call('views.open', { trigger_id: trigger, view: modal() })).body['ok']).toBe(true);
    expect(await errorOf('views.open', { trigger_id: trigger, view: modal() })).toBe('exchanged_trigger_id');
    expect(await errorOf('views.open', { trigger_id: '1.2.3', view: modal() })).toBe('invalid_trigger_id');
    const late = await bench.trigger();
    now += 3_001;
    expect(await errorOf('views.open', { trigger_id: late, view: modal() })).toBe('expired_trigger_id');
  });

  test('stacks three deep and no deeper', async () => {
    const open = async (method: string) =>
      (await bench.call(method, { trigger_id: await bench.trigger('ben'), view: modal() })).body;
    await open('views.open');
    await open('views.push');
    expect(await open('views.push')).toMatchObject({ ok: true });
    expect(await open('views.push')).toMatchObject({ ok: false, error: 'push_limit_reached' });
  });

  test('is updated by id or external id, unless its hash moved on', async () => {
    const view = modal({ external_id: 'ext-1', private_metadata: 'kept' });
    const opened = (await bench.call('views.open', { trigger_id: await bench.trigger(), view })).body;
    // The view object of a successful views.open.
    const { id, hash } = opened['view'] as { id: string; hash: string };
    expect((await bench.call('views.update', { view_id: id, hash, view })).body['ok']).toBe(true);
    expect(await errorOf('views.update', { view_id: id, hash, view })).toBe('hash_conflict');
    expect((await bench.call('views.update', { external_id: 'ext-1', view })).body['ok']).toBe(true);
    expect(await errorOf('views.open', { trigger_id: await bench.trigger('ben'), view })).toBe(
      'duplicate_external_id',
    );
    await bench.workspace
      .person('ana')
      .closes(bench.workspace.person('ana').modal() ?? expect.fail('no modal'));
    expect(await errorOf('views.update', { view_id: id, view })).toBe('not_found');
  });

  test('keeps to the limits of Slack', async () => {
    const refused = async (view: object) => (await bench.call('views.open', { trigger_id: 'x', view })).body;
    const { submit: _submit, ...unsent } = modal();
    const metadata = { response_metadata: { messages: expect.any(Array) } };
    expect(await refused(modal({ title: plain('x'.repeat(25)) }))).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    });
    expect(await refused(unsent)).toMatchObject({ error: 'invalid_arguments', ...metadata });
    expect(await refused(modal({ private_metadata: 'x'.repeat(3_001) }))).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await refused(modal({ blocks: [input('a'), input('a')] }))).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await refused(modal({ surprise: 1 }))).toMatchObject({
      response_metadata: { messages: ['[ERROR] invalid additional property: surprise [json-pointer:/view]'] },
    });
    const heavy = Array.from({ length: 100 }, () => section('x'.repeat(2_999)));
    expect(await refused(modal({ blocks: heavy }))).toMatchObject({ error: 'view_too_large' });
  });

  test('is no Home tab', async () => {
    const home = { type: 'home', blocks: [section('x')] };
    expect(await errorOf('views.open', { trigger_id: 'x', view: home })).toBe('invalid_arguments');
    const published = (await bench.call('views.publish', { user_id: ana, view: home })).body;
    expect(published).toMatchObject({ ok: true, view: { type: 'home' } });
    expect(await errorOf('views.publish', { user_id: ana, view: home, hash: 'old' })).toBe('hash_conflict');
    expect(await errorOf('views.publish', { user_id: 'U404', view: home })).toBe('user_not_found');
  });
});

test('blocks.validate judges without a token', async () => {
  expect((await bench.call('blocks.validate', { blocks: [section('x')] }, null)).body).toEqual({ ok: true });
  expect(
    (await bench.call('blocks.validate', { view: modal({ title: plain('') }) }, null)).body,
  ).toMatchObject({
    error: 'invalid_view',
    errors: [{ pointer: '/view/title/text', message: 'must be more than 0 characters' }],
  });
  expect((await bench.call('api.test', { foo: 'bar' }, null)).body).toEqual({
    ok: true,
    args: { foo: 'bar' },
  });
});
