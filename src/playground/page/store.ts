/** What the page knows of the workspace: the snapshot, kept current patch by patch. */
import type {
  Change,
  Channel,
  Ephemeral,
  Id,
  Message,
  Notice,
  Patch,
  Person,
  Snapshot,
  Traffic,
  Ts,
  View,
} from '../local-api.ts';

/** The page's own notes are named like patches, so that a view has one thing to listen to. */
export type News = Patch | { kind: 'all' };

export type Store = {
  snapshot: Snapshot;
  people: Map<Id, Person>;
  channels: Map<Id, Channel>;
  messages: Map<Id, Map<Ts, Message>>;
  ephemerals: Map<Id, Ephemeral>;
  notices: Map<Id, Notice & { seenAt: Ts }>;
  modals: Map<Id, View[]>;
  homes: Map<Id, View>;
  traffic: Map<number, Traffic>;
  load(snapshot: Snapshot): void;
  /** False when a change was missed and the state has to be fetched again. */
  apply(change: Change): boolean;
  listen(listener: (news: News) => void): void;
};

const keptTraffic = 1_000;

export function createStore(snapshot: Snapshot): Store {
  const listeners: ((news: News) => void)[] = [];
  const tell = (news: News) => {
    for (const listener of listeners) listener(news);
  };
  const store: Store = {
    ...indexed(snapshot),
    load(next) {
      Object.assign(store, indexed(next));
      tell({ kind: 'all' });
    },
    apply(change) {
      // First: a workspace that was started anew counts from one again.
      if (change.patches.some((patch) => patch.kind === 'reset')) return false;
      if (change.revision <= store.snapshot.revision) return true;
      if (change.revision !== store.snapshot.revision + 1) return false;
      store.snapshot.revision = change.revision;
      for (const patch of change.patches) {
        put(store, patch);
        tell(patch);
      }
      return true;
    },
    listen: (listener) => void listeners.push(listener),
  };
  return store;
}

function indexed(snapshot: Snapshot) {
  const messages = new Map<Id, Map<Ts, Message>>();
  for (const message of snapshot.messages) messagesOf(messages, message.channel).set(message.ts, message);
  return {
    snapshot,
    people: new Map(snapshot.people.map((one) => [one.id, one])),
    channels: new Map(snapshot.channels.map((one) => [one.id, one])),
    messages,
    ephemerals: new Map(snapshot.ephemerals.map((one) => [one.id, one])),
    notices: new Map(snapshot.notices.map((one) => [one.id, { ...one, seenAt: tsNow() }])),
    modals: new Map(snapshot.modals.map((one) => [one.person, one.stack])),
    homes: new Map(snapshot.homes.map((one) => [one.person, one.view])),
    traffic: new Map(snapshot.traffic.map((one) => [one.id, one])),
  };
}

function put(store: Store, patch: Patch): void {
  switch (patch.kind) {
    case 'person':
      store.people.set(patch.person.id, patch.person);
      return;
    case 'channel':
      store.channels.set(patch.channel.id, patch.channel);
      return;
    case 'message':
      messagesOf(store.messages, patch.message.channel).set(patch.message.ts, patch.message);
      return;
    case 'message-gone':
      messagesOf(store.messages, patch.channel).delete(patch.ts);
      return;
    case 'ephemeral':
      store.ephemerals.set(patch.ephemeral.id, patch.ephemeral);
      return;
    case 'ephemeral-gone':
      store.ephemerals.delete(patch.id);
      return;
    case 'notice':
      store.notices.set(patch.notice.id, { ...patch.notice, seenAt: tsNow() });
      return;
    case 'notice-gone':
      store.notices.delete(patch.id);
      return;
    case 'modals':
      store.modals.set(patch.person, patch.stack);
      return;
    case 'home':
      store.homes.set(patch.person, patch.view);
      return;
    case 'connection':
      store.snapshot.connection = patch.connection;
      return;
    case 'faults':
      store.snapshot.faults = patch.faults;
      return;
    case 'settings':
      store.snapshot.settings = patch.settings;
      return;
    case 'traffic': {
      store.traffic.set(patch.traffic.id, patch.traffic);
      const oldest = store.traffic.keys().next();
      if (store.traffic.size > keptTraffic && !oldest.done) store.traffic.delete(oldest.value);
      return;
    }
    case 'file':
      store.snapshot.files.push(patch.file);
      return;
    case 'reset':
      return;
  }
}

function messagesOf(messages: Store['messages'], channel: Id): Map<Ts, Message> {
  const known = messages.get(channel);
  if (known !== undefined) return known;
  const fresh = new Map<Ts, Message>();
  messages.set(channel, fresh);
  return fresh;
}

/** Slack writes times with six digits after the dot; compared as text they sort by time. */
function tsNow(): Ts {
  return `${(Date.now() / 1000).toFixed(3)}999`;
}
