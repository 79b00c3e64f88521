/**
 * What of an agent record may leave the check. The whole of `metadata` is secret, so this is an allow-list: names of
 * fields, harmless settings, hosts and paths, and whether an ID's placeholder is there. The redactor still goes over it.
 */
import type { Redacted } from '../redaction/redacted.ts';
import { seal } from './seal.ts';

export type AgentRecord = {
  id: string;
  model_type?: string | undefined;
  phone_number?: string | undefined;
  endpoint?: string | undefined;
  update_time?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
};

/** Settings that say how a call is made and cannot hold a credential. */
const harmless = new Set([
  'agent_name',
  'connection_mode',
  'content_type',
  'http_method',
  'livekit_agent_name',
  'model',
  'payload_wrapper',
  'response_format',
  'response_message_path',
  'voice',
  'websocket_compat_profile',
  'websocket_url_response_path',
]);

/** `{{simulation_output_id}}` and its misspelt relatives: the linter looks for them. */
const idPlaceholder = /(?:\{\{?|\$\{|<|%)\s{0,5}[\w.-]{0,30}(?:simul|conv)[\w.-]{0,30}\s{0,5}(?:\}\}?|>|%)/gi;

const mostDepth = 6;
const mostEntries = 60;
/** Header and field names are short; a longer "name" is a value in the wrong place. */
const mostName = 80;

export function sealAgentRecord(agent: AgentRecord): Redacted {
  const { id, model_type, phone_number, endpoint, update_time, metadata } = agent;
  const numbers = new Map<string, number>();
  const masker = { hide: (value: string) => `[value ${number(numbers, value)}]` };
  return seal(
    JSON.stringify({
      agent: {
        id,
        model_type,
        phone_number,
        endpoint: endpoint === undefined ? undefined : maskText(endpoint, 0, masker),
        update_time,
        metadata: mask(metadata ?? {}, 0, masker),
      },
    }),
  );
}

/** Hides a value in the redactor's own form, so that it passes over it; equal values look equal. */
type Masker = { hide: (value: string) => string };

function number(numbers: Map<string, number>, value: string): number {
  const next = numbers.get(value) ?? numbers.size + 1;
  numbers.set(value, next);
  return next;
}

function mask(value: unknown, depth: number, masker: Masker): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'string') return maskText(value, depth, masker);
  if (typeof value !== 'object') return masker.hide(JSON.stringify(value) ?? '');
  if (depth >= mostDepth) return masker.hide('nested too deeply');
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((each) => mask(each, depth + 1, masker));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostEntries)
      .map(([name, each]) => [
        name.slice(0, mostName),
        keeps(name, each) ? each : mask(each, depth + 1, masker),
      ]),
  );
}

function keeps(name: string, value: unknown): boolean {
  return harmless.has(name) && typeof value === 'string' && value.length <= mostName;
}

/** JSON inside text is opened and stays text, so that its field still looks as it does in the record. */
function maskText(text: string, depth: number, masker: Masker): string {
  if (text.trim() === '') return text;
  const inner = depth < mostDepth && /^\s*[[{]/.test(text) ? parse(text) : undefined;
  if (inner !== undefined) return JSON.stringify(mask(inner, depth + 1, masker));
  const found = [...new Set(text.match(idPlaceholder))].slice(0, 5).join(' ');
  if (found === text.trim()) return found;
  const address =
    /^(https?|wss?):\/\/(?:[^@/?#\s]{0,200}@)?([\w.:-]{1,200})([^?#\s]{0,500})(?:\?(.*))?/i.exec(text);
  const kept = address
    ? `${address[1]}://${address[2]}${address[3]}${address[4] ? `?${masker.hide(address[4])}` : ''}`
    : masker.hide(text);
  return found === '' ? kept : `${kept} ${found}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
