/**
 * The one shape every dump format is read into. A decoder fills the same span over and over and hands it to
 * the sink, so a dump of any size costs one span of memory beyond what is gathered from it.
 */
export type AttributeKind = 'string' | 'bool' | 'int' | 'double' | 'list' | 'map' | 'bytes' | 'none';

export class AttributeList {
  readonly keys: string[] = [];
  readonly kinds: AttributeKind[] = [];
  readonly values: unknown[] = [];
  length = 0;

  add(key: string, kind: AttributeKind, value: unknown): void {
    this.keys[this.length] = key;
    this.kinds[this.length] = kind;
    this.values[this.length] = value;
    this.length += 1;
  }

  clear(): void {
    this.length = 0;
  }
}

/** `unknown`: the copy does not say (a table of names and durations), so nothing may be concluded from it. */
export type SpanStatus = 'unset' | 'ok' | 'error' | 'unknown';

export class Span {
  name = '';
  /** Lower-case hex where the source had hex; '' when absent or all zeros. */
  traceId = '';
  spanId = '';
  parentId = '';
  /** Nanoseconds since 1970 as a double (off by up to 256 ns today); 0 when absent, NaN when the source carries no clock times at all. */
  start = 0;
  end = 0;
  /** Only for sources without clock times. */
  duration = Number.NaN;
  status: SpanStatus = 'unset';
  statusText = '';
  /** The parent lives in another process, as OTLP flags 0x300 or isRemote say. */
  remoteParent = false;
  scope = '';
  /** False when the source shows no attributes, e.g. a copied waterfall. */
  attributesShown = true;
  hasException = false;
  readonly attributes = new AttributeList();
  readonly eventAttributes = new AttributeList();

  reset(): void {
    this.name = '';
    this.traceId = '';
    this.spanId = '';
    this.parentId = '';
    this.start = 0;
    this.end = 0;
    this.duration = Number.NaN;
    this.status = 'unset';
    this.statusText = '';
    this.remoteParent = false;
    this.attributesShown = true;
    this.hasException = false;
    this.attributes.length = 0;
    this.eventAttributes.length = 0;
  }
}

/** Why Coval must refuse an OTLP body that we could still read. */
export type Refusal =
  | 'cut off'
  | 'absent id'
  | 'malformed id'
  | 'attributes given as a plain map'
  | 'time given as text'
  | 'token that JSON does not know'
  | 'wrong structure';

export interface Sink {
  resource(attributes: AttributeList): void;
  span(span: Span): void;
  /** The size of one export body. Only OTLP has one. */
  body(bytes: number): void;
  refuse(reason: Refusal, name?: string): void;
  base64Id(name: string): void;
  partial(why: string): void;
  note(text: string): void;
}
