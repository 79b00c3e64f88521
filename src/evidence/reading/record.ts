/** The agent record linter: does this configuration carry the simulation output ID to the agent, and by what. */
import { repairPaste } from './fold.ts';

export type Carrier =
  | 'initialization_json'
  | 'custom_headers'
  | 'http_request_body'
  | 'http_headers'
  | 'initialization_payload'
  | 'input_template'
  | 'custom_data'
  | 'trigger_call_payload'
  | 'token_request_payload'
  | 'livekit_agent_metadata'
  | 'pre_call_webhook_url';

/** Per kind of agent: the fields that can carry the ID, the first being the one to advise. */
const CARRIERS: Readonly<Record<string, readonly Carrier[]>> = {
  websocket: ['initialization_json', 'custom_headers', 'http_request_body', 'http_headers'],
  chat: ['custom_headers', 'initialization_payload', 'input_template', 'custom_data', 'initialization_json'],
  outbound: ['trigger_call_payload'],
  livekit: ['token_request_payload', 'livekit_agent_metadata'],
  phone: ['pre_call_webhook_url'],
};

export interface RecordReading {
  readonly modelType?: string;
  /** What Coval dials. */
  readonly number?: 'sip' | 'phone';
  readonly webhook?: boolean;
  /** The carrier fields that were pasted at all. */
  readonly fields: readonly Carrier[];
  /** Whether an ID placeholder is in the text; absent when nothing of an agent record was recognised. */
  readonly hasId?: boolean;
  readonly carriedBy?: Carrier;
  /** An ID placeholder in a form that Coval does not fill in. */
  readonly wrongPlaceholder?: string;
  readonly isRecord: boolean;
}

/** The two spellings that Coval fills in; any other arrives as it stands. */
const PLACEHOLDER = /\{\{\s{0,5}simulation_(?:output_)?id\s{0,5}\}\}/;
const WRONG =
  /(?:\$\{|<|\$|%|\[|(?<!\{)\{)\s{0,3}(?:coval[._-]?)?(?:simulation[_-]?(?:output[_-]?)?id)\s{0,3}(?:\}(?!\})|>|%|\]|\b)/i;

/** Reads JSON, YAML, env lines, Python dictionaries and broken JSON alike, by field names only. */
export function readRecord(raw: string): RecordReading {
  const text = plain(raw);
  const modelType = /\bMODEL_TYPE_[A-Z0-9_]{2,40}/.exec(text)?.[0];
  const number = numberKind(field(text, 'phone_number') ?? field(text, 'phoneNumber'));
  const webhookValue = field(text, 'pre_call_webhook_url');
  const carriers = [...new Set(Object.values(CARRIERS).flat())].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(text),
  );
  const isRecord =
    modelType !== undefined ||
    carriers.length > 0 ||
    number !== undefined ||
    /["']?\bmetadata["']?\s{0,3}[:=]/.test(text);
  const at = PLACEHOLDER.exec(text);
  const payload =
    field(text, 'trigger_call_payload') ??
    field(text, 'token_request_payload') ??
    field(text, 'livekit_agent_metadata');
  const keyed =
    payload !== undefined &&
    /["']?simulation_?(?:output_?)?id["']?\s{0,3}[:=]\s{0,3}["']?[^"'\s,}]/i.test(payload);
  const wrong = at === null ? WRONG.exec(text)?.[0] : undefined;
  const hasId = at !== null || (keyed && wrong === undefined);
  const carriedBy = at === null ? undefined : nearestCarrier(text, at.index, carriers);
  return {
    ...(modelType === undefined ? {} : { modelType }),
    ...(number === undefined ? {} : { number }),
    ...(isRecord
      ? { webhook: webhookValue !== undefined && !/^(?:null|none|"?"?|''|~|\{|,)$/i.test(webhookValue) }
      : {}),
    fields: carriers,
    ...(isRecord || hasId ? { hasId } : {}),
    ...(carriedBy === undefined ? {} : { carriedBy }),
    ...(wrong === undefined ? {} : { wrongPlaceholder: wrong }),
    isRecord,
  };
}

export interface RecordAdvice {
  readonly says: string;
  /** The field to change in the Coval agent record, and the value it needs. */
  readonly change?: { readonly field: string; readonly to: string };
}

/** Says which field of the agent record to change, and to what. */
export function lintAgentRecord(raw: string): RecordAdvice {
  const record = readRecord(raw);
  if (!record.isRecord) return { says: 'This does not look like a Coval agent record.' };
  const kind = recordKind(record);
  if (kind === 'none')
    return {
      says: 'Coval talks to the model provider itself. No process of yours takes part, so no ID can arrive.',
    };
  if (kind === 'sip')
    return {
      says: 'Coval dials a SIP address and sends the header X-Coval-Simulation-Id. No field of the record needs the ID.',
    };
  if (kind === 'phone') {
    return record.webhook === true
      ? { says: 'Coval dials a phone number and calls your webhook with the ID before each call.' }
      : {
          says: 'Coval dials a phone number, which cannot carry the ID, and no webhook is set.',
          change: { field: 'pre_call_webhook_url', to: 'the URL of your register endpoint' },
        };
  }
  if (record.hasId === true)
    return {
      says: `The record carries the ID${record.carriedBy === undefined ? '' : ` in ${record.carriedBy}`}.`,
    };
  const field =
    record.fields.find((name) => (CARRIERS[kind] ?? []).includes(name)) ??
    CARRIERS[kind]?.[0] ??
    'initialization_json';
  const to = '{"simulation_output_id":"{{simulation_output_id}}"}';
  const wrong =
    record.wrongPlaceholder === undefined
      ? ''
      : ` ${record.wrongPlaceholder} is not a form that Coval fills in.`;
  return {
    says: `The record does not carry the simulation output ID to the agent.${wrong}`,
    change: { field, to },
  };
}

/** The kind of agent that a record describes, as far as it tells. */
export function recordKind(record: RecordReading): string {
  const type = record.modelType ?? '';
  if (/REALTIME/.test(type)) return 'none';
  if (/CHAT_WEBSOCKET|WEBSOCKET/.test(type)) return 'websocket';
  if (/CHAT/.test(type)) return 'chat';
  if (/OUTBOUND/.test(type)) return 'outbound';
  if (/LIVEKIT/.test(type)) return 'livekit';
  if (record.number !== undefined) return record.number;
  if (record.fields.includes('trigger_call_payload')) return 'outbound';
  if (record.fields.includes('token_request_payload') || record.fields.includes('livekit_agent_metadata'))
    return 'livekit';
  if (record.fields.includes('input_template') || record.fields.includes('initialization_payload'))
    return 'chat';
  return 'websocket';
}

function plain(raw: string): string {
  let text = repairPaste(raw).slice(0, 200_000);
  for (let round = 0; round < 3 && text.includes('\\"'); round += 1) text = text.replace(/\\+"/g, '"');
  // A paste that went through JSON once too often carries its line ends as two characters.
  text = text.replace(/\\[nrt]/g, '\n');
  return text.replace(/^\s*(?:#|\/\/)[^\n]*$/gm, '');
}

/** The value of a field: the rest of its line, or of its braces, up to 4 000 characters. */
function field(text: string, name: string): string | undefined {
  const match = new RegExp(`["']?\\b${name}\\b["']?\\s{0,3}[:=]\\s{0,3}`, 'i').exec(text);
  if (match === null) return undefined;
  const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 4_000);
  if (/^["']?\{/.test(rest)) return braces(rest);
  const quoted = /^(["'])([^"'\n]*)\1/.exec(rest);
  if (quoted !== null) return quoted[2] ?? '';
  if (/^[|>]/.test(rest)) return rest.slice(0, 600);
  return (/^[^\n,}]*/.exec(rest)?.[0] ?? '').trim();
}

function braces(rest: string): string {
  let depth = 0;
  for (let i = 0; i < rest.length; i += 1) {
    if (rest[i] === '{') depth += 1;
    else if (rest[i] === '}') {
      depth -= 1;
      if (depth === 0) return rest.slice(0, i + 1);
    }
  }
  return rest;
}

function numberKind(value: string | undefined): 'sip' | 'phone' | undefined {
  if (value === undefined || /^(?:null|none|~|)$/i.test(value)) return undefined;
  if (/sips?:|@/i.test(value)) return 'sip';
  return /\d{2}|\+|phone|\*\*|x{3}/i.test(value) ? 'phone' : undefined;
}

function nearestCarrier(text: string, at: number, carriers: readonly Carrier[]): Carrier | undefined {
  let best: Carrier | undefined;
  let bestAt = -1;
  for (const name of carriers) {
    const here = text.lastIndexOf(name, at);
    if (here > bestAt) {
      best = name;
      bestAt = here;
    }
  }
  return best;
}
