/** Channels: created, joined, left, archived, shared. */
import type { Channel, Id } from '../local-api.ts';
import { postMessage } from './messages.ts';
import { announce, newId, type State } from './state.ts';

export function changeChannel(state: State, channel: Channel, changes: Partial<Channel>): Channel {
  const next = { ...(state.channels.get(channel.id) ?? channel), ...changes };
  state.channels.set(next.id, next);
  announce(state, { kind: 'channel', channel: next });
  return next;
}

export function createChannel(state: State, name: string, isPrivate: boolean, creator: Id): Channel {
  const channel: Channel = {
    id: newId(state, 'C'),
    name,
    topic: '',
    isPrivate,
    isIm: false,
    isArchived: false,
    isExtShared: false,
    teams: [state.homeTeam],
    members: [creator],
  };
  state.channels.set(channel.id, channel);
  announce(state, { kind: 'channel', channel });
  return channel;
}

export function openDm(state: State, one: Id, other: Id): Channel {
  for (const channel of state.channels.values()) {
    if (channel.isIm && channel.members.includes(one) && channel.members.includes(other)) return channel;
  }
  const channel: Channel = {
    id: newId(state, 'D'),
    name: `dm-${other}`,
    topic: '',
    isPrivate: true,
    isIm: true,
    isArchived: false,
    isExtShared: false,
    teams: [state.homeTeam],
    members: [one, other],
  };
  state.channels.set(channel.id, channel);
  announce(state, { kind: 'channel', channel });
  return channel;
}

/** Joins or leaves, and says so in the channel as Slack does. */
export function setMember(state: State, channel: Channel, person: Id, isIn: boolean): Channel {
  if (channel.members.includes(person) === isIn) return channel;
  const members = isIn ? [...channel.members, person] : channel.members.filter((id) => id !== person);
  const next = changeChannel(state, channel, { members });
  const verb = isIn ? 'joined' : 'left';
  postMessage(state, {
    channel: channel.id,
    user: person,
    text: `<@${person}> has ${verb} the channel`,
    subtype: isIn ? 'channel_join' : 'channel_leave',
  });
  return next;
}
