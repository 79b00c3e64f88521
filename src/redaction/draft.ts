/** A text on its way through the rounds. */

import { stringScan, withoutHalfEscape } from './json-text.ts';
import type { Ledger } from './ledger.ts';
import { mergeSpans } from './merge.ts';
import { type Part, type Reach, type Reading, scanText } from './scan-text.ts';
import { Sink, type Span } from './sink.ts';
import { joinLines, type Sweep } from './sweep.ts';
import { normalise } from './views/normalise.ts';
import { linesWith, type Range, type Window, windowsAround } from './windows.ts';
import { extendWrapped } from './wrap.ts';

/** How far back a rule looks for what it stands in: a certificate, a public key. */
const CONTEXT = 4000;

export class Draft {
  readonly name: string;
  #text: string;
  #sink = new Sink();
  #views: Reading['views'] = [];
  #settled: readonly number[] = [];
  #changed: readonly Range[] = [];

  constructor(name: string, text: string) {
    this.name = name;
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** Every rule on the whole text. */
  read(): readonly Span[] {
    this.#sink = new Sink();
    const reading = scanText(this.#text, this.#sink);
    this.#views = reading.views;
    this.#settled = reading.settled;
    this.#sink.spans.push(...extendWrapped(mergeSpans(this.#sink.spans, this.#text), this.#text));
    return this.#sink.spans;
  }

  /** Whether every rule finds nothing more around what the last round replaced. */
  isClear(): boolean {
    return (
      windowsAround(this.#text, this.#changed, this.#settled).every((window) =>
        this.#isWindowClear(window),
      ) && linesWith(this.#text, this.#changed).every((lines) => this.#reread(lines, 'line') !== undefined)
    );
  }

  #isWindowClear(window: Window): boolean {
    const settled = this.#reread(window, 'lines');
    return settled !== undefined && (window.anchor === this.#text.length || settled.includes(window.anchor));
  }

  /** Where nothing is open in the range; undefined when a rule of this reach finds anything. */
  #reread(range: Range, reach: Reach): readonly number[] | undefined {
    const sink = new Sink();
    const part: Part = {
      base: range.from,
      before: this.#text.slice(Math.max(0, range.from - CONTEXT), range.from),
    };
    const { settled } = scanText(this.#text.slice(range.from, range.to), sink, part, reach);
    return sink.spans.length === 0 ? settled : undefined;
  }

  /** The values of all texts again, in everything that was read. */
  sweep(sweep: Sweep): void {
    for (const view of this.#views) sweep.over(view, this.#sink);
    const joined = joinLines(this.#views[0] ?? normalise(this.#text));
    if (joined !== undefined) sweep.overJoints(joined, this.#sink);
  }

  /** Puts placeholders in the place of what was found. False when nothing changed. */
  replace(ledger: Ledger, alone: boolean): boolean {
    const text = this.#text;
    const spans = mergeSpans(this.#sink.spans, text).map((span) => withoutHalfEscape(text, span));
    const line = lineCounter(text);
    const inString = /^\s*[{[]/.test(text) ? stringScan(text) : () => true;
    const changed: Range[] = [];
    let out = '';
    let at = 0;
    for (const span of spans) {
      const place = span.path || `line ${line(span.start)}`;
      const placeholder = ledger.placeholderFor(span, alone ? place : `${this.name}: ${place}`);
      out += text.slice(at, span.start);
      const from = out.length;
      out += span.bare && !inString(span.start) ? `"${placeholder}"` : placeholder;
      changed.push({ from, to: out.length });
      at = span.end;
    }
    out += text.slice(at);
    this.#settled = moved(this.#settled, spans, changed);
    this.#changed = changed;
    this.#text = out;
    return out !== text;
  }
}

/** The same line starts after replacing; those inside of what went are gone. */
function moved(
  settled: readonly number[],
  spans: readonly Span[],
  changed: readonly Range[],
): readonly number[] {
  const kept: number[] = [];
  let index = 0;
  for (const at of settled) {
    while (index < spans.length && (spans[index]?.end ?? 0) <= at) index += 1;
    if ((spans[index]?.start ?? at) < at) continue;
    const before = index - 1;
    kept.push(at + (changed[before]?.to ?? 0) - (spans[before]?.end ?? 0));
  }
  return kept;
}

/** Counts lines for ascending offsets; the first is 1. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
