/** What every act works on, and the ways in which it may be impossible. */
import type { Courier } from '../delivery/deliver.ts';
import type { Events } from '../delivery/events.ts';
import type { Sockets } from '../delivery/sockets.ts';
import type { Channel, Id, Message, Notice, Person } from '../local-api.ts';
import { findMessage } from '../state/messages.ts';
import { findChannel, findPerson, isMember } from '../state/people.ts';
import { announce, newId, type State } from '../state/state.ts';

export type World = { state: State; courier: Courier; events: Events; sockets: Sockets };

/** The act cannot be done; `hint` tells the person what to do instead. */
export class Refused extends Error {
  readonly code: string;
  readonly hint: string;
  constructor(code: string, hint: string) {
    super(`${code}: ${hint}`);
    this.name = 'Refused';
    this.code = code;
    this.hint = hint;
  }
}

export function refuse(code: string, hint: string): never {
  throw new Refused(code, hint);
}

export function actor(world: World, key: string): Person {
  const person = findPerson(world.state, key);
  if (person === undefined)
    refuse('person_not_found', `Nobody is called "${key}". Name a person of the cast.`);
  if (person.isDeleted) refuse('person_deleted', `${person.name} was deactivated. Act as somebody else.`);
  return person;
}

export function channelOf(world: World, key: string): Channel {
  const channel = findChannel(world.state, key);
  if (channel === undefined) refuse('channel_not_found', `There is no channel "${key}". Check its name.`);
  return channel;
}

/** A channel this person is in and may speak in. */
export function openChannel(world: World, person: Person, key: string): Channel {
  const channel = channelOf(world, key);
  if (!isMember(channel, person.id)) {
    refuse('not_in_channel', `${person.name} is not in #${channel.name}. Join it first.`);
  }
  if (channel.isArchived) refuse('is_archived', `#${channel.name} is archived. Unarchive it first.`);
  return channel;
}

export function messageOf(world: World, channel: Channel, ts: string): Message {
  const message = findMessage(world.state, channel.id, ts);
  if (message === undefined) refuse('message_not_found', 'That message is gone. Reload the channel.');
  return message;
}

/** Commands and shortcuts exist only in the workspace that installed the app. */
export function atHome(world: World, person: Person, what: string): void {
  if (!world.state.isInstalled) refuse('not_installed', 'The app was uninstalled. Install it again.');
  if (person.team === world.state.homeTeam) return;
  refuse(
    'not_installed_here',
    `${person.name} belongs to another organization, where the app's ${what} do not exist.`,
  );
}

export function tell(
  state: State,
  to: Id,
  error: string,
  text: string,
  at: { channel?: Id; messageTs?: string } = {},
): void {
  const notice: Notice = { id: newId(state, 'N'), to, text, error, ...at };
  state.notices.set(notice.id, notice);
  announce(state, { kind: 'notice', notice });
}

export function nowTs(state: State): string {
  return (state.clock.now() / 1_000).toFixed(6);
}
