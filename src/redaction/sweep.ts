/**
 * The same values again, everywhere: without a label, cut, encoded, wrapped over lines.
 * Source: where values came back in corpora: URLs, base64, hexadecimal, cut lines. Known misses: values shorter than
 * six characters, and other encodings.
 */
import { eachGram, GRAM, type Gram, GramTable, type Known } from './gram-table.ts';
import { unitClass } from './judge/value.ts';
import type { Sink, Span } from './sink.ts';
import { MASKED } from './views/normalise.ts';
import { endOf, startOf, type View, ViewBuilder } from './views/view.ts';

/** Shorter values are swept only as a whole, down to this length. */
const SHORT = 6;

/** Of longer values a part is looked for at every eighth place: who quotes a key file quotes a line of it. */
const LONG = 80;

export class Sweep {
  readonly #table: GramTable;
  readonly #shorts = new Map<string, { value: string; span: Span }[]>();

  constructor(spans: readonly Span[]) {
    const values = valuesOf(spans);
    let most = 0;
    for (const { value, writings } of values) most += 1 + writings.length + value.length / stepOf(value);
    this.#table = new GramTable(Math.ceil(most));
    for (const sought of values) this.#learn(sought);
  }

  get empty(): boolean {
    return this.#table.size === 0 && this.#shorts.size === 0;
  }

  #learn({ value, span, writings }: Sought): void {
    if (value.length < GRAM) {
      if (!/[A-Za-z]/.test(value) || !/[\d\W_]/.test(value)) return;
      const key = value.slice(0, SHORT);
      this.#shorts.set(key, [...(this.#shorts.get(key) ?? []), { value, span }]);
      return;
    }
    if (value.length < 12 && /^[A-Za-z]+$/.test(value) && !/[a-z][A-Z]/.test(value)) return;
    const known = this.#table.know(value, span);
    this.#table.add(known, 0, true);
    for (let offset = 0; offset <= value.length - GRAM; offset += stepOf(value))
      if (isDistinct(value, offset)) this.#table.add(known, offset, false);
    for (const writing of writings) {
      // In capitals a value may begin as the name beside it does: PSCALE_PASSWORD, pscale_pw_.
      const word = writing.toLowerCase() === value.toLowerCase() && !isDistinct(writing, 0);
      this.#table.add(this.#table.know(writing, span), 0, word);
    }
  }

  over(view: View, sink: Sink): void {
    eachGram(view.text, this.#table, { from: 0, to: view.text.length }, (gram, at) =>
      hit(view, sink, gram, at),
    );
    if (this.#shorts.size > 0) this.#sweepShorts(view, sink);
  }

  /** Values cut by a line end: only what reaches over a joint of the joined lines is new. */
  overJoints(joined: Joined, sink: Sink): void {
    const { view, joints } = joined;
    let free = 0;
    for (const joint of joints) {
      const range = { from: Math.max(free, joint - GRAM + 1), to: joint };
      free = eachGram(view.text, this.#table, range, (gram, at) => hit(view, sink, gram, at));
    }
    if (this.#shorts.size > 0) this.#sweepShorts(view, sink);
  }

  #sweepShorts(view: View, sink: Sink): void {
    const { text } = view;
    for (let index = 0; index + SHORT <= text.length; index += 1) {
      if (index > 0 && unitClass(text.charCodeAt(index - 1)) !== 0) continue;
      for (const { value, span } of this.#shorts.get(text.slice(index, index + SHORT)) ?? []) {
        const to = index + value.length;
        if (text.startsWith(value, index) && borders(text, index, to)) record(view, sink, span, index, to);
      }
    }
  }
}

interface Sought extends Known {
  /** How else it may stand in a text. */
  readonly writings: readonly string[];
}

/** Each value with the first finding of it. */
function valuesOf(spans: readonly Span[]): Sought[] {
  const values = new Map<string, Sought>();
  for (const span of spans) {
    const value = span.value.trim();
    if (value.length < SHORT || span.kind === 'phone-number' || values.has(value) || value.includes(MASKED))
      continue;
    values.set(value, { value, span, writings: writingsOf(value) });
    const inner = span.kind === 'basic-auth' ? passwordIn(value) : undefined;
    if (inner !== undefined && !values.has(inner)) values.set(inner, { value: inner, span, writings: [] });
  }
  return [...values.values()];
}

/** The part behind the user of what a Basic header encodes. */
function passwordIn(value: string): string | undefined {
  const password = /^[\x21-\x39\x3b-\x7e]{1,100}:([\x21-\x7e]{8,400})$/.exec(
    Buffer.from(value, 'base64').toString('latin1'),
  );
  return password?.[1];
}

function writingsOf(value: string): string[] {
  if (value.length < GRAM || value.length > 400) return [];
  return [...percentForms(value), ...otherCase(value), ...encodings(value)];
}

function stepOf(value: string): number {
  return value.length > LONG ? GRAM : 1;
}

/** Masks as far as text and value agree; returns where the search goes on. */
function hit(view: View, sink: Sink, gram: Gram, at: number): number {
  const { text } = view;
  const { value } = gram;
  let from = at;
  let left = gram.offset;
  while (from > 0 && left > 0 && text.charCodeAt(from - 1) === value.charCodeAt(left - 1)) {
    from -= 1;
    left -= 1;
  }
  let to = at + GRAM;
  let right = gram.offset + GRAM;
  while (to < text.length && right < value.length && text.charCodeAt(to) === value.charCodeAt(right)) {
    to += 1;
    right += 1;
  }
  if (gram.whole && !(left === 0 && right === value.length && borders(text, from, to))) return at + 1;
  record(view, sink, gram.span, from, to);
  return to;
}

function record(view: View, sink: Sink, span: Span, from: number, to: number): void {
  const [start, end] = view.sealed ?? [startOf(view, from), endOf(view, to)];
  sink.spans.push({ ...span, start, end, path: undefined, bare: false });
}

function borders(text: string, from: number, to: number): boolean {
  const before = from > 0 ? unitClass(text.charCodeAt(from - 1)) : 0;
  const after = to < text.length ? unitClass(text.charCodeAt(to)) : 0;
  return before === 0 && after === 0;
}

/** Eight characters that no ordinary word or number has in a row. */
function isDistinct(value: string, from: number): boolean {
  let turns = 0;
  let digits = 0;
  let letters = 0;
  let last = 0;
  for (let index = from; index < from + GRAM; index += 1) {
    const kind = unitClass(value.charCodeAt(index));
    if (kind === 3) digits += 1;
    else if (kind !== 0) letters += 1;
    if (kind !== 0 && last !== 0 && kind !== last) turns += 1;
    if (kind !== 0) last = kind;
    // Two turns take two kinds, and one of them is letters.
    if (turns >= 2) return true;
  }
  return turns >= 1 && digits >= 2 && letters >= 2;
}

/** In capitals, as logs and forms print values; in small letters where digits tell it from words. */
function otherCase(value: string): string[] {
  if (value.length < 10 || value.length > 400 || !/[a-z]/i.test(value)) return [];
  const forms = /\d/.test(value) ? [value.toUpperCase(), value.toLowerCase()] : [value.toUpperCase()];
  return forms.filter((form) => form !== value);
}

/** As a URL writes it, and as it reads decoded. */
function percentForms(value: string): string[] {
  if (/^[\w.~-]*$/.test(value)) return [];
  try {
    return [encodeURIComponent(value), decodeURIComponent(value)].filter(
      (form) => form !== value && form.length >= GRAM && isDistinct(form, 0),
    );
  } catch {
    // A percent sign that encodes nothing, or half a character.
    return [];
  }
}

/** Base64 at the three offsets a value may have inside a longer text, without the edges that depend on it; hex. */
function encodings(value: string): string[] {
  const bytes = Buffer.from(`\0\0${value}`, 'utf8');
  const found: string[] = [bytes.toString('hex', 2)];
  for (let shift = 0; shift < 3; shift += 1) {
    const encoded = bytes.toString('base64', 2 - shift);
    let end = encoded.length;
    while (encoded.charCodeAt(end - 1) === 61) end -= 1;
    const trimmed = encoded.slice(shift === 0 ? 0 : shift + 1, end - 1);
    if (trimmed.length < GRAM) continue;
    found.push(trimmed);
    if (trimmed.includes('+') || trimmed.includes('/'))
      found.push(trimmed.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return found;
}

const LINE_EDGE = new Uint8Array(128);
for (const char of ' \t\r"\'+.\\') LINE_EDGE[char.charCodeAt(0)] = 1;
const LINE_START = new Uint8Array(128);
for (const char of ' \t\r\n>|+"\'') LINE_START[char.charCodeAt(0)] = 1;

/** A text without its line ends, and where in it the lines meet. */
export interface Joined {
  readonly view: View;
  readonly joints: readonly number[];
}

/** The text without line ends, indentation and quoting at line starts: values cut by wrapping come together. */
export function joinLines(parent: View): Joined | undefined {
  const { text } = parent;
  if (!text.includes('\n')) return undefined;
  const builder = new ViewBuilder(text.length);
  const joints: number[] = [];
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    let end = newline < 0 ? text.length : newline;
    for (
      let back = 0;
      newline >= 0 && back < 6 && end > at && edge(LINE_EDGE, text.charCodeAt(end - 1));
      back += 1
    )
      end -= 1;
    builder.copy(text, at, end);
    if (newline < 0) break;
    joints.push(builder.length);
    at = newline + 1;
    while (at < text.length && edge(LINE_START, text.charCodeAt(at))) at += 1;
  }
  return { view: builder.build(parent, text.length, { tight: true }), joints };
}

function edge(table: Uint8Array, code: number): boolean {
  return code < 128 && table[code] === 1;
}
