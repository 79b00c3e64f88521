import type { Dump, SpanRecord } from '../dump.ts';
import { Mark, placeOf } from '../dump.ts';
import type { Role } from '../names.ts';
import type { FindingCode } from './codes.ts';

/** What a rule saw: how often, and up to three places. */
export interface Found {
  readonly count: number;
  readonly examples: readonly string[];
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
  readonly #roles = new Map<Role, SpanRecord[]>();

  constructor(dump: Dump, now: number | undefined) {
    this.dump = dump;
    this.now = now;
    this.partial = dump.partial.length > 0;
    for (const span of dump.spans) {
      const role = span.kind.role;
      if (role === undefined) continue;
      const list = this.#roles.get(role);
      if (list) list.push(span);
      else this.#roles.set(role, [span]);
    }
  }

  /** Every span of a role, by canonical, marker or other well-known name. */
  role(role: Role): readonly SpanRecord[] {
    return this.#roles.get(role) ?? [];
  }

  has(role: Role): boolean {
    return this.#roles.has(role);
  }

  /** Spans that carry the name Coval labels and claim to be measured. */
  measured(role: Role): readonly SpanRecord[] {
    return this.role(role).filter(
      (span) => span.kind.naming === 'canonical' && (span.marks & (Mark.marker | Mark.vapi)) === 0,
    );
  }
}

export function foundIn(spans: readonly SpanRecord[]): Found | undefined {
  if (spans.length === 0) return undefined;
  return { count: spans.length, examples: spans.slice(0, 3).map(placeOf) };
}

export function isMarker(span: SpanRecord): boolean {
  return (span.marks & Mark.marker) !== 0;
}

export function has(span: SpanRecord, mark: number): boolean {
  return (span.marks & mark) !== 0;
}
