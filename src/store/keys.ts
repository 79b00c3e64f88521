import { createHash } from 'node:crypto';

/** Every key in Redis, and how long it lives. Pasted IDs and search words stand in key names as hashes only. */

const root = 'triage';
const day = 86_400_000;

export const keys = {
  /** The last case number. Renewed at every use: a number must not come back while anybody may remember it. */
  sequence: () => `${root}:sequence`,
  /** Hash: revision, document, line. Expires with the retention of its state, renewed by every change. */
  case: (id: string) => `${root}:case:${id}`,
  /** List of events, with the case. */
  timeline: (id: string) => `${root}:timeline:${id}`,
  /** Set of index keys the case stands in, and set of card keys; outlive the case so that it can be taken out. */
  refs: (id: string) => `${root}:refs:${id}`,
  cards: (id: string) => `${root}:cards:${id}`,
  /** Hash step → state and answer, with the case. */
  effects: (id: string) => `${root}:effects:${id}`,
  /** String: one person's half-filled form. */
  draft: (id: string, user: string) => `${root}:draft:${id}:${user}`,
  /** Set of users with a draft. */
  drafters: (id: string) => `${root}:drafters:${id}`,
  /** String → case id. */
  card: (channel: string, ts: string) => `${root}:card:${channel}:${ts}`,

  /** Sorted sets of case ids by last change; disjoint over states, so that lists and counts need no filter. */
  byStatus: (status: string) => `${root}:index:status:${status}`,
  byTeam: (team: string, status: string) => `${root}:index:team:${team}:${status}`,
  byOwner: (team: string, owner: string, status: string) => `${root}:index:owner:${team}:${owner}:${status}`,
  byChannel: (channel: string, status: string) => `${root}:index:channel:${channel}:${status}`,
  byTerm: (term: string) => `${root}:index:term:${hash(term)}`,
  byFingerprint: (fingerprint: string) => `${root}:index:same:${hash(fingerprint)}`,

  /** Hash user → how their Home was drawn; set of users whose Home has to be drawn anew. */
  homes: (team: string) => `${root}:homes:${team}`,
  homesDue: (team: string) => `${root}:homes-due:${team}`,

  /** String: an identity that was taken. Its caller says for how long. */
  once: (identity: string) => `${root}:once:${hash(identity)}`,
  /** String: an encrypted installation. */
  installation: (id: string) => `${root}:installation:${id}`,
  /** List: who had a case forgotten, and when. */
  audit: () => `${root}:audit`,
} as const;

export const lifetimes = {
  sequence: 3650 * day,
  draft: 7 * day,
  /** How long a Home counts as looked at. */
  home: day / 48,
  installation: 400 * day,
  audit: 400 * day,
  /** Added to the life of a case for what points at it. */
  afterCase: 7 * day,
} as const;

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
