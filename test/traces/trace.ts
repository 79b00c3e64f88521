/** A trace as the generator thinks of it, before it is written in some format. */
export type Value = string | number | boolean | readonly string[];
export type Attributes = Record<string, Value>;

export interface MadeEvent {
  name: string;
  at: bigint;
  attributes: Attributes;
}

export interface MadeSpan {
  name: string;
  id: string;
  parent: string;
  start: bigint;
  end: bigint;
  kind: number;
  attributes: Attributes;
  events: MadeEvent[];
  status: 0 | 1 | 2;
  statusText: string;
  flags: number;
  scope: string;
  /** Only when it differs from the trace it stands in. */
  traceId?: string;
}

export interface MadeTrace {
  traceId: string;
  resource: Attributes;
  spans: MadeSpan[];
}

/** A small generator of repeatable chance (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)] as T; // the list is never empty
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.whole(0, 15).toString(16);
    // An id of zeros would mean none.
    return `a${text.slice(1)}`;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const mixed = [...items];
    for (let at = mixed.length - 1; at > 0; at -= 1) {
      const other = this.whole(0, at);
      [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T]; // both are in the list
    }
    return mixed;
  }
}

/** Four decimals, as an exporter rounds; never a whole number, which would be written as an integer. */
export function decimals(value: number): number {
  const rounded = Math.round(value * 1e4) / 1e4;
  return Number.isInteger(rounded) ? rounded + 0.0001 : rounded;
}

/** 2026-11-20T10:00:00Z; the tests give the analyser a clock four days later. */
export const CALL_START = 1_795_168_800_000_000_000n;
export const NOW = 1_795_514_400_000;

export class TraceBuilder {
  readonly trace: MadeTrace;
  readonly #chance: Chance;
  scope: string;

  constructor(chance: Chance, scope: string, resource: Attributes) {
    this.#chance = chance;
    this.scope = scope;
    this.trace = { traceId: chance.hex(32), resource, spans: [] };
  }

  /** Times in milliseconds from the start of the call. */
  span(
    name: string,
    parent: MadeSpan | undefined,
    from: number,
    to: number,
    attributes: Attributes = {},
  ): MadeSpan {
    // Microseconds, so that every format keeps them exactly.
    const micros = (ms: number) => BigInt(Math.round(ms * 1000)) * 1000n;
    const span: MadeSpan = {
      name,
      id: this.#chance.hex(16),
      parent: parent?.id ?? '',
      start: CALL_START + micros(from),
      end: CALL_START + micros(to),
      kind: 1,
      attributes,
      events: [],
      status: 0,
      statusText: '',
      flags: 257,
      scope: this.scope,
    };
    this.trace.spans.push(span);
    return span;
  }
}
