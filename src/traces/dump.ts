import type { NameClass } from './names.ts';
import type { Refusal, Span, SpanStatus } from './span.ts';

/** What one pass over a dump leaves behind: per span a small record, per dump a few tallies. No attribute value survives. */
export type DumpFormat =
  | 'otlp_json'
  | 'otlp_jsonl'
  | 'otlp_protobuf'
  | 'jaeger'
  | 'console'
  | 'viewer'
  | 'unknown';

export type AgentKind = 'pipecat' | 'livekit' | 'vapi' | 'custom';

/** What was seen on one span, as bits of `SpanRecord.marks`. */
export const Mark = {
  marker: 1 << 0,
  vapi: 1 << 1,
  transcript: 1 << 2,
  transcriptAlias: 1 << 3,
  notFinal: 1 << 4,
  inputTokens: 1 << 5,
  outputTokens: 1 << 6,
  functionName: 1 << 7,
  toolName: 1 << 8,
  otherToolName: 1 << 9,
  callId: 1 << 10,
  callIdAlias: 1 << 11,
  arguments: 1 << 12,
  argumentsAlias: 1 << 13,
  errorEvidence: 1 << 14,
  latency: 1 << 15,
  ttfb: 1 << 16,
  instrumentation: 1 << 17,
  remoteParent: 1 << 18,
  socketClosed: 1 << 19,
  attributesHidden: 1 << 20,
} as const;

/** Start, end, duration where no clock times are known, and time to first byte: four doubles a span, off the heap. */
export class Measures {
  #values = new Float64Array(4 * 256);

  set(at: number, start: number, end: number, duration: number, ttfb: number): void {
    const from = at * 4;
    if (from >= this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[from] = start;
    this.#values[from + 1] = end;
    this.#values[from + 2] = duration;
    this.#values[from + 3] = ttfb;
  }

  get(at: number, which: 0 | 1 | 2 | 3): number {
    return this.#values[at * 4 + which] ?? Number.NaN;
  }
}

/** A class, and numbers kept aside: a dump of a million spans makes a million of these. */
export class SpanRecord {
  readonly kind: NameClass;
  readonly trace: Trace;
  readonly id: string;
  readonly parent: string;
  readonly status: SpanStatus;
  readonly marks: number;
  /** Tells attribute sets apart without keeping them. */
  readonly print: number;
  /** 1-based place in the dump. */
  readonly position: number;
  readonly #measures: Measures;

  constructor(span: Span, kind: NameClass, trace: Trace, seen: Seen, measures: Measures) {
    this.kind = kind;
    this.trace = trace;
    this.id = span.spanId;
    this.parent = span.parentId;
    this.status = span.status;
    this.marks = seen.marks;
    this.print = seen.print;
    this.position = seen.position;
    this.#measures = measures;
    measures.set(seen.position, span.start, span.end, span.duration, seen.ttfb);
  }

  get start(): number {
    return this.#measures.get(this.position, 0);
  }

  get end(): number {
    return this.#measures.get(this.position, 1);
  }

  /** Nanoseconds; NaN when it cannot be known. */
  get duration(): number {
    const { start, end } = this;
    return start > 0 && end !== 0 ? end - start : this.#measures.get(this.position, 2);
  }

  /** Seconds; NaN when absent or not a number. */
  get ttfb(): number {
    return this.#measures.get(this.position, 3);
  }
}

/** What the attributes of one span came to. */
export interface Seen {
  readonly marks: number;
  readonly print: number;
  readonly ttfb: number;
  readonly position: number;
}

export interface Trace {
  readonly id: string;
  readonly ids: Set<string>;
  /** Span ids that occur again → how many times more. */
  readonly repeats: Map<string, number>;
}

/** How often something was seen and the first few places. */
export class Tally {
  count = 0;
  readonly examples: string[] = [];

  /** At most one example per span: the caller passes the place once per span. */
  add(example: string): void {
    this.count += 1;
    if (this.examples.length < 3 && !this.examples.includes(example)) this.examples.push(example);
  }
}

export interface MetricRequest {
  readonly span: string;
  readonly attribute: string;
}

export interface MetricSeen {
  readonly request: MetricRequest;
  spans: number;
  numeric: number;
  /** Present, but text, a bool or not finite. */
  readonly notNumeric: Tally;
  /** Of the spans with a number, those that only mark an event. */
  markers: number;
  /** Names of other spans that carry the attribute; a few. */
  readonly elsewhere: Set<string>;
}

export interface Dump {
  format: DumpFormat;
  /** Something was recognised as a dump, be it an empty one. */
  recognised: boolean;
  bytes: number;
  /** Why the dump is known to be incomplete; empty when it is complete. */
  readonly partial: string[];
  readonly notes: string[];
  readonly spans: SpanRecord[];
  /** Every span read, with those a connection test sent, which `spans` leaves out. */
  spanCount: number;
  readonly traces: Map<string, Trace>;
  readonly names: Map<string, NameClass>;
  readonly refusals: Map<Refusal, Tally>;
  readonly base64Ids: Tally;
  readonly secrets: Tally;
  readonly unbounded: Tally;
  readonly notNumeric: Tally;
  readonly toolProof: Tally;
  readonly namelessResources: Tally;
  /** Distinct simulation and conversation ids, per attribute key. */
  readonly simulationIds: Map<string, Set<string>>;
  readonly metrics: MetricSeen[];
  largestBody: number;
  /** Turns come from a provider's call report: absent stt, llm and tts spans are by design. */
  hosted: boolean;
  textAgent: boolean;
  realtime: boolean;
  agent: AgentKind;
}

/** Readable as a dump of spans; `unknown` only when nothing was recognised. */
export function isPartial(dump: Dump): boolean {
  return dump.partial.length > 0;
}

/** `stt #12`: the name, made safe to show, and the place in the dump. */
export function placeOf(record: SpanRecord): string {
  return place(record.kind.name, record.position);
}

export function place(name: string, position: number): string {
  return position > 0 ? `${name} #${position}` : name;
}
