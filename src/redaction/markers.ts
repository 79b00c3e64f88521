/** Which of many short strings occur in a text, found in one pass: most rules need none of what they would search for. */

/** A rule that is worth trying only where one of its hints occurs; without hints it always is. */
export interface Marked {
  readonly hints: readonly string[];
}

/** Two characters decide; most pairs of a text begin no mark. */
export class Markers<R extends Marked> {
  readonly #rules: readonly R[];
  readonly #marks: readonly { readonly mark: string; readonly rules: readonly number[] }[];
  readonly #byPair = new Map<number, number[]>();
  readonly #always: Uint8Array;
  readonly #begins = new Uint8Array(128 * 128);

  constructor(rules: readonly R[]) {
    this.#rules = rules;
    this.#always = Uint8Array.from(rules, (rule) => (rule.hints.length === 0 ? 1 : 0));
    const marks = [...new Set(rules.flatMap((rule) => rule.hints))];
    for (const mark of marks)
      if (mark.length < 2) throw new RangeError(`A mark needs two characters: ${mark}`);
    this.#marks = marks.map((mark) => ({
      mark,
      rules: rules.flatMap((rule, index) => (rule.hints.includes(mark) ? [index] : [])),
    }));
    marks.forEach((mark, index) => {
      const pair = mark.charCodeAt(0) * 128 + mark.charCodeAt(1);
      this.#begins[pair] = 1;
      this.#byPair.set(pair, [...(this.#byPair.get(pair) ?? []), index]);
    });
  }

  /** The rules one of whose marks occurs in the range, in their own order. */
  rulesFor(text: string, from: number, to: number): readonly R[] {
    const found = new Uint8Array(this.#always);
    let before = 128;
    for (let index = from; index < to; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 128 && before < 128 && this.#begins[before * 128 + code] === 1) {
        this.#note(text, index - 1, before * 128 + code, found);
      }
      before = code;
    }
    return this.#rules.filter((_, index) => found[index] === 1);
  }

  #note(text: string, at: number, pair: number, found: Uint8Array): void {
    for (const index of this.#byPair.get(pair) ?? []) {
      const entry = this.#marks[index];
      if (entry !== undefined && text.startsWith(entry.mark, at))
        for (const rule of entry.rules) found[rule] = 1;
    }
  }
}
