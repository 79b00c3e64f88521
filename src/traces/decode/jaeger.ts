import { AttributeList, type Sink, Span } from '../span.ts';
import { looseId } from './ids.ts';
import { isObject, type Loose, type Unfinished } from './value.ts';

export function isJaegerTrace(object: Loose): boolean {
  return (
    Array.isArray(object['spans']) &&
    (object['processes'] !== undefined ||
      object['spans'].some((span) => isObject(span) && isJaegerSpan(span)))
  );
}

export function isJaegerSpan(object: Loose): boolean {
  return (
    object['operationName'] !== undefined &&
    (object['spanID'] !== undefined || object['traceID'] !== undefined)
  );
}

/** Jaeger's UI and query API: microseconds, typed tags, references instead of a parent. */
export class Jaeger {
  readonly #sink: Sink;
  readonly #unfinished: Unfinished;
  readonly #span = new Span();

  constructor(sink: Sink, unfinished: Unfinished) {
    this.#sink = sink;
    this.#unfinished = unfinished;
  }

  document(document: Loose): void {
    const traces = Array.isArray(document['data']) ? document['data'] : [document];
    for (const trace of traces) {
      if (!isObject(trace)) continue;
      if (Array.isArray(trace['spans'])) this.#trace(trace, trace['spans']);
      else if (isJaegerSpan(trace)) this.#spanOf(trace);
    }
  }

  #trace(trace: Loose, spans: readonly unknown[]): void {
    for (const span of spans) if (isObject(span)) this.#spanOf(span);
    const processes = trace['processes'];
    if (!isObject(processes)) return;
    for (const key of Object.keys(processes)) {
      const process = processes[key];
      if (!isObject(process) || this.#unfinished.has(process)) continue;
      const attributes = new AttributeList();
      attributes.add('service.name', 'string', process['serviceName'] ?? '');
      addTags(attributes, process['tags']);
      this.#sink.resource(attributes);
    }
  }

  #spanOf(raw: Loose): void {
    if (this.#unfinished.has(raw)) return;
    const span = this.#span;
    span.reset();
    span.scope = '';
    const name = raw['operationName'];
    span.name = typeof name === 'string' ? name : '';
    span.traceId = looseId(raw['traceID']);
    span.spanId = looseId(raw['spanID']);
    span.parentId = parentOf(raw, span.traceId);
    const start = Number(raw['startTime'] ?? 0);
    span.start = start * 1e3;
    const duration = raw['duration'];
    span.end = start === 0 || duration === undefined ? 0 : (start + Number(duration)) * 1e3;
    addTags(span.attributes, raw['tags']);
    this.#readTags();
    this.#logs(raw['logs']);
    this.#sink.span(span);
  }

  /** Status and scope travel as tags. */
  #readTags(): void {
    const { keys, values, length } = this.#span.attributes;
    for (let at = 0; at < length; at += 1) {
      const value = values[at];
      const key = keys[at];
      if (key === 'error' && (value === true || value === 'true')) this.#span.status = 'error';
      else if (key === 'otel.status_code' && value === 'ERROR') this.#span.status = 'error';
      else if (key === 'otel.status_code' && value === 'OK' && this.#span.status === 'unset')
        this.#span.status = 'ok';
      else if (key === 'otel.status_description' && typeof value === 'string') this.#span.statusText = value;
      else if (scopeKey.test(key ?? '') && typeof value === 'string') {
        this.#span.scope = value;
      }
    }
  }

  #logs(logs: unknown): void {
    if (!Array.isArray(logs)) return;
    const events = this.#span.eventAttributes;
    for (const log of logs) {
      if (!isObject(log)) continue;
      const from = events.length;
      addTags(events, log['fields']);
      for (let at = from; at < events.length; at += 1) {
        if (events.keys[at] === 'event' && events.values[at] === 'exception') this.#span.hasException = true;
      }
    }
  }
}

/** `scope` replaced the older word of the convention; stored traces hold both. */
const scopeKey = /^otel\.(?:scope|library)\.name$/;

function parentOf(raw: Loose, traceId: string): string {
  const references = raw['references'];
  let parent = '';
  if (Array.isArray(references)) {
    for (const reference of references) {
      if (!isObject(reference) || looseId(reference['traceID'] ?? traceId) !== traceId) continue;
      if (parent === '' || reference['refType'] === 'CHILD_OF') parent = looseId(reference['spanID']);
      if (reference['refType'] === 'CHILD_OF') break;
    }
  }
  return parent === '' ? looseId(raw['parentSpanID']) : parent;
}

function addTags(list: AttributeList, tags: unknown): void {
  if (!Array.isArray(tags)) return;
  for (const tag of tags) {
    if (!isObject(tag) || typeof tag['key'] !== 'string') continue;
    const { key, value } = { key: tag['key'], value: tag['value'] };
    const type = tag['type'];
    if (type === 'int64' || type === 'float64')
      list.add(key, type === 'int64' ? 'int' : 'double', Number(value));
    else if (type === 'binary') list.add(key, 'bytes', value);
    else if (typeof value === 'string') addText(list, key, value);
    else if (typeof value === 'number') list.add(key, 'double', value);
    else if (typeof value === 'boolean') list.add(key, 'bool', value);
    else list.add(key, 'list', value);
  }
}

/** Jaeger has no lists: a long one arrives as JSON in a string. */
function addText(list: AttributeList, key: string, value: string): void {
  if (value.length > 2000 && value.startsWith('[') && value.endsWith(']') && !value.includes('{')) {
    list.add(key, 'list', value.split(','));
  } else list.add(key, 'string', value);
}
