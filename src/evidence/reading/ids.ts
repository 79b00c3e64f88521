/** The ID reader: what an identifier is, by where it was copied from and by its shape. */

import { repairPaste } from './fold.ts';

export const KNOWN_FAKE_IDS: readonly string[] = ['coval-tracing-test', 'wizard-test', 'cli-test'];

export type IdShape =
  | 'plausible'
  | 'fake'
  | 'placeholder'
  | 'empty'
  | 'trace_hex'
  | 'span_hex'
  | 'uuid'
  | 'twilio'
  | 'livekit_room'
  | 'ulid'
  | 'doc_example'
  | 'test_set'
  | 'url'
  | 'too_short'
  | 'other';

export interface IdReading {
  readonly value: string;
  readonly shape: IdShape;
  /** One sentence for the person who pasted it. */
  readonly says: string;
  /** True when no Coval target can have this shape. */
  readonly foreign: boolean;
}

const SHAPES: readonly { shape: IdShape; pattern: RegExp; says: string; foreign: boolean }[] = [
  { shape: 'empty', pattern: /^$/, says: 'The ID is empty.', foreign: true },
  {
    shape: 'fake',
    pattern: /^(coval-tracing-test|wizard-test|cli-test)$/,
    says: 'This is a made-up ID for connection tests. Coval answers 404 to it, and that 404 is the healthy answer.',
    foreign: false,
  },
  {
    shape: 'placeholder',
    pattern:
      /\{\{?|\}\}|\$\{|^%|[<>]|^\$[A-Z_]|^__|\byour[-_ ]|^(?:null|none|undefined|nil|string|n\/a|todo|xxx+|simulation_(?:output_)?id|simulation-output-id|conversation_id|sim_id)$/i,
    says: 'This is a placeholder that was never filled in.',
    foreign: true,
  },
  { shape: 'url', pattern: /^https?:\/\//i, says: 'This is a URL, not an ID.', foreign: true },
  {
    shape: 'trace_hex',
    pattern: /^(?:0x)?[0-9a-f]{32}$/i,
    says: 'This is an OpenTelemetry trace ID (32 hexadecimal characters).',
    foreign: true,
  },
  {
    shape: 'span_hex',
    pattern: /^(?:0x)?[0-9a-f]{16}$/i,
    says: 'This is an OpenTelemetry span ID (16 hexadecimal characters).',
    foreign: true,
  },
  {
    shape: 'uuid',
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    says: 'This is a UUID, for instance the call ID of a voice provider.',
    foreign: true,
  },
  {
    shape: 'twilio',
    pattern: /^(?:CA|AC|SM|RM|MM|PN|SK|TK|CF)[0-9a-f]{32}$/i,
    says: 'This is a Twilio ID.',
    foreign: true,
  },
  {
    shape: 'livekit_room',
    pattern: /^(?:RM|PA|TR|SCL|AJ|AW|ST)_[A-Za-z0-9]{4,40}$/,
    says: 'This is a LiveKit ID.',
    foreign: true,
  },
  {
    shape: 'doc_example',
    pattern:
      /^(?:conv_|sim_|run_|call_|agent_|sim_output_|simulation_|session_|room_|chat_)[A-Za-z0-9_-]{1,80}$/i,
    says: 'This has a prefix that Coval targets do not have.',
    foreign: true,
  },
  {
    shape: 'ulid',
    pattern: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
    says: 'This is a 26-character record ID (a metric output, a version or a key), not a target.',
    foreign: true,
  },
  {
    shape: 'test_set',
    pattern: /^[A-Za-z0-9]{8}$/,
    says: 'This is 8 characters long, like a test set ID.',
    foreign: true,
  },
  {
    shape: 'plausible',
    pattern: /^[A-Za-z0-9]{22,27}$/,
    says: 'This has the shape of a Coval ID. Run, simulation output, conversation and agent IDs look alike.',
    foreign: false,
  },
  {
    shape: 'too_short',
    pattern: /^[A-Za-z0-9]{1,21}$/,
    says: 'This is shorter than the 22 characters of a Coval ID.',
    foreign: true,
  },
];

/** Reads an identifier by its shape alone. */
export function readId(raw: string): IdReading {
  const value = repairPaste(raw)
    .trim()
    .replace(/^["'`]+|["'`,;]+$/g, '');
  const hit = SHAPES.find(({ pattern }) => pattern.test(value));
  if (hit === undefined)
    return { value, shape: 'other', says: 'This does not have the shape of a Coval ID.', foreign: true };
  return { value, shape: hit.shape, says: hit.says, foreign: hit.foreign };
}

export type PageKind =
  | 'result'
  | 'traces'
  | 'run'
  | 'runs_list'
  | 'conversation'
  | 'conversations_list'
  | 'agent'
  | 'trace_search'
  | 'settings'
  | 'other'
  | 'not_coval';

export interface PageReading {
  readonly kind: PageKind;
  readonly host: string;
  readonly organization?: string;
  readonly run?: string;
  readonly result?: string;
  readonly conversation?: string;
  readonly agent?: string;
}

/** Reads a Coval page address: which screen it is, and the IDs in it by their place. */
export function readPage(raw: string): PageReading | undefined {
  const match = /^(?:https?:\/\/)?([a-z0-9.-]+)(\/[^?#\s]*)?/i.exec(
    repairPaste(raw)
      .trim()
      .replace(/^[<"'`]+|[>"'`),.;]+$/g, ''),
  );
  if (match === null || !(match[1] ?? '').includes('.')) return undefined;
  const host = (match[1] ?? '').toLowerCase();
  const parts = (match[2] ?? '/')
    .split('/')
    .filter((part) => part !== '')
    .slice(0, 12);
  if (!/(?:^|\.)coval\.(?:dev|ai)$/.test(host)) return { kind: 'not_coval', host };
  const at = (name: string): number => parts.indexOf(name);
  const after = (name: string): string | undefined => (at(name) < 0 ? undefined : parts[at(name) + 1]);
  const known = ['runs', 'conversations', 'agents', 'settings', 'observability', 'traces', 'trace-search'];
  const first = parts[0];
  const organization = first !== undefined && !known.includes(first) ? { organization: first } : {};
  const run = after('runs');
  const result = after('results');
  const conversation = after('conversations');
  const agent = after('agents');
  const base = {
    host,
    ...organization,
    ...(run === undefined ? {} : { run }),
    ...(result === undefined ? {} : { result }),
    ...(conversation === undefined ? {} : { conversation }),
    ...(agent === undefined ? {} : { agent }),
  };
  if (result !== undefined) return { kind: parts.at(-1) === 'traces' ? 'traces' : 'result', ...base };
  if (conversation !== undefined) return { kind: 'conversation', ...base };
  if (at('conversations') >= 0) return { kind: 'conversations_list', ...base };
  if (run !== undefined) return { kind: 'run', ...base };
  if (at('runs') >= 0) return { kind: 'runs_list', ...base };
  if (at('agents') >= 0) return { kind: 'agent', ...base };
  if (parts.some((part) => /trace-?search|observability|^traces$/.test(part)))
    return { kind: 'trace_search', ...base };
  if (at('settings') >= 0) return { kind: 'settings', ...base };
  return { kind: 'other', ...base };
}
