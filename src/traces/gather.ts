import {
  type Dump,
  type DumpFormat,
  Mark,
  Measures,
  type MetricRequest,
  place,
  SpanRecord,
  Tally,
  type Trace,
} from './dump.ts';
import { errorEvidence, isSocketClosed } from './evidence-of-error.ts';
import { KeyUse, useOfKey } from './keys.ts';
import { classifyName, isLibraryScope, type NameClass } from './names.ts';
import { hasSecretShape, isOpaqueCredential, SECRET_LENGTH } from './secret-shape.ts';
import type { AttributeKind, AttributeList, Refusal, Sink, Span } from './span.ts';
import { exceedsBound } from './unbounded.ts';

/** Keys beyond this many are looked up afresh each time, so a dump of made-up keys costs no memory. */
const CACHED_KEYS = 4096;
const ALL_TOKENS = KeyUse.inputTokens | KeyUse.outputTokens;

/** The one pass: takes every span as it is decoded and keeps what the findings need. */
export class Gather implements Sink {
  readonly dump: Dump;
  readonly #uses = new Map<string, number>();
  readonly #scopes = new Map<string, boolean>();
  readonly #measures = new Measures();
  readonly #seen = { marks: 0, print: 0, ttfb: Number.NaN, position: 0 };
  #trace: Trace | undefined;
  #marks = 0;
  #ttfb = Number.NaN;
  #print = 0;
  #where = '';

  constructor(metrics: readonly MetricRequest[]) {
    this.dump = {
      format: 'unknown',
      recognised: false,
      bytes: 0,
      partial: [],
      notes: [],
      spans: [],
      spanCount: 0,
      traces: new Map(),
      names: new Map(),
      refusals: new Map(),
      base64Ids: new Tally(),
      secrets: new Tally(),
      unbounded: new Tally(),
      notNumeric: new Tally(),
      toolProof: new Tally(),
      namelessResources: new Tally(),
      simulationIds: new Map(),
      metrics: metrics.map((request) => ({
        request,
        spans: 0,
        numeric: 0,
        notNumeric: new Tally(),
        markers: 0,
        elsewhere: new Set(),
      })),
      largestBody: 0,
      hosted: false,
      textAgent: false,
      realtime: false,
      agent: 'custom',
    };
  }

  /** A dump was recognised. Several documents of one file: the last format stands. */
  become(format: DumpFormat): void {
    this.dump.format = format;
    this.dump.recognised = true;
  }

  body(bytes: number): void {
    if (bytes > this.dump.largestBody) this.dump.largestBody = bytes;
  }

  refuse(reason: Refusal, name = ''): void {
    let tally = this.dump.refusals.get(reason);
    if (!tally) {
      tally = new Tally();
      this.dump.refusals.set(reason, tally);
    }
    tally.count += 1;
    if (name !== '' && tally.examples.length < 3) tally.examples.push(place(name, this.dump.spanCount + 1));
  }

  base64Id(name: string): void {
    this.dump.base64Ids.add(place(name, this.dump.spanCount + 1));
  }

  partial(why: string): void {
    if (!this.dump.partial.includes(why)) this.dump.partial.push(why);
  }

  note(text: string): void {
    if (!this.dump.notes.includes(text)) this.dump.notes.push(text);
  }

  resource(attributes: AttributeList): void {
    this.#begin('resource');
    let named = false;
    const { keys, values } = attributes;
    for (let at = 0; at < attributes.length; at += 1) {
      if (keys[at] !== 'service.name') continue;
      const name = values[at];
      named = typeof name === 'string' && name.trim() !== '' && !name.startsWith('unknown_service');
    }
    if (!named) this.dump.namelessResources.add('resource');
    this.#read(attributes, undefined);
  }

  span(span: Span): void {
    const dump = this.dump;
    dump.spanCount += 1;
    const kind = this.#kind(span.name);
    kind.count += 1;
    if (kind.probe) return;
    if (kind.realtime) dump.realtime = true;
    this.#begin(kind.name);
    if (span.scope !== '') this.#readScope(span.scope);
    this.#read(span.attributes, kind);
    const print = this.#print;
    if (span.hasException) this.#marks |= Mark.errorEvidence;
    if (span.eventAttributes.length > 0) this.#read(span.eventAttributes, undefined);
    if (span.statusText !== '' && isSocketClosed(span.statusText)) this.#marks |= Mark.socketClosed;
    if (kind.naming === 'marker') this.#marks |= Mark.marker;
    if (span.remoteParent) this.#marks |= Mark.remoteParent;
    if (!span.attributesShown) this.#marks |= Mark.attributesHidden;
    const trace = this.#traceOf(span.traceId);
    if (span.spanId !== '') {
      const { size } = trace.ids;
      if (trace.ids.add(span.spanId).size === size) {
        trace.repeats.set(span.spanId, (trace.repeats.get(span.spanId) ?? 0) + 1);
      }
    }
    const seen = this.#seen;
    seen.marks = this.#marks;
    seen.print = print;
    seen.ttfb = this.#ttfb;
    seen.position = dump.spanCount;
    dump.spans.push(new SpanRecord(span, kind, trace, seen, this.#measures));
  }

  #begin(name: string): void {
    this.#marks = 0;
    this.#ttfb = Number.NaN;
    this.#print = 0;
    this.#where = name;
  }

  /** Built only when an example is needed: most spans have none. */
  #place(): string {
    return place(this.#where, this.#where === 'resource' ? 0 : this.dump.spanCount);
  }

  #kind(name: string): NameClass {
    let kind = this.dump.names.get(name);
    if (!kind) {
      kind = classifyName(name);
      this.dump.names.set(name, kind);
    }
    return kind;
  }

  #traceOf(id: string): Trace {
    if (this.#trace?.id === id) return this.#trace;
    let trace = this.dump.traces.get(id);
    if (!trace) {
      trace = { id, ids: new Set(), repeats: new Map() };
      this.dump.traces.set(id, trace);
    }
    this.#trace = trace;
    return trace;
  }

  #readScope(scope: string): void {
    let library = this.#scopes.get(scope);
    if (library === undefined) {
      library = isLibraryScope(scope);
      if (this.#scopes.size < CACHED_KEYS) this.#scopes.set(scope, library);
      if (scope.startsWith('pipecat')) this.dump.agent = 'pipecat';
      else if (scope.startsWith('livekit')) this.dump.agent = 'livekit';
    }
    if (library) this.#marks |= Mark.instrumentation;
  }

  #useOf(key: string): number {
    let use = this.#uses.get(key);
    if (use === undefined) {
      use = useOfKey(key);
      if (this.#uses.size < CACHED_KEYS) this.#uses.set(key, use);
      if (key.startsWith('lk.') && this.dump.agent === 'custom') this.dump.agent = 'livekit';
    }
    return use;
  }

  #read(list: AttributeList, kind: NameClass | undefined): void {
    const { keys, kinds, values, length } = list;
    let print = this.#print;
    for (let at = 0; at < length; at += 1) {
      const key = keys[at] as string; // below length, every slot is filled
      const type = kinds[at] as AttributeKind;
      const value = values[at];
      const use = this.#useOf(key);
      if (typeof value === 'string') {
        // Length and two characters tell sets apart well enough beside equal name, start and end.
        print = (Math.imul(print, 31) + value.length * 131 + value.charCodeAt(value.length >> 1)) | 0;
        if (value.length >= SECRET_LENGTH || (use & KeyUse.credentialKey) !== 0)
          this.#readText(value, use, type);
      } else if (typeof value === 'number') {
        print = (Math.imul(print, 31) + value * 1000) | 0;
      } else if (typeof value === 'object') {
        if (exceedsBound(value, type)) this.dump.unbounded.add(this.#place());
        this.#readNested(value, use, 0);
      }
      print = (Math.imul(print, 31) + key.length) | 0;
      if (use !== 0) this.#readKnown(key, use, type, value);
    }
    this.#print = print;
    if (kind && this.dump.metrics.length > 0) this.#readMetrics(list, kind);
  }

  #readText(text: string, use: number, type: AttributeKind): void {
    if (text.length > 2048 && exceedsBound(text, type)) this.dump.unbounded.add(this.#place());
    if (type === 'bytes') return;
    if (hasSecretShape(text) || ((use & KeyUse.credentialKey) !== 0 && isOpaqueCredential(text))) {
      this.dump.secrets.add(this.#place());
    }
  }

  /** Lists and maps a few levels deep; deeper values are not looked at, so depth costs nothing. */
  #readNested(value: unknown, use: number, depth: number): void {
    if (depth > 3 || typeof value !== 'object' || value === null) return;
    const items = Array.isArray(value) ? value : Object.values(value);
    const most = Math.min(items.length, 2000);
    for (let at = 0; at < most; at += 1) {
      const item: unknown = items[at];
      if (typeof item === 'string') {
        if (item.length >= SECRET_LENGTH) this.#readText(item, use, 'string');
      } else if (typeof item === 'object') this.#readNested(item, use, depth + 1);
    }
  }

  #readKnown(key: string, use: number, type: AttributeKind, value: unknown): void {
    if ((use & KeyUse.numeric) !== 0) this.#readNumeric(use, type, value);
    if (value === null || value === undefined) return;
    if ((use & KeyUse.isFinal) !== 0 && isFalse(value)) this.#marks |= Mark.notFinal;
    if ((use & KeyUse.incomplete) !== 0 && !isFalse(value)) this.#marks |= Mark.notFinal;
    this.#marks |= presenceOf(use);
    if (errorEvidence(use, value)) this.#marks |= Mark.errorEvidence;
    if (typeof value === 'string') this.#readKnownText(key, use, value);
    if ((use & KeyUse.finishReason) !== 0 && namesToolUse(value)) this.dump.toolProof.add(this.#place());
    if ((use & KeyUse.toolCount) !== 0 && typeof value === 'number' && value > 0) {
      this.dump.toolProof.add(this.#place());
    }
  }

  #readNumeric(use: number, type: AttributeKind, value: unknown): void {
    if (typeof value === 'number' && Number.isFinite(value)) {
      if ((use & KeyUse.ttfb) !== 0) {
        this.#ttfb = value;
        this.#marks |= Mark.ttfb;
      } else if ((use & ALL_TOKENS) !== 0) {
        this.#marks |= (use & KeyUse.inputTokens) !== 0 ? Mark.inputTokens : Mark.outputTokens;
      }
      return;
    }
    if ((use & ALL_TOKENS) !== 0) {
      this.#marks |= (use & KeyUse.inputTokens) !== 0 ? Mark.inputTokens : Mark.outputTokens;
    }
    if (type !== 'string' && type !== 'bool' && type !== 'double' && type !== 'int') return;
    if (
      (use & KeyUse.flag) !== 0 &&
      typeof value === 'string' &&
      !/^(?:true|false|yes|no|[\d.]+)$/i.test(value)
    )
      return;
    this.dump.notNumeric.add(this.#place());
  }

  #readKnownText(key: string, use: number, value: string): void {
    const dump = this.dump;
    if ((use & KeyUse.timing) !== 0 && value === 'metadata_marker') this.#marks |= Mark.marker;
    if ((use & KeyUse.source) !== 0 && value === 'vapi_artifact') {
      this.#marks |= Mark.vapi;
      dump.hosted = true;
      dump.agent = 'vapi';
    }
    if ((use & KeyUse.simulationId) !== 0 && value !== '') {
      let ids = dump.simulationIds.get(key);
      if (!ids) {
        ids = new Set();
        dump.simulationIds.set(key, ids);
      }
      if (ids.size < 100) ids.add(value.slice(0, 200));
    }
    if ((use & KeyUse.channel) !== 0 && /(?:^|[^a-z])(?:chat|sms|text)(?:[^a-z]|$)/i.test(value))
      dump.textAgent = true;
    if ((use & KeyUse.channel) !== 0 && /realtime/i.test(value)) dump.realtime = true;
    if ((use & KeyUse.serviceName) !== 0 && isTextService(value)) {
      dump.textAgent = true;
    }
    if (key === 'agent.provider' && /^vapi/i.test(value)) dump.hosted = true;
    if ((use & KeyUse.model) !== 0 && /realtime|-live-|-live$|native-audio|nova-sonic/i.test(value))
      dump.realtime = true;
    if ((use & (KeyUse.errorText | KeyUse.exceptionText)) !== 0 && isSocketClosed(value)) {
      this.#marks |= Mark.socketClosed;
    }
  }

  #readMetrics(list: AttributeList, kind: NameClass): void {
    for (const metric of this.dump.metrics) {
      const at = list.keys.indexOf(metric.request.attribute);
      const carries = at >= 0 && at < list.length;
      if (metric.request.span !== kind.name) {
        if (carries && metric.elsewhere.size < 3) metric.elsewhere.add(kind.name);
        continue;
      }
      metric.spans += 1;
      if (!carries) continue;
      const value = list.values[at];
      if (typeof value !== 'number' || !Number.isFinite(value)) metric.notNumeric.add(this.#place());
      else {
        metric.numeric += 1;
        if ((this.#marks & Mark.marker) !== 0 || kind.naming === 'marker') metric.markers += 1;
      }
    }
  }
}

/** A name is weak evidence: a voice agent may be called a chat agent too. */
function isTextService(name: string): boolean {
  return (
    /(?:^|[^a-z])(?:chat|sms|text)(?:bot|[^a-z]|$)/i.test(name) && !/voice|phone|call|speech/i.test(name)
  );
}

const presences: readonly (readonly [number, number])[] = [
  [KeyUse.transcript, Mark.transcript],
  [KeyUse.transcriptAlias, Mark.transcriptAlias],
  [KeyUse.functionName, Mark.functionName],
  [KeyUse.toolName, Mark.toolName],
  [KeyUse.otherToolName, Mark.otherToolName],
  [KeyUse.callId, Mark.callId],
  [KeyUse.callIdAlias, Mark.callIdAlias],
  [KeyUse.arguments, Mark.arguments],
  [KeyUse.argumentsAlias, Mark.argumentsAlias],
  [KeyUse.latency, Mark.latency],
];
const presenceCache = new Map<number, number>();

function presenceOf(use: number): number {
  let marks = presenceCache.get(use);
  if (marks === undefined) {
    marks = 0;
    for (const [key, mark] of presences) if ((use & key) !== 0) marks |= mark;
    presenceCache.set(use, marks);
  }
  return marks;
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false' || value === 0;
}

function namesToolUse(value: unknown): boolean {
  if (typeof value === 'string') return /tool_?(?:calls?|use)|function_call/i.test(value.slice(0, 200));
  return (
    Array.isArray(value) && value.slice(0, 20).some((item) => typeof item === 'string' && namesToolUse(item))
  );
}
