import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/cases/case.ts';
import { RetryLater } from '../../src/errors.ts';
import { createHomeRedraw, homesChanged, mostPerRun } from '../../src/home/job.ts';
import type { SlackOutcome } from '../../src/ports.ts';
import { openRedis } from '../../src/store/connect.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { createHomes } from '../../src/store/homes.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let redis: Redis;
let close = async () => {};
beforeAll(async () => {
  const server = await startEmbeddedRedis(listeningLog());
  redis = openRedis(server.url, listeningLog());
  desk = await openDesk({ url: server.url, embedded: true });
  close = async () => {
    redis.disconnect();
    await desk.close();
    await server.close();
  };
});
afterAll(() => close());

const now = Date.now();
const seen = (user: string, sees: 'all' | 'own', at = now) => ({
  ...{ user, userTeam: 'TH', filter: 'all', sees, at },
});

/** A workspace whose Homes are drawn into a list. */
function aWorkspace(team: string) {
  const homes = createHomes(redis);
  const drawn: string[] = [];
  const asked: string[] = [];
  let answer: SlackOutcome<void> = { ok: true, value: undefined };
  const ports = {
    ...desk.ports,
    homes,
    clock: { now: () => now },
    triage: { ...desk.ports.triage, redrawHomes: async (of: string) => void asked.push(of) },
    who: async ({ user }: { user: string }): Promise<Role> =>
      user.startsWith('UC') ? 'customer' : 'support',
    slack: {
      publishHome: async (_team: string, user: string) => {
        if (answer.ok) drawn.push(user);
        return answer;
      },
      openModal: async () => ({ ok: false, code: 'not_here' }) as const,
      permalink: async () => ({ ok: false, code: 'not_here' }) as const,
    },
  };
  const changed = (customer?: string) =>
    homesChanged(ports, {
      ...{ id: 'T-1', place: { team, channel: 'C1' } },
      ...(customer !== undefined && { customer }),
    });
  const redraw = createHomeRedraw(ports);
  return {
    homes,
    drawn,
    asked,
    changed,
    redraw: () => redraw({ team }),
    answers: (next: SlackOutcome<void>) => {
      answer = next;
    },
  };
}

test('a change draws the Homes that may show the case: colleagues, and the customer it is about', async () => {
  const { homes, changed, redraw, drawn, asked } = aWorkspace('TA');
  for (const viewer of [seen('US1', 'all'), seen('UC1', 'own'), seen('UC2', 'own')])
    await homes.drawn('TA', viewer);
  await changed('UC1');
  expect(asked).toEqual(['TA']);
  await redraw();
  expect(drawn.sort()).toEqual(['UC1', 'US1']);
});

test('a Home that nobody looked at for half an hour is left alone', async () => {
  const { homes, changed, asked } = aWorkspace('TB');
  await homes.drawn('TB', seen('US1', 'all', now - 31 * 60_000));
  await changed();
  expect(asked).toEqual([]);
});

test('many Homes are drawn a few at a time, each once', async () => {
  const { homes, changed, redraw, drawn, asked } = aWorkspace('TD');
  for (let index = 0; index < mostPerRun + 3; index++) await homes.drawn('TD', seen(`US${index}`, 'all'));
  for (let index = 0; index < 5; index++) await changed();
  await redraw();
  expect(drawn).toHaveLength(mostPerRun);
  await redraw();
  expect(new Set(drawn).size).toBe(mostPerRun + 3);
  // Five changes and one rest; the queue keeps one of them.
  expect(asked).toHaveLength(6);
});

test('when Slack asks to wait, what was taken is drawn later', async () => {
  const { homes, changed, redraw, drawn, answers } = aWorkspace('TE');
  for (const user of ['US1', 'US2']) await homes.drawn('TE', seen(user, 'all'));
  await changed();
  answers({ ok: false, code: 'ratelimited', retryAfterMs: 3_000 });
  await expect(redraw()).rejects.toBeInstanceOf(RetryLater);
  answers({ ok: true, value: undefined });
  await redraw();
  expect(drawn.sort()).toEqual(['US1', 'US2']);
});
