import type { Redis } from 'ioredis';
import { queueKeys } from './queues.ts';

/**
 * One timer a case. Setting it again never makes it ring later: a timer that rings too early looks at the case and
 * sets itself anew, but one that a slower worker put off would be missed.
 */

/** A time this long past whose timer never rang was lost with its queue. */
const lostAfterMs = 60_000;
const keptMs = 30 * 86_400_000;

/** The instant to ring at, or undefined when a timer rings before that anyway. */
export async function claimTimer(redis: Redis, caseId: string, at: number): Promise<number | undefined> {
  const key = queueKeys.timer(caseId);
  const set = Number((await redis.get(key)) ?? Infinity);
  if (set <= at && set > Date.now() - lostAfterMs) return undefined;
  const life = Math.max(keptMs, at - Date.now() + keptMs);
  await redis.set(key, Math.max(at, Date.now()), 'PX', life);
  return at;
}

/** Forgotten as the timer rings: what is set from here on counts. */
export async function releaseTimer(redis: Redis, caseId: string): Promise<void> {
  await redis.del(queueKeys.timer(caseId));
}
