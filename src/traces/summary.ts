import { type Analysis, type AnalyzeOptions, judge } from './analyze.ts';
import { isObject, type Loose, pick } from './decode/value.ts';
import type { Dump } from './dump.ts';
import { adviceFor } from './findings/advice.ts';
import { severityOf } from './findings/severity.ts';
import { Gather } from './gather.ts';
import { AttributeList, Span } from './span.ts';

/** Groups are counted, not copied: past this many spans of a name the picture does not change. */
const MOST_PER_NAME = 1000;
/** Keys that decide a finding by being there; a summary never tells values. */
const telling = new Set([
  'metrics.ttfb',
  'transcript',
  'stt.transcription',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'function.name',
  'tool.name',
  'tool_call_id',
  'tool.call_id',
  'function.arguments',
  'tool.arguments',
]);

/**
 * The findings that a trace summary of the API can tell: counts and names, no values and no times. The body
 * is somebody else's and may change, so whatever is not understood is left out. Never throws.
 */
export function summaryAnalysis(body: unknown, options: AnalyzeOptions = {}): Analysis {
  const outer = isObject(body) ? body : {};
  const summary = isObject(outer['trace_summary']) ? outer['trace_summary'] : outer;
  const gather = new Gather([]);
  gather.become('viewer');
  const total = numberOf(summary, 'total_spans');
  readGroups(summary, gather);
  readResource(summary, gather);
  const { dump } = gather;
  if (summary['is_truncated'] === true)
    gather.partial('The summary is truncated; what is missing was not judged.');
  else if (total > dump.spanCount) gather.partial(`The summary names ${dump.spanCount} of ${total} spans.`);
  const analysis = judge(dump, options);
  const counted = countedFindings(summary, dump, options);
  const codes = new Set(analysis.findings.map(({ code }) => code));
  return {
    ...analysis,
    spans: total,
    traces: numberOf(summary, 'trace_count'),
    findings: [...counted.filter(({ code }) => !codes.has(code)), ...analysis.findings].filter(
      ({ code }) => code !== 'no_spans' || total === 0,
    ),
  };
}

function numberOf(summary: Loose, key: string): number {
  const value = summary[key];
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

function readGroups(summary: Loose, gather: Gather): void {
  const groups = summary['span_groups'];
  if (!Array.isArray(groups)) return;
  for (const group of groups) {
    if (!isObject(group)) continue;
    const name = pick(group, ['name', 'span_name', 'group']);
    if (typeof name !== 'string') continue;
    const count = Math.max(1, Number(pick(group, ['count', 'span_count', 'total_spans'])) || 1);
    const keys = attributeKeys(group);
    for (let at = 0; at < Math.min(count, MOST_PER_NAME); at += 1) gather.span(spanOf(name, keys, at));
    const rest = Math.max(0, Math.floor(count) - MOST_PER_NAME);
    gather.dump.spanCount += rest;
    const kind = gather.dump.names.get(name);
    if (kind) kind.count += rest;
  }
}

/** Key → type, where the group lists its attributes; nothing when it does not. */
function attributeKeys(group: Loose): ReadonlyMap<string, string> | undefined {
  const list = pick(group, ['attribute_keys', 'attributes', 'attribute_coverage']);
  const keys = new Map<string, string>();
  if (isObject(list)) for (const key of Object.keys(list)) keys.set(key, typeText(list[key]));
  else if (Array.isArray(list)) {
    for (const item of list) {
      if (typeof item === 'string') keys.set(item, '');
      else if (isObject(item)) {
        const key = pick(item, ['key', 'name', 'attribute']);
        if (typeof key === 'string') keys.set(key, typeText(item));
      }
    }
  } else return undefined;
  return keys;
}

function typeText(value: unknown): string {
  if (typeof value === 'string') return value;
  const type = isObject(value) ? pick(value, ['type', 'types', 'value_type']) : undefined;
  return Array.isArray(type) ? type.join(' ') : typeof type === 'string' ? type : '';
}

function spanOf(name: string, keys: ReadonlyMap<string, string> | undefined, at: number): Span {
  const span = new Span();
  span.name = name;
  span.start = Number.NaN;
  span.end = Number.NaN;
  span.status = 'unknown';
  span.attributesShown = keys !== undefined;
  for (const [key, type] of keys ?? []) {
    if (!telling.has(key)) continue;
    const text = /string/i.test(type) && !/int|float|double|number/i.test(type);
    // Distinct made-up numbers: equal ones would look like a fabricated series.
    if (text) span.attributes.add(key, 'string', '');
    else span.attributes.add(key, 'double', at + 1);
  }
  return span;
}

function readResource(summary: Loose, gather: Gather): void {
  const keys = summary['resource_attribute_keys'];
  if (!Array.isArray(keys)) return;
  const list = new AttributeList();
  for (const key of keys) if (typeof key === 'string') list.add(key, 'string', 'set');
  gather.resource(list);
}

/** What the summary counted itself. */
function countedFindings(summary: Loose, dump: Dump, options: AnalyzeOptions): Analysis['findings'] {
  const counts = [
    ['duplicate_spans', numberOf(summary, 'duplicate_span_count')],
    ['orphan_spans', dump.partial.length > 0 ? 0 : numberOf(summary, 'orphan_span_count')],
    ['multiple_traces', numberOf(summary, 'trace_count') > 1 ? numberOf(summary, 'trace_count') : 0],
  ] as const;
  const agent = options.agentKind ?? dump.agent;
  return counts
    .filter(([, count]) => count > 0)
    .map(([code, count]) => ({
      code,
      severity: severityOf(code),
      count,
      examples: [],
      advice: adviceFor(code, agent),
    }));
}
