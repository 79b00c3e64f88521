/** Addresses of messages in this workspace lead there within the page; the real host has never heard of them. */
import type { Ts } from '../local-api.ts';
import type { Desk } from './desk.ts';

export type Target = { channel: string; thread: Ts };

export function readPermalink(url: string): Target | null {
  const found = /^https:\/\/[\w-]+\.slack\.com\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?(.*))?$/.exec(
    url,
  );
  if (found === null) return null;
  const [, channel = '', seconds = '', micros = '', query = ''] = found;
  // A reply's address names its thread.
  return { channel, thread: new URLSearchParams(query).get('thread_ts') ?? `${seconds}.${micros}` };
}

/** True when the address was one of ours and the page went there. */
export function followPermalink(desk: Desk, url: string): boolean {
  const target = readPermalink(url);
  if (target === null || !desk.store.channels.has(target.channel)) return false;
  const person = desk.store.people.get(desk.place.now.me);
  const channel = desk.store.channels.get(target.channel);
  if (person !== undefined && channel?.isPrivate && !channel.members.includes(person.id)) {
    desk.voice.warn(`${person.name} cannot see that channel.`);
    return true;
  }
  desk.place.go(target);
  return true;
}
