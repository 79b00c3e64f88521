import { z } from 'zod';
import type { ChannelFacts, Clock, PersonFacts } from '../ports.ts';
import type { Web } from './web.ts';

/** What Slack says of a channel or a person, remembered briefly. What cannot be read is taken as the careful case. */

/** A channel may become shared at any time; events drop the entry at once, this bounds what they miss. */
const rememberMs = 60_000;
const mostEntries = 5_000;

const Channel = z.object({
  is_ext_shared: z.boolean().optional(),
  is_pending_ext_shared: z.boolean().optional(),
  is_shared: z.boolean().optional(),
  is_org_shared: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_member: z.boolean().optional(),
  is_im: z.boolean().optional(),
});
const User = z.object({
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  tz: z.string().optional(),
});

export interface SlackFacts {
  channel(team: string, channel: string): Promise<ChannelFacts>;
  person(team: string, user: string): Promise<PersonFacts>;
  /** Forgets a channel whose sharing has changed. */
  forgetChannel(team: string, channel: string): void;
}

export function createFacts(web: Web, clock: Clock): SlackFacts {
  const channels = remembering<ChannelFacts>(clock);
  const people = remembering<PersonFacts>(clock);
  return {
    channel: (team, channel) => channels.get(`${team} ${channel}`, () => readChannel(web, team, channel)),
    person: (team, user) => people.get(`${team} ${user}`, () => readPerson(web, team, user)),
    forgetChannel: (team, channel) => channels.drop(`${team} ${channel}`),
  };
}

async function readChannel(
  web: Web,
  team: string,
  channel: string,
): Promise<{ facts: ChannelFacts; keep: boolean }> {
  const answer = await web.call(team, 'posts', 'conversations.info', (client) =>
    client.conversations.info({ channel }),
  );
  const read = answer.ok ? Channel.safeParse(answer.value.channel) : undefined;
  // Unknown share state is treated as shared: nothing internal may slip out.
  if (!read?.success) {
    const later =
      !answer.ok && answer.retryAfterMs !== undefined ? { retryAfterMs: answer.retryAfterMs } : {};
    return {
      facts: { audience: 'shared', archived: false, member: false, known: false, ...later },
      keep: false,
    };
  }
  const { data } = read;
  const isShared =
    data.is_ext_shared === true ||
    data.is_pending_ext_shared === true ||
    (data.is_shared === true && data.is_org_shared !== true);
  return {
    facts: {
      audience: isShared ? 'shared' : 'internal',
      archived: data.is_archived === true,
      member: data.is_member === true || data.is_im === true,
      known: true,
    },
    keep: true,
  };
}

async function readPerson(
  web: Web,
  team: string,
  user: string,
): Promise<{ facts: PersonFacts; keep: boolean }> {
  const answer = await web.call(team, 'posts', 'users.info', (client) => client.users.info({ user }));
  const read = answer.ok ? User.safeParse(answer.value.user) : undefined;
  if (!read?.success)
    return { facts: { external: false, guest: false, deleted: false, known: false }, keep: false };
  const { data } = read;
  return {
    facts: {
      external: data.is_stranger === true || (data.team_id !== undefined && data.team_id !== team),
      guest: data.is_restricted === true || data.is_ultra_restricted === true,
      deleted: data.deleted === true,
      known: true,
      ...(data.tz ? { timeZone: data.tz } : {}),
    },
    keep: true,
  };
}

function remembering<T>(clock: Clock) {
  const entries = new Map<string, { facts: T; readAt: number }>();
  return {
    drop: (key: string) => void entries.delete(key),
    get: async (key: string, read: () => Promise<{ facts: T; keep: boolean }>): Promise<T> => {
      const known = entries.get(key);
      // Read in the future means that the clock went back since; nobody knows how long ago it was.
      const age = known && clock.now() - known.readAt;
      if (known && age !== undefined && age >= 0 && age < rememberMs) return known.facts;
      const { facts, keep } = await read();
      if (entries.size >= mostEntries) entries.clear();
      if (keep) entries.set(key, { facts, readAt: clock.now() });
      return facts;
    },
  };
}
