import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { RetryLater } from '../../src/errors.ts';
import type { ChannelFacts, Message, Slack } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { createPublish, type Publish } from '../../src/summary/job.ts';
import { actor } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

/** Drawing over the real store, with a Slack that asks to wait or does not say who can read a channel. */

let desk: Desk;
let close = async () => {};
const internal: ChannelFacts = { audience: 'internal', archived: false, member: true, known: true };
const unread: ChannelFacts = { audience: 'shared', archived: false, member: false, known: false };
let facts = internal;
let waits = 0;
let count = 0;
const said: { at: string; message: Message }[] = [];

const wait = { ok: false, code: 'ratelimited', retryAfterMs: 30_000 } as const;
const slack = {
  channel: async () => facts,
  post: async (_team, _channel, message) => {
    if (waits-- > 0) return wait;
    const ts = `${++count}.000001`;
    said.push({ at: ts, message });
    return { ok: true, value: { ts } };
  },
  update: async (_team, _channel, ts, message) => {
    if (waits-- > 0) return wait;
    said.push({ at: ts, message });
    return { ok: true, value: { ts } };
  },
  findByMetadata: async () => ({ ok: true, value: undefined }),
} satisfies Partial<Slack>;

let publish: Publish;
beforeAll(async () => {
  const redis = await startEmbeddedRedis(listeningLog());
  desk = await openDesk({ url: redis.url, embedded: true });
  close = async () => {
    await desk.close();
    await redis.close();
  };
});
beforeEach(() => {
  facts = internal;
  waits = 0;
  said.splice(0);
  // Drawing uses these methods alone.
  publish = createPublish({ ...desk.ports, once: desk.once, slack: slack as Partial<Slack> as Slack });
});
afterAll(() => close());

const texts = () => said.splice(0).map(({ message }) => message.text);

async function note(text: 'first' | 'second'): Promise<string> {
  const { id } = await desk.open();
  await publish(id);
  await publish(id);
  said.splice(0);
  const noted = { first: words`first`, second: words`second` }[text];
  await desk.change(id, { type: 'noted', by: actor('support'), at: 0, text: noted, internal: true });
  return id;
}

test('while Slack asks to wait the job comes back when told, and what it then shows says how late it is', async () => {
  const id = await note('first');
  await desk.change(id, { type: 'taken', by: actor('support'), at: 0 });
  waits = 1;
  await expect(publish(id)).rejects.toThrow(RetryLater);
  desk.shift.ms += 5 * 60_000;
  await publish(id);
  expect(texts().join('\n')).toMatch(
    /Drawn 5 min late[\s\S]*Late: this happened up to 5 min ago\.[\s\S]*noted: first/,
  );
});

test('a card that is drawn again for no change of its own is not called late, not even after a restart', async () => {
  const id = await note('first');
  await publish(id);
  desk.shift.ms += 3_600_000;
  said.splice(0);
  await publish(id);
  publish = createPublish({ ...desk.ports, once: desk.once, slack: slack as Partial<Slack> as Slack });
  await publish(id);
  expect(texts().join('\n')).not.toMatch(/late/i);
});

test('while Slack only asks to wait with its word about a channel, colleagues keep their view', async () => {
  const id = await note('second');
  facts = { ...unread, retryAfterMs: 20_000 };
  await expect(publish(id)).rejects.toThrow(RetryLater);
  expect(said).toEqual([]);
  facts = internal;
  await publish(id);
  expect(texts().join('\n')).toContain('noted: second');
});

test('a channel that cannot be read gets the customer view, and the case keeps what is known of it', async () => {
  const id = await note('second');
  facts = unread;
  await publish(id);
  expect(texts().join('\n')).not.toMatch(/second|is shared now/);
  expect((await desk.cases.load(id))?.audience).toBe('internal');
});
