import fc from 'fast-check';
import { expect, test } from 'vitest';
import { northwind } from '../cast.ts';
import { Manifest } from '../manifest.ts';
import { createState } from '../state/create.ts';
import { dispatch } from './dispatch.ts';
import { createRates } from './rates.ts';
import { methods } from './registry.ts';

const scopes = [...new Set(Object.values(methods).flatMap((method) => method.scopes))];
const manifest = Manifest.parse({
  display_information: { name: 'Desk' },
  features: { bot_user: { display_name: 'desk' }, app_home: { home_tab_enabled: true } },
  oauth_config: { scopes: { bot: scopes } },
  settings: {},
});
const fresh = () =>
  createState({ cast: northwind, manifest, clock: { now: () => 0 }, botToken: 'b', appToken: 'a' });

const names = [
  'channel',
  'channels',
  'users',
  'user',
  'user_id',
  'ts',
  'thread_ts',
  'timestamp',
  'name',
  'text',
  'blocks',
  'attachments',
  'metadata',
  'view',
  'view_id',
  'trigger_id',
  'hash',
  'external_id',
  'limit',
  'cursor',
  'oldest',
  'files',
  'file',
  'filename',
  'length',
  'channel_id',
  'code',
  'message',
  'bot',
];
const plausible = fc.oneof(
  fc.constantFrom(
    'C0CHANNEL01',
    'C0CHANNEL04',
    'U0PERSON01',
    '1.000001',
    '[]',
    '{}',
    '{"type":"modal"}',
    '0',
    '-1',
    'null',
  ),
  fc.string(),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);

test('no arguments whatever make a method do anything but answer or refuse', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(methods)),
      fc.dictionary(fc.constantFrom(...names), plausible, { maxKeys: 8 }),
      fc.constantFrom('form', 'json'),
      async (method, args, kind) => {
        const state = fresh();
        const token = methods[method]?.token === 'app' ? 'a' : 'b';
        const answer = await dispatch(state, createRates(state), {
          method,
          contentType: kind === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
          authorization: `Bearer ${token}`,
          body: kind === 'json' ? JSON.stringify(args) : new URLSearchParams(args).toString(),
        });
        expect(answer.status).toBe(200);
        expect(typeof answer.body['ok']).toBe('boolean');
        if (answer.body['ok'] === false) expect(answer.body['error']).toMatch(/^[a-z_0-9]+$/);
      },
    ),
    { numRuns: 600 },
  );
});

test('a body that is not what it says is refused', async () => {
  const state = fresh();
  const ask = (contentType: string, body: string) =>
    dispatch(state, createRates(state), {
      method: 'chat.postMessage',
      contentType,
      authorization: 'Bearer b',
      body,
    });
  expect((await ask('application/json', '{')).body['error']).toBe('invalid_json');
  expect((await ask('application/json', '[]')).body['error']).toBe('invalid_json');
  expect((await ask('text/plain', 'channel=C0CHANNEL01&text=x')).body['error']).toBe('invalid_post_type');
  expect((await ask('', 'channel=C0CHANNEL01&text=x')).body['ok']).toBe(true);
});
