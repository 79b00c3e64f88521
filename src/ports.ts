import type { Block } from './blockkit/build.ts';
import type { Case, Status } from './cases/case.ts';
import type { CaseLine } from './cases/case-line.ts';
import type { CaseEvent } from './cases/events.ts';
import type { CheckKind } from './checks/catalogue.ts';
import type { Reply } from './checks/reply.ts';
import type { Target } from './checks/target.ts';
import type {
  Agent,
  Conversation,
  MetricOutput,
  Run,
  Simulation,
  SpanAccepted,
  TraceSummary,
} from './coval/schemas.ts';
import type { AnalyzeTask, HeavyAnalysis, RedactedFields } from './heavy/tasks.ts';
import type { Redacted } from './redaction/redacted.ts';

/** Types only: everything the bot can do to the world. A function takes the ports it uses, never the bag. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Fields are allow-listed by observability/log.ts; the message is a constant sentence. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  /** A person may need to act. */
  warn(message: string, fields?: LogFields): void;
  /** A person must act. */
  error(message: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | undefined | Error>>;

export type SaveOutcome = 'saved' | 'conflict' | 'gone';

export interface CaseFilter {
  status?: readonly Status[];
  /** The workspace: one bot may serve several, and none sees the cases of another. */
  team?: string;
  /** A user id, or `nobody`. Counted only together with `team`. */
  owner?: string;
  channel?: string;
  /** Only cases not updated since this instant. */
  staleSince?: number;
}

/** Applied before the limit, so that the hits of others shorten no list. */
export interface SearchScope {
  team?: string;
  channel?: string;
  customer?: string;
}

export interface Cases {
  /** The next `T-N`; numbers are never reused. */
  nextId(): Promise<string>;
  create(opened: Case, event: CaseEvent): Promise<void>;
  load(id: string): Promise<Case | undefined>;
  /** Writes only if the stored revision equals `from`; appends the events to the timeline and updates every index in the same step. */
  save(next: Case, from: number, events: readonly CaseEvent[]): Promise<SaveOutcome>;
  timeline(id: string, most: number): Promise<CaseEvent[]>;
  /** Newest change first. */
  list(filter: CaseFilter, page: { most: number; before?: number }): Promise<CaseLine[]>;
  count(filter: CaseFilter): Promise<number>;
  /** By case id, pasted ID, matrix row, agent, customer. */
  search(term: string, most: number, scope?: SearchScope): Promise<CaseLine[]>;
  /** Cases that share the deterministic fingerprint of their evidence. */
  sameEvidence(fingerprint: string, most: number, scope?: SearchScope): Promise<CaseLine[]>;
  byCard(channel: string, ts: string): Promise<string | undefined>;
  /**
   * Deletes case, timeline, drafts and index entries; leaves an audit line without content. Answers what was made for
   * the case until that very step, for whoever removes it outside; no answer: it is not known whether it was made.
   */
  forget(id: string, by: string, at: number): Promise<{ step: string; answer?: string }[]>;
}

export interface HomeSeen {
  user: string;
  userTeam: string;
  /** The group that was chosen. */
  filter: string;
  /** `own`: a customer, who sees their own cases only. */
  sees: 'all' | 'own';
  at: number;
}

/** Whose Home was looked at lately; forgotten after half an hour. */
export interface Homes {
  drawn(team: string, seen: HomeSeen): Promise<void>;
  /** A case of this customer changed: marks the Homes that may show it. False when there is none. */
  changed(team: string, customer: string | undefined, now: number): Promise<boolean>;
  /** Takes up to `most` marked Homes. */
  due(team: string, most: number): Promise<HomeSeen[]>;
  /** Puts marks back that were taken and not drawn. */
  again(team: string, users: readonly string[]): Promise<void>;
  waiting(team: string): Promise<number>;
}

/** Deliveries are taken once; effects outside (posts, spans) are made once. */
export interface Once {
  /** True for the first caller with this identity within `ttlMs`; false for every other. */
  take(identity: string, ttlMs: number): Promise<boolean>;
  /** Gives an identity back when its work failed before anything was kept. */
  release(identity: string): Promise<void>;
  /**
   * An effect outside that must happen once per case and step: a post, an upload, a span. Runs `make` and keeps
   * its answer; a repeat gets the kept answer. When an earlier try ended unknown (a crash, a throw), `found` is
   * asked first, and `make` runs again only if it finds nothing. `undo` takes back what was made while the case was
   * forgotten.
   */
  effect(
    caseId: string,
    step: string,
    make: () => Promise<string>,
    found: () => Promise<string | undefined>,
    undo?: (answer: string) => Promise<unknown>,
  ): Promise<string>;
  /** Every effect that was made for a case, and its answer. */
  made(caseId: string): Promise<{ step: string; answer: string }[]>;
}

/** A half-filled form, per case and person; redacted, expiring. */
export interface Drafts {
  keep(caseId: string, user: string, fields: Readonly<Record<string, Redacted>>): Promise<void>;
  find(caseId: string, user: string): Promise<Record<string, Redacted> | undefined>;
  drop(caseId: string, user: string): Promise<void>;
}

/** Queued work. Job data holds ids and aliases only. Job ids derive from case and revision, so a repeat is harmless. */
export interface Triage {
  /** One flow: the check jobs under one diagnosis job. With no checks the diagnosis runs at once. */
  start(caseId: string, evidenceRevision: number, checks: readonly CheckKind[]): Promise<void>;
  /** Redraw the card and say what is new; coalesced per case. Mere progress is not urgent and is gathered. */
  publish(caseId: string, isUrgent?: boolean): Promise<void>;
  /** Draws the Homes of this workspace that changes have made old; coalesced per workspace. */
  redrawHomes(team: string): Promise<void>;
  handOff(caseId: string, number: number): Promise<void>;
  /** Runs the proof of the row after "Fix applied"; `fixedAt` is the fix's own instant. */
  prove(caseId: string, fixedAt: number): Promise<void>;
  /** Tells the ticket system of a hand-off; retried for a day. */
  webhook(caseId: string, number: number): Promise<void>;
  /** Drops every queued job and timer of a case. */
  cancel(caseId: string): Promise<void>;
  /** Wakes the timer job for a case at an instant or before. One timer a case; it is never put off, only brought forward. */
  wakeAt(caseId: string, at: number): Promise<void>;
}

/** A message: the blocks a person sees and the complete plain text a screen reader reads. */
export interface Message {
  text: Redacted;
  blocks: readonly Block[];
}

export interface ModalView {
  callback_id: string;
  title: Redacted;
  submit?: Redacted;
  close?: Redacted;
  notify_on_close?: boolean;
  blocks: readonly Block[];
  /** Ids only; slack/ seals them into private_metadata and hands them back verified. */
  metadata?: Readonly<Record<string, string>>;
}

export type SlackOutcome<T> = { ok: true; value: T } | { ok: false; code: string; retryAfterMs?: number };

export interface ChannelFacts {
  audience: 'internal' | 'shared';
  archived: boolean;
  member: boolean;
  /** False: Slack did not say; the rest is then the careful answer. */
  known: boolean;
  /** Slack did not say now and named the time to ask again. */
  retryAfterMs?: number;
}

export interface PersonFacts {
  external: boolean;
  guest: boolean;
  deleted: boolean;
  known: boolean;
  timeZone?: string;
}

export interface Slack {
  post(
    team: string,
    channel: string,
    message: Message,
    options?: { thread?: string; metadata?: Record<string, string> },
  ): Promise<SlackOutcome<{ ts: string }>>;
  update(team: string, channel: string, ts: string, message: Message): Promise<SlackOutcome<{ ts: string }>>;
  remove(team: string, channel: string, ts: string): Promise<SlackOutcome<void>>;
  whisper(
    team: string,
    channel: string,
    user: string,
    message: Message,
    thread?: string,
  ): Promise<SlackOutcome<void>>;
  directMessage(team: string, user: string, message: Message): Promise<SlackOutcome<void>>;
  openModal(
    team: string,
    triggerId: string,
    view: ModalView,
  ): Promise<SlackOutcome<{ id: string; hash: string }>>;
  pushModal(
    team: string,
    triggerId: string,
    view: ModalView,
  ): Promise<SlackOutcome<{ id: string; hash: string }>>;
  updateModal(
    team: string,
    viewId: string,
    view: ModalView,
    hash?: string,
  ): Promise<SlackOutcome<{ id: string; hash: string }>>;
  publishHome(team: string, user: string, blocks: readonly Block[]): Promise<SlackOutcome<void>>;
  upload(
    team: string,
    channel: string,
    file: { name: string; title: Redacted; content: Redacted },
    thread?: string,
    comment?: Redacted,
  ): Promise<SlackOutcome<{ file: string }>>;
  /** Deletes a file the bot uploaded. */
  removeFile(team: string, file: string): Promise<SlackOutcome<void>>;
  /** Reads a file of this workspace with the bot's token only; capped; an HTML sign-in page is an error. */
  fetchFile(
    team: string,
    file: { id: string; url: string; size: number; name: string },
    maxBytes: number,
  ): Promise<SlackOutcome<Uint8Array>>;
  permalink(team: string, channel: string, ts: string): Promise<SlackOutcome<string>>;
  /** The message a metadata key stands on, if Slack lets us look. */
  findByMetadata(
    team: string,
    channel: string,
    thread: string | undefined,
    key: string,
  ): Promise<SlackOutcome<string | undefined>>;
  channel(team: string, channel: string): Promise<ChannelFacts>;
  person(team: string, user: string): Promise<PersonFacts>;
}

/**
 * The Coval API, under the key behind an alias. Every outcome is a value; texts in a Reply are as Coval sent them and
 * must be redacted before they leave a check. `agent` answers secrets: mask its record in the frame that reads it.
 */
export interface Coval {
  simulation(alias: string, id: string): Promise<Reply<Simulation>>;
  /** The newest fifty. */
  simulationsOfRun(alias: string, runId: string): Promise<Reply<Simulation[]>>;
  run(alias: string, id: string): Promise<Reply<Run>>;
  conversation(alias: string, id: string): Promise<Reply<Conversation>>;
  agent(alias: string, id: string): Promise<Reply<Agent>>;
  metricOutputs(alias: string, target: Target): Promise<Reply<MetricOutput[]>>;
  traceSummary(alias: string, target: Target): Promise<Reply<TraceSummary>>;
  /** A permanent write, sent once, unless the target is a known-fake ID. */
  sendSpan(alias: string, target: Target): Promise<Reply<SpanAccepted>>;
  /** Asks for one item, to learn whether the key may read this kind of thing. */
  list(
    alias: string,
    room: 'agents' | 'simulations' | 'runs' | 'conversations' | 'metrics',
  ): Promise<Reply<null>>;
  close(): Promise<void>;
}

export type HeavyOutcome<T> =
  | { readonly ok: true; readonly value: T }
  /** `text` says what happened and what to do. */
  | { readonly ok: false; readonly code: 'deadline' | 'crashed' | 'closed' | 'busy'; readonly text: string };

/** Work that would hold up the event loop: small input is done at once, large input in a worker thread. */
export interface Heavy {
  analyze(bytes: Uint8Array, task?: AnalyzeTask): Promise<HeavyOutcome<HeavyAnalysis>>;
  redactFields(fields: Readonly<Record<string, string>>): Promise<HeavyOutcome<RedactedFields>>;
  close(): Promise<void>;
}
