import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { HomeSeen, Homes } from '../ports.ts';
import { talk } from './connect.ts';
import { keys, lifetimes } from './keys.ts';

/** Whose Home was looked at lately, and whose has to be drawn anew. */

/** More Homes than this in one workspace are not kept fresh; those looked at last come first. */
const mostHomes = 50;

const Seen = z.object({
  userTeam: z.string(),
  filter: z.string(),
  sees: z.enum(['all', 'own']),
  at: z.number(),
});

export function createHomes(redis: Redis): Homes {
  const read = async (team: string) => {
    const stored = Object.entries(await redis.hgetall(keys.homes(team)));
    return stored
      .map(([user, text]) => ({ user, seen: parse(text) }))
      .flatMap(({ user, seen }) => (seen ? [{ user, ...seen }] : []));
  };
  return {
    drawn: (team, { user, ...seen }) =>
      talk(redis, async () => {
        await redis
          .multi()
          .hset(keys.homes(team), user, JSON.stringify(seen))
          .pexpire(keys.homes(team), lifetimes.home)
          .exec();
      }),

    changed: (team, customer, now) =>
      talk(redis, async () => {
        const fresh = (await read(team))
          .filter(({ at }) => now - at < lifetimes.home)
          .sort((a, b) => b.at - a.at)
          .slice(0, mostHomes);
        const due = fresh.filter(({ user, sees }) => sees === 'all' || user === customer);
        if (due.length === 0) return false;
        const users = due.map(({ user }) => user);
        await redis
          .multi()
          .sadd(keys.homesDue(team), ...users)
          .pexpire(keys.homesDue(team), lifetimes.home)
          .exec();
        return true;
      }),

    due: (team, most) =>
      talk(redis, async (): Promise<HomeSeen[]> => {
        const users = await redis.spop(keys.homesDue(team), most);
        if (users.length === 0) return [];
        return (await read(team)).filter(({ user }) => users.includes(user));
      }),

    again: (team, users) =>
      talk(redis, async () => {
        if (users.length > 0) await redis.sadd(keys.homesDue(team), ...users);
      }),

    waiting: (team) => talk(redis, () => redis.scard(keys.homesDue(team))),
  };
}

/** Undefined for what another version wrote: the next look writes it anew. */
function parse(text: string): z.infer<typeof Seen> | undefined {
  try {
    const parsed = Seen.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
