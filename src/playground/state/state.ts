/** Everything the workspace knows, in memory, and the feed of changes that the page and the tests follow. */
import { randomBytes } from 'node:crypto';
import type {
  AppInfo,
  Change,
  Channel,
  Connection,
  Ephemeral,
  Fault,
  FileInfo,
  Guide,
  Id,
  Message,
  Notice,
  Patch,
  Person,
  Settings,
  Snapshot,
  Team,
  Traffic,
  Ts,
  View,
} from '../local-api.ts';
import type { Manifest } from '../manifest.ts';

export type Clock = { now(): number };

export type Trigger = { person: Id; expiresAt: number; isUsed: boolean };
/** What a response_url may still do, and to which message it belongs. */
export type ResponseUrl = {
  channel: Id;
  person: Id;
  usesLeft: number;
  expiresAt: number;
  message?: { ts: Ts; ephemeral?: Id | undefined } | undefined;
  threadTs?: Ts | undefined;
};
export type StoredFile = FileInfo & { bytes: Uint8Array; shares: { channel: Id; ts: Ts }[] };
export type Upload = { fileId: Id; name: string; length: number; bytes?: Uint8Array };

export type State = {
  clock: Clock;
  /** Where this server is reached; known once it listens. */
  origin: string;
  manifest: Manifest;
  app: AppInfo;
  homeTeam: Id;
  botId: Id;
  revision: number;
  teams: Map<Id, Team>;
  people: Map<Id, Person>;
  channels: Map<Id, Channel>;
  messages: Map<Id, Map<Ts, Message>>;
  /** `<channel> <thread_ts>` → times of the replies, oldest first. */
  threads: Map<string, Ts[]>;
  ephemerals: Map<Id, Ephemeral>;
  notices: Map<Id, Notice>;
  views: Map<Id, View>;
  stacks: Map<Id, Id[]>;
  homes: Map<Id, Id>;
  files: Map<Id, StoredFile>;
  uploads: Map<string, Upload>;
  /** Options an external select was offered, by value. */
  offered: Map<string, Record<string, unknown>>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  traffic: Traffic[];
  trafficCount: number;
  faults: Fault[];
  settings: Settings;
  connection: Connection;
  guide: Guide | null;
  /** Handed out by apps.connections.open, good for one connection each. */
  socketTickets: Set<string>;
  oauthCodes: Set<string>;
  botToken: string;
  appToken: string | null;
  /** False once the app was uninstalled: its tokens are worthless. */
  isInstalled: boolean;
  followers: Set<(change: Change) => void>;
  history: Change[];
  idCount: number;
  lastTs: number;
};

/** A reconnecting page may be this many changes behind before it has to start over. */
const HISTORY = 500;

/** Applies nothing itself: the caller has changed the maps; this tells everybody. */
export function announce(state: State, ...patches: Patch[]): void {
  state.revision += 1;
  const change: Change = { revision: state.revision, patches: patches.map(frozen) };
  state.history.push(change);
  if (state.history.length > HISTORY) state.history.splice(0, state.history.length - HISTORY);
  for (const follower of [...state.followers]) follower(change);
}

/** Later edits of the state must not reach changes that were already told. Traffic is flat: a shallow copy does. */
function frozen(patch: Patch): Patch {
  return patch.kind === 'traffic'
    ? { kind: 'traffic', traffic: { ...patch.traffic } }
    : structuredClone(patch);
}

/** "C" → "C0000000A1": looks like Slack's ids, never repeats. */
export function newId(state: State, prefix: string): Id {
  state.idCount += 1;
  return `${prefix}0${state.idCount.toString(36).toUpperCase().padStart(8, '0')}`;
}

export function newTicket(): string {
  return randomBytes(12).toString('hex');
}

/** Message times never repeat and never go back, whatever the clock does. */
export function newTs(state: State): Ts {
  const micros = Math.max(Math.floor(state.clock.now()) * 1_000, state.lastTs + 1);
  state.lastTs = micros;
  return formatTs(micros);
}

function formatTs(micros: number): Ts {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

export function snapshot(state: State): Snapshot {
  return {
    revision: state.revision,
    teams: [...state.teams.values()],
    people: [...state.people.values()],
    channels: [...state.channels.values()],
    messages: [...state.messages.values()]
      .flatMap((byTs) => [...byTs.values()])
      .sort((a, b) => (a.ts < b.ts ? -1 : 1)),
    ephemerals: [...state.ephemerals.values()],
    notices: [...state.notices.values()],
    modals: [...state.stacks]
      .filter(([, ids]) => ids.length > 0)
      .map(([person, ids]) => ({ person, stack: ids.flatMap((id) => state.views.get(id) ?? []) })),
    homes: [...state.homes].flatMap(([person, id]) => {
      const view = state.views.get(id);
      return view === undefined ? [] : [{ person, view }];
    }),
    files: [...state.files.values()].map(fileInfo),
    app: state.app,
    connection: state.connection,
    faults: state.faults,
    settings: state.settings,
    traffic: state.traffic,
    guide: state.guide,
  };
}

export function fileInfo(file: StoredFile): FileInfo {
  const { bytes: _bytes, shares: _shares, ...info } = file;
  return info;
}
