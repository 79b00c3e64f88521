/** Which of many short strings occur in a text, found in one pass: most rules need none of what they would search for. */

import { TRIPLES, triplesOf } from './triples.ts';

/** A rule that is worth trying only where one of its hints occurs; without hints it always is. */
export interface Marked {
  readonly hints: readonly string[];
}

/** Three characters decide; most triples of a text begin no mark. */
export class Markers<R extends Marked> {
  readonly #rules: readonly R[];
  readonly #always: Uint8Array;
  readonly #byTriple: { readonly mark: string; readonly rule: number }[][] = Array.from(
    { length: TRIPLES },
    () => [],
  );

  constructor(rules: readonly R[]) {
    this.#rules = rules;
    this.#always = Uint8Array.from(rules, (rule) => (rule.hints.length === 0 ? 1 : 0));
    rules.forEach((rule, index) => {
      for (const mark of rule.hints) {
        if (mark.length < 2) throw new RangeError(`A mark needs two characters: ${mark}`);
        for (const triple of triplesOf(mark)) this.#byTriple[triple]?.push({ mark, rule: index });
      }
    });
  }

  /** Whether a mark may begin where the triple stands. */
  begins(triple: number): boolean {
    return (this.#byTriple[triple] ?? []).length > 0;
  }

  /** `note` is called where `begins` holds; `rules` are those whose marks were there, in their own order. */
  search(): { note: (text: string, at: number, triple: number) => void; rules: () => readonly R[] } {
    const found = this.#always.slice();
    return {
      note: (text, at, triple) => {
        for (const { mark, rule } of this.#byTriple[triple] ?? [])
          if (found[rule] === 0 && text.startsWith(mark, at)) found[rule] = 1;
      },
      rules: () => this.#rules.filter((_, index) => found[index] === 1),
    };
  }
}
