import type { Redis } from 'ioredis';
import { queueKeys } from './queues.ts';

/**
 * How often one case is redrawn: Slack allows about 50 edits a minute for a whole workspace. The first ten in a
 * minute come when they are asked for, so that nobody waits for a verdict; after them one every six seconds. That
 * makes 20 in the busiest minute.
 */
export interface Pace {
  free: number;
  windowMs: number;
  gapMs: number;
  /** Mere progress of checks is gathered this long. */
  gatherMs: number;
}

export const pace: Pace = { free: 10, windowMs: 60_000, gapMs: 6_000, gatherMs: 500 };

/** Written as a redraw begins: what is asked for from here on sees more than this redraw does. */
export async function noteRedraw(redis: Redis, caseId: string, by: Pace): Promise<void> {
  const key = queueKeys.redraws(caseId);
  await redis
    .multi()
    .lpush(key, Date.now())
    .ltrim(key, 0, by.free - 1)
    .pexpire(key, by.windowMs)
    .exec();
}

/** How long a redraw that is asked for now has to wait. */
export async function redrawDelay(
  redis: Redis,
  caseId: string,
  isUrgent: boolean,
  by: Pace,
): Promise<number> {
  const times = (await redis.lrange(queueKeys.redraws(caseId), 0, -1)).map(Number);
  const now = Date.now();
  const recent = times.filter((time) => time > now - by.windowMs);
  const slot = recent.length < by.free ? 0 : (recent[0] ?? 0) + by.gapMs - now;
  return Math.max(0, slot, isUrgent ? 0 : by.gatherMs);
}
