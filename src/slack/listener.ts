import type { Message, ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';

/** What a slice hands to Slack: values that say what they listen to, and a function from a delivery to a reply. */

export type DeliveryKind =
  | 'command'
  | 'message_shortcut'
  | 'global_shortcut'
  | 'action'
  | 'view'
  | 'view_closed'
  | 'options'
  | 'event';

export interface SlackFile {
  id: string;
  name: string;
  /** Bytes, as Slack states them. */
  size: number;
  /** Readable with the bot's token only; empty when Slack did not say (a file of another workspace). */
  url: string;
}

/** What one input of a form holds. Exactly one of these is set; none when it was left empty. */
export interface FieldValue {
  /** Raw: what a person typed, before redaction. */
  text?: string;
  option?: string;
  options?: string[];
  files?: SlackFile[];
  channel?: string;
  user?: string;
}

/** By block_id; each input block of ours holds one element. */
export type ViewValues = Readonly<Record<string, FieldValue>>;

export interface Delivery {
  kind: DeliveryKind;
  /** Command, callback_id, action_id or event name. */
  id: string;
  /** The same for every repeat of this delivery. */
  identity: string;
  /** The workspace the bot is installed in, and the one the person belongs to. */
  team: string;
  userTeam: string;
  user: string;
  channel?: string;
  /** The message that was clicked or that a shortcut was used on, and its thread. */
  messageTs?: string;
  threadTs?: string;
  triggerId?: string;
  /** Raw text of a command or a mention, with Slack's escapes undone. */
  text?: string;
  message?: { text: string; user?: string; ts: string; threadTs?: string; files: SlackFile[] };
  /** `metadata` is what we sealed into the view; a view whose seal is broken is refused before it gets here. */
  view?: {
    id: string;
    hash: string;
    callbackId: string;
    metadata: Readonly<Record<string, string>>;
    values: ViewValues;
  };
  action?: { blockId: string; value?: string; selected?: string; selectedMany?: string[] };
  /** An event that happened to the bot itself, such as joining a channel. */
  isAboutBot?: boolean;
  /** An event's own fields, as Slack sent them; parse before use. */
  event?: Readonly<Record<string, unknown>>;
  /** Answers this person privately: by response URL, else as an ephemeral message, else directly. */
  respond(message: Message): Promise<void>;
}

export type Reply =
  | { kind: 'none' }
  /** Shown under the inputs; what was typed stays. */
  | { kind: 'errors'; errors: Readonly<Record<string, Redacted>> }
  | { kind: 'update'; view: ModalView }
  | { kind: 'push'; view: ModalView }
  /** Closes every view of the stack. */
  | { kind: 'clear' }
  /** Told privately. */
  | { kind: 'text'; message: Message }
  | { kind: 'options'; options: readonly { text: Redacted; value: string }[] };

export interface Listener {
  kind: DeliveryKind;
  /** Exact, or a prefix that ends in `*`. */
  id: string;
  /**
   * True when the first thing `handle` does is to open a form: Slack is acknowledged at once and nothing is asked
   * of the store before, because a trigger lives three seconds.
   */
  opens?: boolean;
  handle(delivery: Delivery): Promise<Reply>;
}
