/** What every part of the page is handed: the state, the place, the server, and a voice. */
import type { Act, ActResult, Channel, Id, Person } from '../local-api.ts';
import type { LocalApi } from './api.ts';
import type { PlaceKeeper } from './place.ts';
import type { Store } from './store.ts';
import type { Voice } from './voice.ts';

export type Desk = { store: Store; place: PlaceKeeper; local: LocalApi; voice: Voice };

export function me(desk: Desk): Person | undefined {
  return desk.store.people.get(desk.place.now.me);
}

/** Does it as the person at the screen; a refusal is shown, so callers may ignore the result. */
export async function perform(desk: Desk, act: Act): Promise<ActResult> {
  const result = await desk.local.act(act);
  if (!result.ok) desk.voice.warn(result.hint);
  return result;
}

export function canSee(desk: Desk, person: Person, channel: Channel): boolean {
  if (channel.members.includes(person.id)) return true;
  return !channel.isPrivate && !channel.isIm && isHome(desk, person) && !person.isGuest;
}

export function isHome(desk: Desk, person: Person): boolean {
  return desk.store.snapshot.teams.some((team) => team.isHome && team.id === person.team);
}

export function actors(desk: Desk): Person[] {
  return [...desk.store.people.values()].filter((one) => !one.isBot && !one.isDeleted);
}

export function personName(desk: Desk, id: Id): string {
  return desk.store.people.get(id)?.name ?? id;
}

/** A direct message is named after the other one in it. */
export function channelName(desk: Desk, channel: Channel): string {
  if (!channel.isIm) return channel.name;
  const other = channel.members.find((id) => id !== desk.place.now.me) ?? channel.members[0];
  return other === undefined ? channel.name : personName(desk, other);
}

export function visibleChannels(desk: Desk): Channel[] {
  const person = me(desk);
  if (person === undefined) return [];
  return [...desk.store.channels.values()].filter((channel) => canSee(desk, person, channel));
}

/** Goes on as somebody else; stays in the channel when they may see it. */
export function actAs(desk: Desk, id: Id): void {
  const person = desk.store.people.get(id);
  if (person === undefined) return;
  const { channel } = desk.place.now;
  const open = desk.store.channels.get(channel);
  const stays = channel === 'home' ? isHome(desk, person) : open !== undefined && canSee(desk, person, open);
  if (stays) {
    desk.place.go({ me: id });
    return;
  }
  const own = [...desk.store.channels.values()].find((one) => !one.isIm && one.members.includes(id));
  desk.place.go({ me: id, channel: own?.id ?? channel, thread: null });
}
