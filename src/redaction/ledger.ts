/** Which value got which placeholder, over all fields and rounds of one call. */
import type { Finding, RedactOptions } from './redact.ts';
import type { Span } from './sink.ts';

interface Line {
  readonly kind: string;
  readonly placeholder: string;
  readonly value: string;
  count: number;
  readonly places: Set<string>;
}

/** More places than a person reads. */
const MAX_PLACES = 20;

export class Ledger {
  readonly #byValue = new Map<string, Line>();
  readonly #next = new Map<string, number>();

  /** Placeholders that are in the text already keep their numbers to themselves. */
  reserve(text: string): void {
    if (!text.includes('[')) return;
    for (const found of text.matchAll(/\[([a-z][a-z0-9-]{1,30}) ([1-9][0-9]{0,6})\]/g)) {
      const kind = found[1] ?? '';
      this.#next.set(kind, Math.max(this.#next.get(kind) ?? 0, Number(found[2])));
    }
  }

  placeholderFor(span: Span, place: string): string {
    const value = span.value.trim();
    let line = this.#byValue.get(value);
    if (line === undefined) {
      const number = (this.#next.get(span.kind) ?? 0) + 1;
      this.#next.set(span.kind, number);
      line = { kind: span.kind, placeholder: `[${span.kind} ${number}]`, value, count: 0, places: new Set() };
      this.#byValue.set(value, line);
    }
    line.count += 1;
    if (line.places.size < MAX_PLACES) line.places.add(place);
    return line.placeholder;
  }

  findings(options: RedactOptions): Finding[] {
    return [...this.#byValue.values()].map((line) => {
      const fingerprint = options.fingerprint?.(line.value, line.kind);
      return {
        kind: line.kind,
        placeholder: line.placeholder,
        count: line.count,
        places: [...line.places],
        ...(fingerprint === undefined ? {} : { fingerprint }),
      };
    });
  }
}
