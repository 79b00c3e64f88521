/**
 * What the rules look for in a text, found in one pass over its characters: words that announce a credential or a
 * telephone number, marks of known shapes, runs of token characters. Most text holds none of them and costs no more.
 */

import type { PatternRule } from '../rules/pattern-rule.ts';
import { patternRules } from '../rules/patterns.ts';
import { MASKED } from '../views/normalise.ts';
import { Hints, PHONE, stemsAt, stemTriples, WORD } from './hints.ts';
import { Markers, MarkSearch, type Sought } from './markers.ts';
import { prefixTriples } from './prefixes.ts';
import { BOTH_CASES, JOINS, tokenClass } from './token-class.ts';
import { CLASS_BITS, letterClasses, TRIPLES } from './triples.ts';

/** Where a line starts, and where its line end or the end of the text stands. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

export interface Landmarks {
  readonly hints: Hints;
  /** Every line that holds a hint. */
  readonly lines: readonly Line[];
  /** Where words stand that a telephone number may follow. */
  readonly phones: readonly number[];
  /** Start and end, in turn, of every run of token characters that may hold a credential. */
  readonly tokens: readonly number[];
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

const LINE_END = 10;
const BACKSLASH = 92;
const masked = MASKED.charCodeAt(0);

/** A character's class in triples, and above it a bit for its class in tokens; no bit ends a token. */
const classes = Uint16Array.from({ length: 128 }, (_, code) => {
  const kind = tokenClass(code);
  return (letterClasses[code] ?? 0) | (kind === 0 ? 0 : 1 << (CLASS_BITS + kind));
});
const NO_TOKEN = 1 << CLASS_BITS;
const CASES = BOTH_CASES << CLASS_BITS;

export function landmarksOf(text: string): Landmarks {
  const hints: number[] = [];
  const lines: Line[] = [];
  const phones: number[] = [];
  const tokens: number[] = [];
  const shapes = new MarkSearch(markers);
  let foreign = false;
  let line = 0;
  let triple = 0;
  // Of the characters since the last that ends a token.
  let run = 0;
  let seen = 0;
  let announced = -1;
  const end = text.length;
  for (let index = 0; index <= end; index += 1) {
    const code = index < end ? text.charCodeAt(index) : 0;
    const kinds = code < 128 ? (classes[code] ?? 0) : 0;
    triple = ((triple << CLASS_BITS) | (kinds & (NO_TOKEN - 1))) & (TRIPLES - 1);
    const begun = begins[triple] ?? 0;
    if (begun !== 0 && index > 1) {
      if ((begun & STEM) !== 0) {
        const found = stemsAt(text, index - 2, triple);
        if ((found & WORD) !== 0) hints.push(index - 2);
        if ((found & PHONE) !== 0) phones.push(index - 2);
      }
      if ((begun & MARK) !== 0) shapes.note(text, index - 2, triple);
      if ((begun & PREFIX) !== 0 && beginsWord(text, index - 2)) announced = index - 2;
    }
    if (kinds >= NO_TOKEN) {
      seen |= kinds;
      continue;
    }
    if (announced >= run || (index - run >= LONG_TOKEN && (seen & CASES) === CASES)) {
      const from = overJoins(text, run, index);
      if (from < index) tokens.push(from, index);
    }
    run = index + 1;
    seen = 0;
    // Behind an escape the first word may begin one character later.
    if (code === BACKSLASH) announced = run;
    if (code === LINE_END || index === end) {
      if ((hints.at(-1) ?? -1) >= line) lines.push({ start: line, end: index });
      line = index + 1;
    }
    if (code < 128) continue;
    triple = 0;
    if (code === masked) continue;
    hints.push(index);
    foreign = true;
  }
  return { hints: new Hints(hints), lines, phones, tokens, shapes: shapes.sought(), foreign };
}

function beginsWord(text: string, at: number): boolean {
  const before = at === 0 ? 0 : tokenClass(text.charCodeAt(at - 1));
  return before === 0 || before === JOINS;
}

function overJoins(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && tokenClass(text.charCodeAt(at)) === JOINS) at += 1;
  return at;
}
