import { AttributeList, type Sink, Span } from '../span.ts';
import { addAttributes, addMap } from './attributes.ts';
import { looseId } from './ids.ts';
import { statusOf } from './otlp-json.ts';
import { isoTime } from './times.ts';
import { isObject, type Loose, type Unfinished } from './value.ts';

export type ConsoleShape = 'python' | 'javascript';

/** What the console exporters of the two SDKs print, as told by keys that nothing else has together. */
export function consoleShape(object: Loose): ConsoleShape | undefined {
  if (isObject(object['context']) && 'trace_id' in object['context'] && 'name' in object) return 'python';
  const hasId = 'traceId' in object && 'id' in object;
  if (hasId && 'timestamp' in object && 'duration' in object) return 'javascript';
  if (isObject(object['_spanContext']) && 'name' in object) return 'javascript';
  return undefined;
}

export class ConsoleSpans {
  readonly #sink: Sink;
  readonly #unfinished: Unfinished;

  constructor(sink: Sink, unfinished: Unfinished) {
    this.#sink = sink;
    this.#unfinished = unfinished;
  }

  span(raw: Loose, shape: ConsoleShape): void {
    if (this.#unfinished.has(raw)) return;
    const span = new Span();
    span.name = typeof raw['name'] === 'string' ? raw['name'] : '';
    if (shape === 'python') readPython(raw, span);
    else readJavascript(raw, span);
    const attributes = raw['attributes'];
    // `[Object]`: printed too deep to show.
    if (typeof attributes === 'string') span.attributesShown = false;
    else addAttributes(span.attributes, attributes);
    readEvents(raw['events'], span);
    this.#sink.span(span);
    this.#resource(raw['resource']);
  }

  #resource(resource: unknown): void {
    if (!isObject(resource) || this.#unfinished.has(resource)) return;
    const attributes = isObject(resource['attributes']) ? resource['attributes'] : resource['_attributes'];
    if (!isObject(attributes)) return;
    const list = new AttributeList();
    addMap(list, attributes);
    this.#sink.resource(list);
  }
}

function readPython(raw: Loose, span: Span): void {
  const context = isObject(raw['context']) ? raw['context'] : {};
  span.traceId = looseId(context['trace_id']);
  span.spanId = looseId(context['span_id']);
  span.parentId = looseId(raw['parent_id']);
  span.start = typeof raw['start_time'] === 'string' ? isoTime(raw['start_time']) : 0;
  span.end = typeof raw['end_time'] === 'string' ? isoTime(raw['end_time']) : 0;
  const status = raw['status'];
  if (!isObject(status)) return;
  span.status = statusOf(status['status_code']);
  if (typeof status['description'] === 'string') span.statusText = status['description'];
}

function readJavascript(raw: Loose, span: Span): void {
  const own = isObject(raw['_spanContext']) ? raw['_spanContext'] : {};
  span.traceId = looseId(raw['traceId'] ?? own['traceId']);
  span.spanId = looseId(raw['id'] ?? raw['spanId'] ?? own['spanId']);
  const parent = raw['parentSpanContext'];
  if (isObject(parent)) {
    span.parentId = looseId(parent['spanId']);
    span.remoteParent = parent['isRemote'] === true;
  } else {
    span.parentId = looseId(raw['parentId'] ?? raw['parentSpanId']);
  }
  const start = typeof raw['timestamp'] === 'number' ? raw['timestamp'] : 0;
  span.start = start * 1e3;
  span.end = start !== 0 && typeof raw['duration'] === 'number' ? (start + raw['duration']) * 1e3 : 0;
  if (raw['timestamp'] === undefined) {
    // A span object printed raw: [seconds, nanoseconds] pairs.
    span.start = pairTime(raw['startTime']);
    span.end = pairTime(raw['endTime']);
  }
  const scope = raw['instrumentationScope'] ?? raw['instrumentationLibrary'];
  if (isObject(scope) && typeof scope['name'] === 'string') span.scope = scope['name'];
  const status = raw['status'];
  if (!isObject(status)) return;
  span.status = statusOf(status['code']);
  if (typeof status['message'] === 'string') span.statusText = status['message'];
}

function pairTime(pair: unknown): number {
  if (!Array.isArray(pair)) return Number.NaN;
  return Number(pair[0]) * 1e9 + Number(pair[1]);
}

function readEvents(events: unknown, span: Span): void {
  if (!Array.isArray(events)) return;
  for (const event of events) {
    if (!isObject(event)) continue;
    if (event['name'] === 'exception') span.hasException = true;
    addAttributes(span.eventAttributes, event['attributes']);
  }
}
