import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { evidenceKey, type FieldKey, fieldKeys } from './form.ts';
import { type KeyMark, toolIn } from './key-marks.ts';
import { statusIn } from './modal.ts';
import { readPastedOutputs } from './pasted-check.ts';

/** A cleared form → pieces of evidence, each with the strength its kind can have. */

export interface GivenItem {
  key: string;
  value: Redacted | number | Record<string, unknown>;
  source: 'form' | 'message' | 'file';
  strength: 'claimed' | 'pasted_log' | 'tool_output' | 'http_response';
  /** Coval keys that stood in the value; without any, absent. */
  keys?: KeyMark[];
}

const strengths: Readonly<Partial<Record<FieldKey, GivenItem['strength']>>> = {
  response_body: 'http_response',
  trace_dump: 'tool_output',
  dump_file: 'tool_output',
  agent_config: 'pasted_log',
  config_file: 'pasted_log',
  checks: 'tool_output',
};

export interface Cleared {
  texts: Readonly<Partial<Record<FieldKey, Redacted>>>;
  /** What was read in a trace dump; the dump itself is gone. */
  analysis?: Record<string, unknown>;
  /** True when the dump or the configuration came as a file. */
  fromFile?: boolean;
  /** Coval keys that were removed from the texts, by their placeholders. */
  keys?: readonly KeyMark[];
}

export function itemsOf(
  { texts, analysis, fromFile, keys = [] }: Cleared,
  source: 'form' | 'message',
): GivenItem[] {
  const items = fieldKeys.flatMap((field): GivenItem[] => {
    const text = texts[field];
    if (text === undefined || field === 'trace_dump' || field === 'dump_file') return [];
    if (field === 'checks') return checkItems(text, source, keys);
    if (field === 'response_status') return statusItem(text, source, texts.response_body !== undefined);
    return [
      {
        key: evidenceKey(field),
        value: text,
        source: field === 'config_file' ? 'file' : source,
        strength: strengths[field] ?? 'claimed',
        ...marked(keys, text),
      },
    ];
  });
  if (analysis)
    items.push({
      key: 'trace_dump',
      value: analysis,
      source: fromFile ? 'file' : source,
      strength: 'tool_output',
    });
  return items;
}

/** A status with the body it came with is an answer; alone it is what somebody says. */
function statusItem(text: Redacted, source: 'form' | 'message', hasBody: boolean): GivenItem[] {
  const status = statusIn(text);
  if (status === undefined) return [];
  return [{ key: 'response_status', value: status, source, strength: hasBody ? 'http_response' : 'claimed' }];
}

function checkItems(text: Redacted, source: 'form' | 'message', keys: readonly KeyMark[]): GivenItem[] {
  const outputs = readPastedOutputs(text);
  if (outputs.length === 0)
    return [
      {
        key: 'note',
        value: words`Output of a check: ${text}`,
        source,
        strength: 'tool_output',
        ...marked(keys, text),
      },
    ];
  return outputs.map(({ check, from }) => {
    const tool = toolIn(from);
    const sent = keys.map((mark) => (tool === undefined ? mark : { ...mark, tool }));
    return { key: 'checks', value: { ...check }, source, strength: 'tool_output', ...marked(sent, from) };
  });
}

/** The marks whose placeholders stand in this text. */
export function marked(keys: readonly KeyMark[], text: string): { keys?: KeyMark[] } {
  const here = keys.filter(({ placeholder }) => text.includes(placeholder));
  return here.length > 0 ? { keys: here } : {};
}
