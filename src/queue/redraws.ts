import type { Redis } from 'ioredis';
import { queueKeys } from './queues.ts';

/**
 * How often one case is redrawn: six times at once, then every fifteen seconds, as a leaky bucket. Each redraw may edit
 * card and summary, so a minute holds at most 20 edits, whichever way it is cut; and a person who waits for the
 * answer to what they just did does not wait for the bucket.
 */
export interface Pace {
  atOnce: number;
  gapMs: number;
  /** Mere progress of checks is gathered this long. */
  gatherMs: number;
}

export const pace: Pace = { atOnce: 6, gapMs: 15_000, gatherMs: 500 };

/** Homes of one workspace are drawn at most this often: eight people each time stay below Slack's hundred a minute. */
export function homeGap({ gatherMs }: Pace): number {
  return 10 * gatherMs;
}

/**
 * How long the next redraw has to wait, from the instant at which the bucket will be empty. More than one gap is
 * never owed: it means that the clock went back since the bucket was filled.
 */
export function waitFor(emptyAt: number, now: number, { gapMs, atOnce }: Pace): number {
  return Math.min(gapMs, Math.max(0, emptyAt - now - gapMs * (atOnce - 1)));
}

/** The same instant once a redraw has begun now. */
export function emptyAfter(emptyAt: number, now: number, { gapMs }: Pace): number {
  return Math.max(now, emptyAt) + gapMs;
}

/** Written as a redraw begins: what is asked for from here on sees more than this redraw does. */
export async function noteRedraw(redis: Redis, caseId: string, by: Pace): Promise<void> {
  const emptyAt = emptyAfter(await emptyAtOf(redis, caseId), Date.now(), by);
  await redis.set(queueKeys.redraws(caseId), emptyAt, 'PX', by.gapMs * (by.atOnce + 1));
}

export async function redrawDelay(
  redis: Redis,
  caseId: string,
  isUrgent: boolean,
  by: Pace,
): Promise<number> {
  const wait = waitFor(await emptyAtOf(redis, caseId), Date.now(), by);
  return isUrgent ? wait : Math.max(wait, by.gatherMs);
}

async function emptyAtOf(redis: Redis, caseId: string): Promise<number> {
  return Number((await redis.get(queueKeys.redraws(caseId))) ?? 0);
}
