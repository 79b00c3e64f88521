import { type Case, endedStatuses, statuses } from '../cases/case.ts';
import { loadReadable } from '../cases/load.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { type PublishPorts, tellUnshown, unshownKey } from './post.job.ts';
import { passingCauses } from './unshown.ts';

/** A channel changes while cases are open in it: who looks after them is told, and their cards follow. */

export interface ChannelPorts extends Pick<PublishPorts, 'cases' | 'triage' | 'once' | 'slack' | 'log'> {
  /** Forgets what is remembered of a channel. */
  forgetChannel(team: string, channel: string): void;
  /** Whether hand-offs are sent to this channel. */
  receivesHandoffs(channel: string): boolean;
}

const none: Reply = { kind: 'none' };
const open = statuses.filter((status) => !endedStatuses.includes(status));
/** More cases than one channel has; each is at most one redraw. */
const mostCases = 200;
/** Cases looked through for a hand-off that stands in the channel: it happens once in the life of a workspace. */
const mostBriefs = 1_000;

/** Public and private channels have events of their own for the same thing. */
export function channelListeners(ports: ChannelPorts): Listener[] {
  const heard = (id: string, handle: (delivery: Delivery) => Promise<void>): Listener => ({
    kind: 'event',
    id,
    handle: async (delivery) => {
      if (delivery.channel) ports.forgetChannel(delivery.team, delivery.channel);
      await handle(delivery);
      return none;
    },
  });
  const archived = (delivery: Delivery) => lost(ports, delivery, 'is_archived');
  const left = (delivery: Delivery) => lost(ports, delivery, 'not_in_channel');
  const back = (delivery: Delivery) => returned(ports, delivery);
  return [
    heard('channel_archive', archived),
    heard('group_archive', archived),
    heard('channel_left', left),
    heard('group_left', left),
    heard('channel_unarchive', back),
    heard('group_unarchive', back),
    heard('member_joined_channel', async (delivery) => {
      if (delivery.isAboutBot) await back(delivery);
    }),
    heard('channel_shared', (delivery) => otherReaders(ports, delivery)),
    heard('channel_unshared', (delivery) => otherReaders(ports, delivery)),
  ];
}

async function lost(ports: ChannelPorts, delivery: Delivery, code: string): Promise<void> {
  const states: Case[] = [];
  for (const { id } of await casesIn(ports, delivery, false)) {
    const state = await loadReadable(ports.cases, id);
    if (state && state !== 'unreadable') states.push(state);
  }
  await tellUnshown(ports, states, code, 'case');
}

async function returned(ports: ChannelPorts, delivery: Delivery): Promise<void> {
  for (const { id } of await casesIn(ports, delivery, false))
    for (const cause of passingCauses) await ports.once.release(unshownKey(id, cause, 'case'));
  await redraw(ports, delivery, false);
}

async function redraw(ports: ChannelPorts, delivery: Delivery, withEnded: boolean): Promise<void> {
  for (const { id } of await casesIn(ports, delivery, withEnded)) await ports.triage.publish(id, true);
}

/** Also what stands there of cases that have ended: newcomers read it all. */
async function otherReaders(ports: ChannelPorts, delivery: Delivery): Promise<void> {
  await redraw(ports, delivery, true);
  const { team, channel } = delivery;
  if (!channel || !ports.receivesHandoffs(channel)) return;
  for (const { id } of await ports.cases.list({ team }, { most: mostBriefs })) {
    const state = await loadReadable(ports.cases, id);
    if (!state || state === 'unreadable') continue;
    if (state.handoffs.some(({ brief }) => brief?.channel === channel)) await ports.triage.publish(id, true);
  }
}

function casesIn({ cases }: ChannelPorts, { team, channel }: Delivery, withEnded: boolean) {
  if (!channel) return [];
  return cases.list({ team, channel, ...(withEnded ? {} : { status: open }) }, { most: mostCases });
}
