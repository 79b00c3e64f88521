import type { Dump, SpanRecord } from '../dump.ts';
import { Mark, placeOf } from '../dump.ts';
import type { Role } from '../names.ts';
import type { FindingCode } from './codes.ts';

/** What a rule saw: how often, and up to three places. */
export interface Found {
  readonly count: number;
  readonly examples: readonly string[];
  /** The spans themselves, where the finding is about spans; the picture marks them. */
  readonly spans?: readonly SpanRecord[];
}

/** One finding. It looks at what the pass gathered and says what it found, or nothing. */
export interface Rule {
  readonly code: FindingCode;
  readonly find: (view: View) => Found | undefined;
}

/** The gathered dump with the groupings that several rules share, each made once. */
export class View {
  readonly dump: Dump;
  readonly now: number | undefined;
  readonly partial: boolean;
  readonly #roles: Readonly<Record<Role, SpanRecord[]>> = { stt: [], llm: [], tts: [], tool: [] };
  #sameStart: SpanRecord[][] | undefined;

  constructor(dump: Dump, now: number | undefined) {
    this.dump = dump;
    this.now = now;
    this.partial = dump.partial.length > 0;
    for (const span of dump.spans) {
      const { role } = span.kind;
      if (role !== undefined) this.#roles[role].push(span);
    }
  }

  /** Every span of a role, by canonical, marker or other well-known name. */
  role(role: Role): readonly SpanRecord[] {
    return this.#roles[role];
  }

  has(role: Role): boolean {
    return this.#roles[role].length > 0;
  }

  /** Spans that start at the same instant, two or more each. Spans without both times are left out. */
  get sameStart(): readonly (readonly SpanRecord[])[] {
    this.#sameStart ??= groupByStart(this.dump.spans);
    return this.#sameStart;
  }

  /** Spans that carry the name Coval labels and claim to be measured. */
  measured(role: Role): readonly SpanRecord[] {
    return this.role(role).filter(
      (span) => span.kind.naming === 'canonical' && (span.marks & (Mark.marker | Mark.vapi)) === 0,
    );
  }
}

function groupByStart(spans: readonly SpanRecord[]): SpanRecord[][] {
  // Most instants have one span: a list is made only for the second.
  const first = new Map<number, SpanRecord | SpanRecord[]>();
  const groups: SpanRecord[][] = [];
  for (const span of spans) {
    if (!(span.start > 0 && span.end > 0)) continue;
    const known = first.get(span.start);
    if (known === undefined) first.set(span.start, span);
    else if (Array.isArray(known)) known.push(span);
    else {
      const group = [known, span];
      first.set(span.start, group);
      groups.push(group);
    }
  }
  return groups;
}

export function foundIn(spans: readonly SpanRecord[]): Found | undefined {
  if (spans.length === 0) return undefined;
  return { count: spans.length, examples: spans.slice(0, 3).map(placeOf), spans };
}

export function isMarker(span: SpanRecord): boolean {
  return (span.marks & Mark.marker) !== 0;
}

export function has(span: SpanRecord, mark: number): boolean {
  return (span.marks & mark) !== 0;
}
