import { AttributeList, type Sink, Span, type SpanStatus } from '../span.ts';
import { addAttributes } from './attributes.ts';
import { otlpId } from './ids.ts';
import { otlpTime } from './times.ts';
import { isObject, type Loose, type Unfinished } from './value.ts';

const resourceLists = ['resourceSpans', 'resource_spans', 'batches'];

/** OTLP JSON with keys in camelCase or snake_case, as one parsed document. Returns how many spans it held. */
export class OtlpJson {
  readonly #sink: Sink;
  readonly #unfinished: Unfinished;
  readonly #span = new Span();
  readonly #resource = new AttributeList();
  #read = 0;
  #rawTraceId: unknown;
  #traceId = '';
  #rawParentId: unknown;
  #parentId = '';

  constructor(sink: Sink, unfinished: Unfinished) {
    this.#sink = sink;
    this.#unfinished = unfinished;
  }

  document(document: Loose): number {
    this.#read = 0;
    for (const key of resourceLists) {
      const list = document[key];
      if (list === undefined || list === null) continue;
      if (!Array.isArray(list)) this.#sink.refuse('wrong structure');
      else for (const item of list) this.#resourceSpans(item);
    }
    return this.#read;
  }

  #resourceSpans(group: unknown): void {
    if (!isObject(group)) {
      if (!this.#elided(group)) this.#sink.refuse('wrong structure');
      return;
    }
    const scopes =
      group['scopeSpans'] ?? group['scope_spans'] ?? group['instrumentationLibrarySpans'] ?? group['ilSpans'];
    const before = this.#read;
    if (Array.isArray(scopes)) for (const scope of scopes) this.#scopeSpans(scope);
    else if (Array.isArray(group['spans'])) this.#spans(group['spans'], '');
    else if (scopes !== undefined && !this.#elided(scopes)) this.#sink.refuse('wrong structure');
    const resource = group['resource'];
    // A resource without spans sends nothing, so its name is nobody's problem.
    if (!isObject(resource) || this.#unfinished.has(resource) || this.#read === before) return;
    this.#resource.clear();
    const attributes = resource['attributes'];
    if (isObject(attributes)) this.#sink.refuse('attributes given as a plain map', 'resource');
    addAttributes(this.#resource, attributes);
    this.#sink.resource(this.#resource);
  }

  #scopeSpans(group: unknown): void {
    if (!isObject(group)) {
      if (!this.#elided(group)) this.#sink.refuse('wrong structure');
      return;
    }
    const scope = group['scope'] ?? group['instrumentationLibrary'];
    const name = isObject(scope) && typeof scope['name'] === 'string' ? scope['name'] : '';
    const spans = group['spans'];
    if (Array.isArray(spans)) this.#spans(spans, name);
    else if (spans !== undefined && !this.#elided(spans)) this.#sink.refuse('wrong structure');
  }

  #spans(spans: readonly unknown[], scope: string): void {
    this.#span.scope = scope;
    for (let at = 0; at < spans.length; at += 1) {
      const item = spans[at];
      if (isObject(item)) this.span(item);
      else if (!this.#elided(item)) this.#sink.refuse('wrong structure');
    }
  }

  /** One span object; public because a copied page holds bare spans. */
  span(raw: Loose): void {
    if (this.#unfinished.has(raw)) return;
    const sink = this.#sink;
    const span = this.#span;
    span.reset();
    this.#read += 1;
    const name = raw['name'];
    span.name = typeof name === 'string' ? name : '';
    const label = span.name;
    // One call is one trace, and siblings share a parent: what was just checked need not be checked again.
    const traceId = raw['traceId'] ?? raw['trace_id'];
    if (traceId !== this.#rawTraceId) {
      this.#traceId = otlpId(traceId, 32, label, sink);
      this.#rawTraceId = isPlain(traceId, this.#traceId) ? traceId : undefined;
    }
    span.traceId = traceId === undefined ? '' : this.#traceId;
    span.spanId = otlpId(raw['spanId'] ?? raw['span_id'], 16, label, sink);
    const parentId = raw['parentSpanId'] ?? raw['parent_span_id'];
    if (parentId !== this.#rawParentId) {
      this.#parentId = otlpId(parentId, 16, label, sink);
      this.#rawParentId = isPlain(parentId, this.#parentId) ? parentId : undefined;
    }
    span.parentId = parentId === undefined ? '' : this.#parentId;
    if (span.traceId === '' || span.spanId === '') sink.refuse('absent id', label);
    span.start = otlpTime(raw['startTimeUnixNano'] ?? raw['start_time_unix_nano'], label, sink);
    span.end = otlpTime(raw['endTimeUnixNano'] ?? raw['end_time_unix_nano'], label, sink);
    const flags = raw['flags'];
    span.remoteParent = typeof flags === 'number' && (flags & 0x200) !== 0;
    this.#status(raw['status']);
    const attributes = raw['attributes'];
    if (isObject(attributes)) sink.refuse('attributes given as a plain map', label);
    addAttributes(span.attributes, attributes);
    this.#events(raw['events']);
    sink.span(span);
  }

  #status(status: unknown): void {
    if (!isObject(status)) return;
    const code = status['code'];
    if (code !== undefined) this.#span.status = statusOf(code);
    const message = status['message'];
    if (typeof message === 'string') this.#span.statusText = message;
  }

  #events(events: unknown): void {
    if (!Array.isArray(events)) return;
    for (const event of events) {
      if (!isObject(event)) continue;
      if (event['name'] === 'exception') this.#span.hasException = true;
      addAttributes(this.#span.eventAttributes, event['attributes']);
    }
  }

  /** `[Object]` and its like: the printer left spans out. */
  #elided(value: unknown): boolean {
    if (typeof value !== 'string' || !value.startsWith('[')) return false;
    this.#sink.partial('The printer left out nested spans.');
    return true;
  }
}

/** An id that was right as it stood; a wrong one is reported on every span that carries it. */
function isPlain(raw: unknown, id: string): boolean {
  return raw === id && (id.length === 32 || id.length === 16);
}

export function statusOf(code: unknown): SpanStatus {
  if (code === 2 || code === '2' || code === 'STATUS_CODE_ERROR' || code === 'ERROR' || code === 'Error')
    return 'error';
  if (code === 1 || code === '1' || code === 'STATUS_CODE_OK' || code === 'OK' || code === 'Ok') return 'ok';
  return 'unset';
}
