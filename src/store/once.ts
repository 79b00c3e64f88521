import type { Redis } from 'ioredis';
import { RetryLater, TriageError } from '../errors.ts';
import type { Clock, Once } from '../ports.ts';
import { talk } from './connect.ts';
import { keys } from './keys.ts';
import { defineScripts } from './scripts.ts';

/** Deliveries are taken once; effects outside are made once, and one whose outcome is unknown is looked up first. */

/** Longer than the longest call that makes an effect (a span write with its deadline, 65 s). A younger try is still at work. */
const leaseMs = 75_000;
const busyMs = 5_000;

export function createOnce(redis: Redis, clock: Clock): Once {
  defineScripts(redis);
  return {
    take: (identity, ttlMs) =>
      talk(redis, async () => (await redis.set(keys.once(identity), '1', 'PX', ttlMs, 'NX')) === 'OK'),

    release: (identity) =>
      talk(redis, async () => {
        await redis.del(keys.once(identity));
      }),

    effect: async (caseId, step, make, found) => {
      const begin = await talk(redis, () =>
        redis.triageEffect(keys.effects(caseId), keys.case(caseId), step, clock.now(), leaseMs),
      );
      const end = (value: string) =>
        talk(redis, () => redis.triageEffectEnd(keys.effects(caseId), keys.case(caseId), step, value));
      if (begin === 'gone') throw new TriageError('case_gone');
      // Another worker is at it, or died at it: which of the two shows when the lease is over.
      if (begin === 'busy') throw new RetryLater(busyMs);
      if (begin.startsWith('=')) return begin.slice(1);
      try {
        const earlier = begin === 'unknown' ? await found() : undefined;
        const answer = earlier ?? (await make());
        await end(`=${answer}`);
        return answer;
      } catch (cause) {
        // The next try need not wait for the lease, but has to look first: a throw may hide a success.
        // If Redis does not take this word either, the lease runs out and says the same.
        await end('?0').catch(() => 0);
        throw cause;
      }
    },

    made: (caseId) =>
      talk(redis, async () => {
        const effects = await redis.hgetall(keys.effects(caseId));
        return Object.entries(effects).flatMap(([step, value]) =>
          value.startsWith('=') ? [{ step, answer: value.slice(1) }] : [],
        );
      }),
  };
}
