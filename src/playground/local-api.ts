/**
 * What the local workspace says to its browser page and to tests: every state, act and message, types only.
 *
 *   GET  /local/state                      → Snapshot
 *   GET  /local/events?since=<revision>    → Server-Sent Events; each `data:` line is one Change (JSON), its
 *                                            `id:` the revision, so EventSource resumes by itself
 *   POST /local/acts            (Act)      → ActResult; answers once the bot acknowledged or was given up
 *   POST /local/files?as=<person>&name=<n> → FileResult; the body is the raw bytes
 *   GET  /local/files/<id>                 → the bytes of a file
 *   PUT  /local/faults          (Fault[])  → ActResult; replaces all faults that are switched on
 *   PUT  /local/settings        (Settings) → ActResult
 *
 * Bad input is answered 400 with `{ ok: false, error, hint }`. Ids, `ts` and block shapes are Slack's own.
 */
import type { ChannelAct } from './channel-act.ts';

/** A Slack id such as C…, U…, F…, V…, T…. Wherever a person is asked for, their handle ("ana") also works. */
export type Id = string;
/** Slack's message time and identity, "1764000000.000100"; unique inside one channel. */
export type Ts = string;
/** One Block Kit block, exactly as the bot sent it (block_id always filled in). */
export type Block = { type: string; block_id?: string; [field: string]: unknown };

export type Team = { id: Id; name: string; domain: string; isHome: boolean };

export type Person = {
  id: Id;
  /** Short name: what people type after "@" and what `as` accepts. */
  handle: string;
  name: string;
  /** What this person is in the story, "Support engineer"; shown in the "act as" picker. */
  role: string;
  team: Id;
  tz: string;
  isBot: boolean;
  isAdmin: boolean;
  /** Slack's is_restricted: sees only the channels they were invited to. */
  isGuest: boolean;
  /** Slack's is_stranger, seen from the home workspace: shares no channel with us. */
  isStranger: boolean;
  isDeleted: boolean;
};

export type Channel = {
  id: Id;
  name: string;
  topic: string;
  isPrivate: boolean;
  isIm: boolean;
  isArchived: boolean;
  /** Shared with another organisation through Slack Connect. */
  isExtShared: boolean;
  /** Teams in the channel; only the home team when it is not shared. */
  teams: Id[];
  members: Id[];
};

export type Reaction = { name: string; people: Id[] };

export type Message = {
  channel: Id;
  ts: Ts;
  /** Present on replies and on parents with replies; equal to `ts` on the parent. */
  threadTs?: Ts;
  /** Also shown in the channel although it is a reply. */
  isBroadcast: boolean;
  user: Id;
  /** Slack's own escaped text (mrkdwn): `<@U…>`, `<#C…|name>`, `<https://…|label>`, `&lt;`. */
  text: string;
  blocks: Block[];
  attachments: unknown[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  files: FileInfo[];
  reactions: Reaction[];
  /** When set, "(edited)" is shown. */
  editedTs?: Ts;
  replyCount: number;
  /** Slack-made notes such as "ana joined the channel". */
  subtype?: string;
};

/** Shown to one person only, gone after dismissal. */
export type Ephemeral = {
  id: Id;
  to: Id;
  channel: Id;
  ts: Ts;
  threadTs?: Ts;
  /** The bot, or Slackbot for Slack's own errors. */
  user: Id;
  text: string;
  blocks: Block[];
};

export type FileInfo = {
  id: Id;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  user: Id;
  created: number;
  /** Where the page may read it: /local/files/<id>. */
  localUrl: string;
};

/**
 * What a person put into one element: text for text, number, date, time, e-mail and URL inputs; the option's
 * `value` for a select, radio or overflow; a list of them for multi-selects and checkboxes; a person's or
 * channel's id for those selects; file ids for file_input; null when empty.
 */
export type InputValue = string | string[] | null;
/** block_id → action_id → value. */
export type InputValues = Record<string, Record<string, InputValue>>;

export type View = {
  id: Id;
  type: 'modal' | 'home';
  /** Who sees it. */
  person: Id;
  title: string;
  submit: string | null;
  close: string | null;
  blocks: Block[];
  callbackId: string;
  privateMetadata: string;
  externalId: string;
  hash: string;
  rootView: Id;
  previousView: Id | null;
  notifyOnClose: boolean;
  clearOnClose: boolean;
  submitDisabled: boolean;
  /** What is in the inputs now: initial values, then what the person typed. Survives update as in Slack. */
  values: InputValues;
  /** block_id → text under that input, from the last submission. */
  errors: Record<string, string>;
  /** Slack's own line when the app failed ("We had some trouble connecting. Try again?"). */
  notice: string | null;
  /** A submission is on its way to the bot. */
  isSubmitting: boolean;
};

/** Slack's own word to one person beside the thing that failed; dismiss with the `dismiss` act. */
export type Notice = {
  id: Id;
  to: Id;
  text: string;
  error: string;
  channel?: Id;
  messageTs?: Ts;
};

export type Peer = 'slack' | 'coval';
export type TrafficKind =
  | 'web-api'
  | 'upload'
  | 'download'
  | 'response-url'
  | 'oauth'
  | 'command'
  | 'event'
  | 'shortcut'
  | 'message-action'
  | 'block-actions'
  | 'view-submission'
  | 'view-closed'
  | 'block-suggestion'
  | 'url-verification'
  | 'socket'
  | 'http';

/** One exchange with the bot, bodies unaltered (each cut at 64 KB); the newest 1,000 are kept. */
export type Traffic = {
  id: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** Who the bot talked with: this workspace, or the sandbox Coval API. */
  peer: Peer;
  direction: 'to-bot' | 'from-bot';
  kind: TrafficKind;
  /** "chat.postMessage", "/coval-triage", "view_submission open_form": good as a list line. */
  title: string;
  transport: 'http' | 'socket';
  requestHeaders: Record<string, string>;
  requestBody: string;
  /** 0 until answered, or when the connection failed. */
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: string;
  /** Null while it is still open. */
  ms: number | null;
  /** Slack error code, or the transport's. */
  error: string | null;
  /** 0 for the first try of a delivery, then 1, 2, 3. */
  retryNum: number;
  /** Name of the fault that was applied to this exchange. */
  fault: string | null;
};

/** How to break the workspace on purpose. A fault stays until replaced or until `times` exchanges met it. */
export type Fault = {
  /**
   * throttle: 429 with Retry-After · server-error: 500 · platform-error: ok:false with `error` ·
   * slow: answers after delayMs · hang: does nothing and never answers · lost-response: does it, then cuts
   * the connection · not-json: 200 with an HTML page · duplicate: delivers to the bot twice ·
   * late: delivers to the bot after delayMs · undelivered: pretends the bot could not be reached.
   */
  kind:
    | 'throttle'
    | 'server-error'
    | 'platform-error'
    | 'slow'
    | 'hang'
    | 'lost-response'
    | 'not-json'
    | 'duplicate'
    | 'late'
    | 'undelivered';
  /** Web API method, "upload", "download", "response-url", a delivery kind (TrafficKind), or "*" for all. */
  on: string;
  delayMs?: number;
  retryAfter?: number;
  error?: string;
  /** How many more exchanges it meets; absent = until switched off. */
  times?: number;
};

export type Settings = {
  /** Slack's published rates (chat.postMessage 1/s per channel, tiers elsewhere); off by default. */
  rateLimits: boolean;
};

export type Connection = {
  /** Where deliveries go now. */
  mode: 'http' | 'socket' | 'none';
  requestUrl: string | null;
  /** Answered url_verification correctly (HTTP), or said hello (socket). */
  isVerified: boolean;
  sockets: number;
};

/** The installed app, as its manifest describes it. */
export type AppInfo = {
  id: Id;
  name: string;
  botUser: Id;
  hasHome: boolean;
  commands: { command: string; description: string; usageHint: string }[];
  messageShortcuts: { name: string; callbackId: string; description: string }[];
  globalShortcuts: { name: string; callbackId: string; description: string }[];
  scopes: string[];
  events: string[];
};

/** One step of a story; whatever it names beside the text is done by its button. */
export type StoryStep = {
  text: string;
  /** Handle of the person to act as. */
  as?: string;
  /** Name of the channel to open. */
  in?: string;
  /** Put into the message box, not sent. */
  say?: string;
  /** Put into the field of the open form that carries this label. */
  field?: { label: string; value: string };
};
export type Story = { title: string; gist: string; steps: StoryStep[] };

/** Handed in by the demo for the side panel; absent in tests. */
export type Guide = {
  sandboxUrl: string;
  /** Keys and ids the sandbox answers in a special way. */
  sentinels: { kind: string; value: string; effect: string }[];
  /** Whole triages, from the customer's message to the end. */
  stories: Story[];
};

export type Snapshot = {
  revision: number;
  teams: Team[];
  people: Person[];
  channels: Channel[];
  /** Every message, oldest first, replies included. */
  messages: Message[];
  ephemerals: Ephemeral[];
  notices: Notice[];
  /** Open modals per person, root first, the visible one last. People without any are left out. */
  modals: { person: Id; stack: View[] }[];
  homes: { person: Id; view: View }[];
  files: FileInfo[];
  app: AppInfo;
  connection: Connection;
  faults: Fault[];
  settings: Settings;
  traffic: Traffic[];
  guide: Guide | null;
};

/** One step of the workspace: apply the patches in order; if `revision` is not yours + 1, GET the state. */
export type Change = { revision: number; patches: Patch[] };

export type Patch =
  | { kind: 'person'; person: Person }
  | { kind: 'channel'; channel: Channel }
  | { kind: 'message'; message: Message }
  | { kind: 'message-gone'; channel: Id; ts: Ts }
  | { kind: 'ephemeral'; ephemeral: Ephemeral }
  | { kind: 'ephemeral-gone'; id: Id }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'notice-gone'; id: Id }
  /** The whole stack of one person; empty when the last modal closed. */
  | { kind: 'modals'; person: Id; stack: View[] }
  | { kind: 'home'; person: Id; view: View }
  | { kind: 'file'; file: FileInfo }
  | { kind: 'connection'; connection: Connection }
  | { kind: 'faults'; faults: Fault[] }
  | { kind: 'settings'; settings: Settings }
  /** New, or an earlier one (same id) that was answered meanwhile. */
  | { kind: 'traffic'; traffic: Traffic }
  /** Too much was missed: GET the state again. */
  | { kind: 'reset' };

/** Where a button, select or input stands. */
export type Surface = { message: { channel: Id; ts: Ts } } | { ephemeral: Id } | { view: Id };

export type Act =
  /** Typed text: `@handle`, `#channel` and URLs are turned into Slack's markup, `& < >` are escaped. */
  | {
      act: 'say';
      as: Id;
      channel: Id;
      text: string;
      thread?: Ts | undefined;
      broadcast?: boolean | undefined;
      files?: Id[] | undefined;
    }
  | { act: 'edit-message'; as: Id; channel: Id; ts: Ts; text: string }
  | { act: 'delete-message'; as: Id; channel: Id; ts: Ts }
  | { act: 'command'; as: Id; channel: Id; command: string; text: string }
  | { act: 'message-shortcut'; as: Id; channel: Id; ts: Ts; callbackId: string }
  | { act: 'global-shortcut'; as: Id; callbackId: string }
  /** A button, or a select/checkbox/… that dispatches. `values`: all inputs of the surface, if any changed. */
  | {
      act: 'click';
      as: Id;
      on: Surface;
      block: string;
      action: string;
      value?: InputValue | undefined;
      values?: InputValues | undefined;
    }
  /** What an external_select offers for the typed text; the answer carries `options`. */
  | { act: 'suggest'; as: Id; on: Surface; block: string; action: string; typed: string }
  /** Typing without dispatch; optional (submit and click may carry `values` too). */
  | { act: 'fill'; as: Id; view: Id; values: InputValues }
  | { act: 'submit'; as: Id; view: Id; values?: InputValues | undefined }
  /** `all`: the X that clears the whole stack; otherwise only the top view closes. */
  | { act: 'close'; as: Id; view: Id; all?: boolean | undefined }
  | { act: 'open-home'; as: Id; tab?: 'home' | 'messages' | undefined }
  | { act: 'dismiss'; as: Id; id: Id }
  | ChannelAct
  /** Sends an earlier delivery again, byte for byte but freshly signed. */
  | { act: 'redeliver'; as: Id; traffic: number }
  /** Asks every socket to reconnect, as Slack does from time to time. */
  | { act: 'refresh-sockets'; as: Id }
  | { act: 'uninstall'; as: Id };

export type Delivery =
  | { state: 'acknowledged'; status: number; ms: number }
  /** `error` as Slack names it: operation_timeout, dispatch_failed, http_error… `shown`: what the person reads. */
  | { state: 'failed'; error: string; shown: string; ms: number };

export type ActResult =
  | {
      ok: true;
      /** The message that was said. */
      ts?: Ts | undefined;
      channel?: Id | undefined;
      /** What became of the delivery, for acts the person waits for. Events are not awaited. */
      delivery?: Delivery | undefined;
      options?: { text: string; value: string; group?: string }[] | undefined;
    }
  | Refusal;

/** The act was not possible. `hint` says what to do, in a sentence. */
export type Refusal = { ok: false; error: string; hint: string };

export type FileResult = { ok: true; file: FileInfo } | Refusal;
