/** Which rows belong into a channel and into a thread, for the person at the screen. */
import type { Ephemeral, Message, Notice, Ts } from '../local-api.ts';
import type { Desk } from './desk.ts';
import type { Entry } from './render/message.ts';

export const slackbot = 'USLACKBOT';

export type Scope = { channel: string; thread: Ts | null };

export function messageEntry(message: Message): Entry {
  return { kind: 'message', key: `m${message.ts}`, ts: message.ts, user: message.user, message };
}

export function ephemeralEntry(ephemeral: Ephemeral): Entry {
  return { kind: 'ephemeral', key: `e${ephemeral.id}`, ts: ephemeral.ts, user: ephemeral.user, ephemeral };
}

export function noticeEntry(notice: Notice & { seenAt: Ts }): Entry {
  return { kind: 'notice', key: `n${notice.id}`, ts: notice.seenAt, user: slackbot, notice };
}

export function belongs(scope: Scope, message: Message): boolean {
  if (message.channel !== scope.channel) return false;
  const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
  if (scope.thread === null) return !isReply || message.isBroadcast;
  return message.ts === scope.thread || message.threadTs === scope.thread;
}

export function ephemeralBelongs(desk: Desk, scope: Scope, one: Ephemeral): boolean {
  return (
    one.to === desk.place.now.me && one.channel === scope.channel && (one.threadTs ?? null) === scope.thread
  );
}

/** Slack's own words show where the thing that failed stands. */
export function noticeBelongs(desk: Desk, scope: Scope, one: Notice): boolean {
  if (one.to !== desk.place.now.me || one.channel !== scope.channel) return false;
  const about =
    one.messageTs === undefined ? undefined : desk.store.messages.get(scope.channel)?.get(one.messageTs);
  return about === undefined ? scope.thread === null : belongs(scope, about);
}

export function entriesOf(desk: Desk, scope: Scope): Entry[] {
  const { store } = desk;
  return [
    ...[...(store.messages.get(scope.channel)?.values() ?? [])]
      .filter((one) => belongs(scope, one))
      .map(messageEntry),
    ...[...store.ephemerals.values()].filter((one) => ephemeralBelongs(desk, scope, one)).map(ephemeralEntry),
    ...[...store.notices.values()].filter((one) => noticeBelongs(desk, scope, one)).map(noticeEntry),
  ];
}
