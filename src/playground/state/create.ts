/** A fresh workspace from a cast and an app manifest. */
import type { Channel, Id, Person, Team } from '../local-api.ts';
import { appInfo, type Manifest } from '../manifest.ts';
import type { Clock, State } from './state.ts';

export type CastPerson = Pick<Person, 'handle' | 'name' | 'role'> &
  Partial<Pick<Person, 'id' | 'team' | 'tz' | 'isAdmin' | 'isGuest' | 'isStranger' | 'isDeleted'>>;
export type CastChannel = Pick<Channel, 'name'> &
  Partial<Pick<Channel, 'id' | 'topic' | 'isPrivate' | 'isArchived' | 'teams'>> & {
    /** Handles; "@app" is the bot. */
    members: string[];
  };
/** The home team comes first. */
export type Cast = { teams: Omit<Team, 'isHome'>[]; people: CastPerson[]; channels: CastChannel[] };

export const SLACKBOT: Id = 'USLACKBOT';
const APP_ID = 'A0TRIAGE01';
const BOT_USER = 'U0APPBOT01';
const BOT_ID = 'B0APPBOT01';

export type Given = {
  cast: Cast;
  manifest: Manifest;
  clock: Clock;
  botToken: string;
  appToken?: string | undefined;
};

export function createState(given: Given): State {
  const { cast, manifest, clock } = given;
  const home = cast.teams[0];
  if (home === undefined) throw new Error('The cast needs at least one team; the first is the home team.');
  const people = [...makePeople(cast, home.id), ...makeBots(manifest, home.id)];
  const byHandle = new Map(people.map((person) => [person.handle, person.id]));
  byHandle.set('@app', BOT_USER);
  const channels = cast.channels.map((one, index) => makeChannel(one, index, home.id, byHandle));
  return {
    clock,
    origin: '',
    manifest,
    app: appInfo(manifest, APP_ID, BOT_USER),
    homeTeam: home.id,
    botId: BOT_ID,
    revision: 1,
    teams: new Map(cast.teams.map((team, index) => [team.id, { ...team, isHome: index === 0 }])),
    people: new Map(people.map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    messages: new Map(),
    threads: new Map(),
    ephemerals: new Map(),
    notices: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    files: new Map(),
    uploads: new Map(),
    offered: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    traffic: [],
    trafficCount: 0,
    faults: [],
    settings: { rateLimits: false },
    connection: { mode: 'none', requestUrl: null, isVerified: false, sockets: 0 },
    guide: null,
    socketTickets: new Set(),
    oauthCodes: new Set(),
    botToken: given.botToken,
    appToken: given.appToken ?? null,
    isInstalled: true,
    followers: new Set(),
    history: [],
    idCount: 0,
    lastTs: 0,
  };
}

function makePeople(cast: Cast, homeTeam: Id): Person[] {
  return cast.people.map((one, index) => ({
    id: one.id ?? `U0PERSON${String(index + 1).padStart(2, '0')}`,
    handle: one.handle,
    name: one.name,
    role: one.role,
    team: one.team ?? homeTeam,
    tz: one.tz ?? 'Europe/London',
    isBot: false,
    isAdmin: one.isAdmin ?? false,
    isGuest: one.isGuest ?? false,
    isStranger: one.isStranger ?? false,
    isDeleted: one.isDeleted ?? false,
  }));
}

function makeBots(manifest: Manifest, team: Id): Person[] {
  const bot = {
    team,
    tz: 'Etc/UTC',
    isBot: true,
    isAdmin: false,
    isGuest: false,
    isStranger: false,
    isDeleted: false,
  };
  const name = manifest.features.bot_user.display_name;
  return [
    { ...bot, id: BOT_USER, handle: name, name: manifest.display_information.name, role: 'App' },
    { ...bot, id: SLACKBOT, handle: 'slackbot', name: 'Slackbot', role: 'Slack itself', isBot: false },
  ];
}

function makeChannel(one: CastChannel, index: number, homeTeam: Id, byHandle: Map<string, Id>): Channel {
  const teams = [...new Set([homeTeam, ...(one.teams ?? [])])];
  return {
    id: one.id ?? `C0CHANNEL${String(index + 1).padStart(2, '0')}`,
    name: one.name,
    topic: one.topic ?? '',
    isPrivate: one.isPrivate ?? false,
    isIm: false,
    isArchived: one.isArchived ?? false,
    isExtShared: teams.length > 1,
    teams,
    members: one.members.map((handle) => {
      const id = byHandle.get(handle);
      if (id === undefined) throw new Error(`Channel ${one.name} lists "${handle}", who is not in the cast.`);
      return id;
    }),
  };
}
