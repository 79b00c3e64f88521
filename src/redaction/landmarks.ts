/**
 * What the rules look for in a text, found in one pass over its characters: words that announce a credential or a
 * telephone number, marks of known shapes, runs of token characters. Most text holds none of them and costs no more.
 */
import { Hints, PHONE, stemsAt, stemTriples, WORD } from './hints.ts';
import { Markers, MarkSearch, type Sought } from './markers.ts';
import { MASKED } from './normalise.ts';
import { prefixTriples } from './prefixes.ts';
import type { PatternRule } from './rules/pattern-rule.ts';
import { patternRules } from './rules/patterns.ts';
import { BOTH_CASES, JOINS, tokenClasses } from './token-class.ts';
import { CLASS_BITS, letterClasses, TRIPLES } from './triples.ts';

export interface Landmarks {
  readonly hints: Hints;
  /** Where words stand that a telephone number may follow. */
  readonly phones: Int32Array;
  /** Start and end, in turn, of every run of token characters that may hold a credential. */
  readonly tokens: Int32Array;
  /** Rules whose marks occur, in their own order. */
  readonly shapes: readonly Sought<PatternRule>[];
  /** A character beyond ASCII occurs. */
  readonly foreign: boolean;
}

/** Shorter runs are judged by their beginning alone. */
export const LONG_TOKEN = 20;

const markers = new Markers(patternRules);

/** For every triple of characters what may begin with it. */
const STEM = 1;
const MARK = 2;
const PREFIX = 4;
const begins = Uint8Array.from(
  { length: TRIPLES },
  (_, triple) =>
    (stemTriples[triple] === 1 ? STEM : 0) |
    (markers.begins(triple) ? MARK : 0) |
    (prefixTriples[triple] === 1 ? PREFIX : 0),
);

const BACKSLASH = 92;
const masked = MASKED.charCodeAt(0);

export function landmarksOf(text: string): Landmarks {
  const hints = new Offsets();
  const phones = new Offsets();
  const tokens = new Offsets();
  const shapes = new MarkSearch(markers);
  let foreign = false;
  let triple = 0;
  let kindBefore = 0;
  let token = -1;
  let word = -1;
  let seen = 0;
  let announced = false;
  const end = text.length;
  for (let index = 0; index <= end; index += 1) {
    const code = index < end ? text.charCodeAt(index) : 0;
    triple = ((triple << CLASS_BITS) | (code < 128 ? (letterClasses[code] ?? 0) : 0)) & (TRIPLES - 1);
    const begun = begins[triple] ?? 0;
    if (begun !== 0 && index > 1) {
      if ((begun & STEM) !== 0) {
        const found = stemsAt(text, index - 2, triple);
        if ((found & WORD) !== 0) hints.push(index - 2);
        if ((found & PHONE) !== 0) phones.push(index - 2);
      }
      if ((begun & MARK) !== 0) shapes.note(text, index - 2, triple);
      if ((begun & PREFIX) !== 0 && word === index - 2) announced = true;
    }
    if (code >= 128) {
      if (code !== masked) {
        hints.push(index);
        foreign = true;
      }
      if (token >= 0 && (announced || (index - token >= LONG_TOKEN && (seen & BOTH_CASES) === BOTH_CASES)))
        tokens.push2(token, index);
      token = -1;
      triple = 0;
      kindBefore = 0;
      continue;
    }
    const kind = tokenClasses[code] ?? 0;
    if (kind === 0) {
      if (token >= 0) {
        if (announced || (index - token >= LONG_TOKEN && (seen & BOTH_CASES) === BOTH_CASES))
          tokens.push2(token, index);
        token = -1;
      }
    } else if (kind !== JOINS && (kindBefore === 0 || kindBefore === JOINS)) {
      word = index;
      if (token < 0) {
        token = index;
        seen = 1 << kind;
        // Behind an escape the first word may begin one character later.
        announced = index > 0 && text.charCodeAt(index - 1) === BACKSLASH;
      } else seen |= 1 << kind;
    } else seen |= 1 << kind;
    kindBefore = kind;
  }
  return {
    hints: new Hints(hints.list()),
    phones: phones.list(),
    tokens: tokens.list(),
    shapes: shapes.sought(),
    foreign,
  };
}

const none = new Int32Array(0);

/** A list of numbers that grows without a box around each. */
class Offsets {
  #items = none;
  #count = 0;

  push(item: number): void {
    if (this.#count === this.#items.length) this.#grow();
    this.#items[this.#count] = item;
    this.#count += 1;
  }

  push2(first: number, second: number): void {
    this.push(first);
    this.push(second);
  }

  list(): Int32Array {
    return this.#count === 0 ? none : this.#items.subarray(0, this.#count);
  }

  #grow(): void {
    const larger = new Int32Array(Math.max(32, this.#items.length * 2));
    larger.set(this.#items);
    this.#items = larger;
  }
}
