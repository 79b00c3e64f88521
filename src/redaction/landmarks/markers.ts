/** Where many short strings stand in a text, found in one pass: most rules need none of what they would search for. */

import { TRIPLES, triplesOf } from './triples.ts';

/** A rule that is worth trying only where one of its hints occurs; without hints it always is. */
export interface Marked {
  readonly hints: readonly string[];
}

/** A rule that is worth trying, and where its marks begin, ascending. */
export interface Sought<R> {
  readonly rule: R;
  readonly marks: readonly number[];
}

/** Three characters decide; most triples of a text begin no mark. */
export class Markers<R extends Marked> {
  readonly rules: readonly R[];
  readonly #byTriple: { readonly mark: string; readonly rule: number }[][] = Array.from(
    { length: TRIPLES },
    () => [],
  );

  constructor(rules: readonly R[]) {
    this.rules = rules;
    rules.forEach((rule, index) => {
      for (const mark of rule.hints) {
        if (mark.length < 2) throw new RangeError(`A mark needs two characters: ${mark}`);
        for (const triple of triplesOf(mark)) this.#byTriple[triple]?.push({ mark, rule: index });
      }
    });
  }

  /** Whether a mark may begin where the triple stands. */
  begins(triple: number): boolean {
    return this.at(triple).length > 0;
  }

  at(triple: number): readonly { readonly mark: string; readonly rule: number }[] {
    return this.#byTriple[triple] ?? [];
  }
}

/** The marks of one text. */
export class MarkSearch<R extends Marked> {
  readonly #markers: Markers<R>;
  readonly #found: (number[] | undefined)[] = [];

  constructor(markers: Markers<R>) {
    this.#markers = markers;
  }

  /** Called where `begins` holds, from the start of the text to its end. */
  note(text: string, at: number, triple: number): void {
    for (const { mark, rule } of this.#markers.at(triple)) {
      if (!text.startsWith(mark, at)) continue;
      const marks = this.#found[rule];
      if (marks === undefined) this.#found[rule] = [at];
      else marks.push(at);
    }
  }

  /** The rules to try, in their own order. */
  sought(): Sought<R>[] {
    const sought: Sought<R>[] = [];
    this.#markers.rules.forEach((rule, index) => {
      const marks = this.#found[index];
      if (marks !== undefined) sought.push({ rule, marks });
      else if (rule.hints.length === 0) sought.push({ rule, marks: [] });
    });
    return sought;
  }
}
