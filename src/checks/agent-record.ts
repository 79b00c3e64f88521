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

/** In the redactor's own form, so that it passes over it. */
const masked = '[value 1]';

const mostDepth = 6;
const mostEntries = 60;
/** Header and field names are short; a longer "name" is a value in the wrong place. */
const mostName = 80;

export function sealAgentRecord(agent: AgentRecord): Redacted {
  const { id, model_type, phone_number, endpoint, update_time, metadata } = agent;
  return seal(
    JSON.stringify({
      agent: {
        id,
        model_type,
        phone_number,
        endpoint: endpoint === undefined ? undefined : maskText(endpoint, 0),
        update_time,
        metadata: mask(metadata ?? {}, 0),
      },
    }),
  );
}

function mask(value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'string') return maskText(value, depth);
  if (typeof value !== 'object') return masked;
  if (depth >= mostDepth) return masked;
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((each) => mask(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostEntries)
      .map(([name, each]) => [name.slice(0, mostName), keeps(name, each) ? each : mask(each, depth + 1)]),
  );
}

function keeps(name: string, value: unknown): boolean {
  return harmless.has(name) && typeof value === 'string' && value.length <= mostName;
}

/** JSON inside text is opened and stays text, so that its field still looks as it does in the record. */
function maskText(text: string, depth: number): string {
  if (text.trim() === '') return text;
  const inner = depth < mostDepth && /^\s*[[{]/.test(text) ? parse(text) : undefined;
  if (inner !== undefined) return JSON.stringify(mask(inner, depth + 1));
  const address = /^(https?|wss?):\/\/(?:[^@/?#\s]{0,200}@)?([\w.:-]{1,200})([^?#\s]{0,500})(\?)?/i.exec(
    text,
  );
  if (address)
    return `${address[1]}://${address[2]}${address[3]}${address[4] ? `?${masked}` : ''}${placeholders(text)}`;
  return `${masked}${placeholders(text)}`;
}

function placeholders(text: string): string {
  const found = [...new Set(text.match(idPlaceholder))].slice(0, 5);
  return found.length > 0 ? ` ${found.join(' ')}` : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
