import { type Sink, Span } from '../span.ts';
import { addAttributes, addPlain } from './attributes.ts';
import { looseId } from './ids.ts';
import { statusOf } from './otlp-json.ts';
import { guessedTime } from './times.ts';
import { asText, isObject, type Loose, pick, type Unfinished } from './value.ts';

const nameKeys = [
  'name',
  'span_name',
  'spanName',
  'SpanName',
  'operationName',
  'operation_name',
  'operation',
  'title',
  'Name',
  'Span',
];
const traceKeys = ['trace_id', 'traceId', 'traceID', 'TraceId', 'trace'];
const idKeys = ['span_id', 'spanId', 'spanID', 'SpanId', 'id'];
const parentKeys = [
  'parent_span_id',
  'parentSpanId',
  'parentSpanID',
  'ParentSpanId',
  'parent_id',
  'parentId',
  'parent',
];
const startKeys = [
  'startTimeUnixNano',
  'start_time_unix_nano',
  'start_time',
  'startTime',
  'start_ns',
  'start_ms',
  'start',
  'started_at',
  'startedAt',
  'timestamp',
  'Timestamp',
  'StartTime',
];
const endKeys = [
  'endTimeUnixNano',
  'end_time_unix_nano',
  'end_time',
  'endTime',
  'end_ns',
  'end_ms',
  'end',
  'ended_at',
  'endedAt',
  'EndTime',
];
const statusKeys = ['status', 'status_code', 'statusCode', 'StatusCode'];
const attributeKeys = [
  'attributes',
  'span_attributes',
  'spanAttributes',
  'SpanAttributes',
  'tags',
  'attrs',
  'Attributes',
];
const scopeKeys = ['scope_name', 'scopeName', 'ScopeName', 'instrumentation_scope', 'scope'];
const childKeys = ['children', 'child_spans', 'childSpans', 'spans'];
const totalKeys = [
  'total_spans',
  'totalSpans',
  'total_span_count',
  'span_count',
  'spanCount',
  'total_count',
  'totalCount',
  'total',
];
/** Nanoseconds of one unit, by how the key or the text names it. */
const durationKeys: readonly (readonly [string, number])[] = [
  ['duration_ms', 1e6],
  ['durationMs', 1e6],
  ['duration_millis', 1e6],
  ['latency_ms', 1e6],
  ['duration_ns', 1],
  ['durationNano', 1],
  ['duration_nano', 1],
  ['durationNanos', 1],
  ['duration_us', 1e3],
  ['duration_seconds', 1e9],
  ['duration_s', 1e9],
  ['durationSeconds', 1e9],
];
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  sec: 1e9,
  m: 6e10,
  min: 6e10,
  h: 3.6e12,
};

/** A span as an API or a viewer shows it. Its shape is not published, so every common spelling is read. */
export function isRow(object: Loose): boolean {
  if (typeof pick(object, nameKeys) !== 'string') return false;
  return [traceKeys, idKeys, startKeys, attributeKeys, ['duration'], durationKeys.map(([key]) => key)].some(
    (keys) => pick(object, keys) !== undefined,
  );
}

interface Pending {
  readonly row: Loose;
  readonly parent: string;
  readonly trace: string;
}

export class Rows {
  readonly #sink: Sink;
  readonly #unfinished: Unfinished;
  #typed = false;

  constructor(sink: Sink, unfinished: Unfinished) {
    this.#sink = sink;
    this.#unfinished = unfinished;
  }

  page(page: Loose, items: readonly Loose[]): void {
    const pending: Pending[] = items.map((row) => ({ row, parent: '', trace: '' }));
    this.#typed = items.some(hasTypedAttribute);
    let read = 0;
    let containers = 0;
    while (pending.length > 0) {
      const next = pending.pop() as Pending; // the list is not empty
      const isSpan = isRow(next.row);
      if (isSpan && !this.#unfinished.has(next.row)) {
        this.#span(next);
        read += 1;
      } else containers += 1;
      this.#children(next, isSpan, pending);
    }
    this.#completeness(page, items, read, containers);
  }

  #children({ row, parent, trace }: Pending, isSpan: boolean, pending: Pending[]): void {
    const children = pick(row, childKeys);
    if (!Array.isArray(children)) return;
    const inherited = looseId(pick(row, traceKeys)) || trace;
    const id = isSpan ? looseId(pick(row, idKeys)) : parent;
    const rows = children.filter(isObject);
    if (!this.#typed && rows.some(hasTypedAttribute)) this.#typed = true;
    for (const child of rows) pending.push({ row: child, parent: id, trace: inherited });
  }

  #completeness(page: Loose, items: readonly Loose[], read: number, containers: number): void {
    const pages = [page, ...(containers > 0 ? items.filter((item) => !isRow(item)) : [])];
    for (const each of pages) {
      const total = Number(pick(each, totalKeys) ?? 0);
      if (total > read) this.#sink.partial(`The dump holds ${read} of ${total} spans.`);
      const more = pick(each, [
        'next_cursor',
        'nextCursor',
        'next_page_token',
        'nextPageToken',
        'has_more',
        'hasMore',
        'is_truncated',
        'truncated',
      ]);
      if (more === true || (typeof more === 'string' && more !== ''))
        this.#sink.partial('The dump says that more spans exist.');
      if (Number(pick(each, ['offset']) ?? 0) > 0)
        this.#sink.partial('The page does not start at the first span.');
    }
  }

  #span({ row, parent, trace }: Pending): void {
    const span = new Span();
    span.name = asText(pick(row, nameKeys));
    span.traceId = looseId(pick(row, traceKeys)) || trace;
    span.spanId = looseId(pick(row, idKeys));
    span.parentId = looseId(pick(row, parentKeys)) || parent;
    const scope = pick(row, scopeKeys);
    span.scope = isObject(scope) ? asText(scope['name']) : asText(scope);
    readTimes(row, span);
    readStatus(row, span);
    const attributes = pick(row, attributeKeys);
    const parsedAttributes = typeof attributes === 'string' ? parsedMap(attributes) : attributes;
    if (parsedAttributes === undefined) span.attributesShown = false;
    else if (this.#typed || Array.isArray(parsedAttributes)) addAttributes(span.attributes, parsedAttributes);
    else if (isObject(parsedAttributes)) addUntyped(span, parsedAttributes);
    readEvents(row['events'], span);
    const flags = row['flags'];
    span.remoteParent = typeof flags === 'number' && (flags & 0x200) !== 0;
    this.#sink.span(span);
  }
}

function hasTypedAttribute(row: Loose): boolean {
  const attributes = pick(row, attributeKeys);
  return isObject(attributes) && Object.values(attributes).some((value) => typeof value !== 'string');
}

/** Some stores keep every attribute as text: then a number in quotes says nothing about what was sent. */
function addUntyped(span: Span, map: Loose): void {
  for (const key of Object.keys(map)) {
    const value = map[key];
    const numeric = typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(value);
    addPlain(span.attributes, key, numeric ? Number(value) : value);
  }
}

function parsedMap(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A cell of some other text: the attributes are not shown.
    return undefined;
  }
}

function readTimes(row: Loose, span: Span): void {
  const hasEnd = endKeys.some((key) => key in row);
  span.start = startOf(row);
  span.duration = durationOf(row);
  if (hasEnd && !Number.isNaN(span.start)) span.end = guessedTime(pick(row, endKeys));
  else span.end = span.start === 0 ? 0 : span.start + span.duration;
}

const clockKeys = [
  'startTimeUnixNano',
  'start_time_unix_nano',
  'start_time',
  'startTime',
  'start_ns',
  'Timestamp',
  'timestamp',
];

/** NaN when the row has no clock time: none at all, or an offset from the start of the call. */
function startOf(row: Loose): number {
  const key = startKeys.find((each) => each in row);
  if (key === undefined) return Number.NaN;
  const value = row[key];
  const start = guessedTime(value);
  const exact = key.endsWith('UnixNano') || key.endsWith('unix_nano');
  if (start === 0) {
    const empty = value === null || value === 0 || value === '0' || value === '';
    return empty && clockKeys.includes(key) ? 0 : Number.NaN;
  }
  return exact || Math.abs(start) >= 1e18 ? (exact ? Number(value) : start) : Number.NaN;
}

function durationOf(row: Loose): number {
  for (const [key, unit] of durationKeys) {
    const value = row[key];
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return Number(value) * unit;
  }
  // A column store that keeps spans of this SDK counts nanoseconds under this name.
  if (typeof row['Duration'] === 'number') return row['Duration'];
  const duration = pick(row, ['duration', 'Duration', 'latency']);
  return typeof duration === 'string' ? durationText(duration) : Number.NaN;
}

export function durationText(text: string): number {
  const found = /^\s*(-?\d+(?:[.,]\d+)?)\s*(ns|us|µs|μs|ms|sec|s|min|m|h)\s*$/.exec(text);
  if (!found) return Number.NaN;
  return Number((found[1] ?? '').replace(',', '.')) * (units[found[2] ?? ''] ?? Number.NaN);
}

function readStatus(row: Loose, span: Span): void {
  const status = pick(row, statusKeys);
  if (status === undefined) span.status = 'unknown';
  else if (isObject(status)) {
    span.status = statusOf(status['code'] ?? status['status_code']);
    span.statusText = asText(status['message'] ?? status['description']);
  } else
    span.status = statusOf(
      typeof status === 'string' ? status.toUpperCase().replace(/^(?:STATUS_CODE_)?/, '') : status,
    );
  const message = pick(row, ['status_message', 'statusMessage', 'StatusMessage']);
  if (typeof message === 'string') span.statusText = message;
}

function readEvents(events: unknown, span: Span): void {
  if (!Array.isArray(events)) return;
  for (const event of events) {
    if (!isObject(event)) continue;
    if (event['name'] === 'exception') span.hasException = true;
    addAttributes(span.eventAttributes, event['attributes']);
  }
}
