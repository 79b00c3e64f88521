import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChannelFacts, PersonFacts } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { actor, evidence } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

/** Who hears of a stale case when its owner is gone, or when customers read the channel. */

const here: PersonFacts = { external: false, guest: false, deleted: false, known: true };
let people: Record<string, PersonFacts> = {};
let facts: ChannelFacts;
let links: string[] = [];
let said: string[] = [];

let desk: Desk;
let close = async () => {};
beforeAll(async () => {
  const redis = await startEmbeddedRedis(listeningLog());
  desk = await openDesk({
    url: redis.url,
    embedded: true,
    slack: {
      channel: async () => facts,
      person: async (_team, user) => people[user] ?? here,
      post: async (_team, _channel, { text }) => {
        said.push(`thread: ${text}`);
        return { ok: true, value: { ts: `9.${said.length}` } };
      },
      directMessage: async (_team, user, { text, blocks }) => {
        said.push(`${user}: ${text}`);
        links.push(...(JSON.stringify(blocks).match(/https:[^"]+/g) ?? []));
        return { ok: true, value: undefined };
      },
      remove: async () => ({ ok: true, value: undefined }),
      permalink: async () => ({ ok: true, value: 'https://desk.slack.com/archives/C1/p1' }),
    },
  });
  close = async () => {
    await desk.close();
    await redis.close();
  };
});
beforeEach(() => {
  people = {};
  facts = { audience: 'internal', archived: false, member: true, known: true };
  said = [];
  links = [];
});
afterAll(() => close());

async function stale(hours = 30, waits = false): Promise<string> {
  const { id } = await desk.open();
  await desk.change(id, { type: 'taken', by: actor('support'), at: 0 });
  const items = [evidence('response_status', 404)];
  await desk.change(id, { type: 'evidence_given', by: actor('customer'), at: 0, items, redacted: 0 });
  if (waits)
    await desk.change(id, { type: 'asked_customer', by: actor('support'), at: 0, reason: words`the ID` });
  desk.shift.ms += hours * 3_600_000;
  await desk.ring(id);
  return id;
}

test('the owner hears of it alone, with the way to the thread', async () => {
  await stale();
  expect(said).toEqual([
    expect.stringMatching(
      /^USUPPORT: T-\d+ ".+" is stale: no change for 30 h in state "Checking"\. Take the next step, or press Manage to stop the reminders for a while\.$/,
    ),
  ]);
  expect(links).toEqual(['https://desk.slack.com/archives/C1/p1']);
});

test.each([
  ['was deactivated', { deleted: true }],
  ['became a guest', { guest: true }],
  ['went to another company', { external: true }],
])('an owner who %s hears nothing, and colleagues in the thread are asked to take it', async (_, change) => {
  people['USUPPORT'] = { ...here, ...change };
  await stale();
  expect(said).toEqual([
    expect.stringMatching(
      /^thread: T-\d+ ".+" is stale.* Its owner is no longer here\. Take it, or assign it\.$/,
    ),
  ]);
});

test('a customer who is waited for is asked in the thread, and colleagues hear that the owner is gone', async () => {
  people['USUPPORT'] = { ...here, deleted: true };
  await stale(80, true);
  expect(said).toEqual([
    expect.stringMatching(
      /^thread: T-\d+ ".+" is waiting for your answer: the ID\. Press Add evidence on the card above\.$/,
    ),
    expect.stringMatching(/^thread: T-\d+ ".+": Its owner is no longer here\./),
  ]);
});

test.each([
  ['is shared', true],
  ['cannot be read', false],
])('in a channel that %s a reminder for colleagues never stands in the thread', async (_, known) => {
  facts = { ...facts, audience: 'shared', known };
  people['USUPPORT'] = { ...here, deleted: true };
  await stale();
  expect(said.filter((line) => line.startsWith('thread'))).toEqual([]);
});
