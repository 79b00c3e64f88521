import type { Redis } from 'ioredis';
import { RetryLater, TriageError } from '../errors.ts';
import type { Clock, Once } from '../ports.ts';
import { talk } from './connect.ts';
import { answerIn, effectsIn, madeAs, unknown } from './effects.ts';
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

    effect: async (caseId, step, make, found, undo) => {
      const begin = await talk(redis, () =>
        redis.triageEffect(keys.effects(caseId), keys.case(caseId), step, clock.now(), leaseMs),
      );
      const end = (value: string) =>
        talk(redis, () => redis.triageEffectEnd(keys.effects(caseId), keys.case(caseId), step, value));
      if (begin === 'gone') throw new TriageError('case_gone');
      // Another worker is at it, or died at it: which of the two shows when the lease is over.
      if (begin === 'busy') throw new RetryLater(busyMs);
      const kept = answerIn(begin);
      if (kept !== undefined) return kept;
      let answer: string;
      try {
        const earlier = begin === 'unknown' ? await found() : undefined;
        answer = earlier ?? (await make());
        if (await end(madeAs(answer))) return answer;
      } catch (cause) {
        // The next try need not wait for the lease, but has to look first: a throw may hide a success.
        // If Redis does not take this word either, the lease runs out and says the same.
        await end(unknown).catch(() => 0);
        throw cause;
      }
      // Forgotten while it was made: nobody else knows of it any more.
      await undo?.(answer);
      throw new TriageError('case_gone');
    },

    made: (caseId) =>
      talk(redis, async () => {
        const effects = effectsIn(await redis.hgetall(keys.effects(caseId)));
        return effects.flatMap(({ step, answer }) => (answer === undefined ? [] : [{ step, answer }]));
      }),
  };
}
