import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Drafts } from '../ports.ts';
import { Kept } from '../redaction/kept.ts';
import { talk } from './connect.ts';
import { keys, lifetimes } from './keys.ts';

/** Half-filled forms, one per case and person, redacted before they come here. */

const Fields = z.record(z.string().max(100), Kept);

export function createDrafts(redis: Redis): Drafts {
  return {
    keep: (caseId, user, fields) =>
      talk(redis, async () => {
        await redis
          .multi()
          .set(keys.draft(caseId, user), JSON.stringify(fields), 'PX', lifetimes.draft)
          .sadd(keys.drafters(caseId), user)
          .pexpire(keys.drafters(caseId), lifetimes.draft)
          .exec();
      }),

    /** A draft of another version is as good as none: the form opens empty. */
    find: (caseId, user) =>
      talk(redis, async () => {
        const stored = await redis.get(keys.draft(caseId, user));
        if (stored === null) return undefined;
        const parsed = Fields.safeParse(JSON.parse(stored));
        return parsed.success ? parsed.data : undefined;
      }),

    drop: (caseId, user) =>
      talk(redis, async () => {
        await redis.multi().del(keys.draft(caseId, user)).srem(keys.drafters(caseId), user).exec();
      }),
  };
}
