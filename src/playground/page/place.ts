/** Where the person at the screen is: who they act as, the open channel and thread, the open panel. Kept in the address. */
import type { Id, Ts } from '../local-api.ts';

export type Panel = 'guide' | 'traffic' | 'faults';
export type Place = {
  me: Id;
  /** A channel's id, or "home" for the app's Home. */
  channel: Id;
  thread: Ts | null;
  panel: Panel | null;
};

export type PlaceKeeper = {
  now: Place;
  go(changes: Partial<Place>): void;
  listen(listener: (now: Place, before: Place) => void): void;
};

export function createPlace(first: Place): PlaceKeeper {
  const listeners: ((now: Place, before: Place) => void)[] = [];
  const keeper: PlaceKeeper = {
    now: first,
    go(changes) {
      const before = keeper.now;
      const leaves = changes.channel !== undefined && changes.channel !== before.channel;
      keeper.now = { ...before, ...(leaves ? { thread: null } : {}), ...changes };
      history.replaceState(null, '', `#${toAddress(keeper.now)}`);
      for (const listener of listeners) listener(keeper.now, before);
    },
    listen: (listener) => void listeners.push(listener),
  };
  return keeper;
}

function toAddress(place: Place): string {
  const address = new URLSearchParams({ as: place.me, in: place.channel });
  if (place.thread !== null) address.set('thread', place.thread);
  address.set('panel', place.panel ?? 'none');
  return address.toString();
}

/** What the address asks for; each part may be missing or stale, so the caller checks it. */
export function readAddress(hash: string): {
  me?: string;
  channel?: string;
  thread?: Ts;
  panel?: Panel | null;
} {
  const address = new URLSearchParams(hash.replace(/^#/, ''));
  const panel = address.get('panel');
  return {
    ...named('me', address.get('as')),
    ...named('channel', address.get('in')),
    ...named('thread', address.get('thread')),
    ...(panel === 'none' ? { panel: null } : {}),
    ...(panel === 'guide' || panel === 'traffic' || panel === 'faults' ? { panel } : {}),
  };
}

function named<K extends string>(name: K, value: string | null): { [key in K]?: string } {
  // A computed key widens to string; it is exactly K.
  return value === null ? {} : ({ [name]: value } as { [key in K]: string });
}
