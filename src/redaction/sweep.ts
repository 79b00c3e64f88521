/** The same values again, everywhere: without a label, cut, encoded, wrapped over lines. */
import { MASKED } from './normalise.ts';
import type { Sink, Span } from './sink.ts';
import { unitClass } from './value.ts';
import { endOf, startOf, type View, ViewBuilder } from './view.ts';

/** As many characters in a row are a leak. */
const GRAM = 8;
/** Shorter values are swept only as a whole, down to this length. */
const SHORT = 6;

interface Entry {
  readonly value: string;
  readonly offset: number;
  readonly span: Span;
  /** Only the whole value counts: its parts are ordinary words. */
  readonly whole: boolean;
}

export class Sweep {
  readonly #grams = new Map<string, Entry>();
  readonly #shorts = new Map<string, Entry[]>();
  #bloom = new Uint8Array(1 << 16);

  constructor(spans: readonly Span[]) {
    const seen = new Set<string>();
    for (const span of spans) {
      const value = span.value.trim();
      if (value.includes(MASKED) || seen.has(value) || value.length < SHORT || span.kind === 'phone-number')
        continue;
      seen.add(value);
      this.#learn(value, span);
    }
  }

  get empty(): boolean {
    return this.#grams.size === 0 && this.#shorts.size === 0;
  }

  #learn(value: string, span: Span): void {
    if (value.length < GRAM) {
      if (!/[A-Za-z]/.test(value) || !/[\d\W_]/.test(value)) return;
      const key = value.slice(0, SHORT);
      this.#shorts.set(key, [...(this.#shorts.get(key) ?? []), { value, offset: 0, span, whole: true }]);
      return;
    }
    if (/^[A-Za-z]+$/.test(value) && value.length < 12 && !/[a-z][A-Z]/.test(value)) return;
    this.#add(value, 0, span, true);
    this.#learnParts(value, span);
    if (value.length >= 12 && value.length <= 4000) {
      for (const encoded of encodings(value)) this.#learnParts(encoded, span);
    }
  }

  #learnParts(value: string, span: Span): void {
    const limit = Math.min(value.length, 20_000) - GRAM;
    for (let offset = 0; offset <= limit; offset += 1) {
      if (isDistinct(value, offset)) this.#add(value, offset, span, false);
    }
  }

  #add(value: string, offset: number, span: Span, whole: boolean): void {
    const gram = value.slice(offset, offset + GRAM);
    const known = this.#grams.get(gram);
    if (known !== undefined && !(known.whole && !whole)) return;
    this.#grams.set(gram, { value, offset, span, whole: whole && known === undefined });
    this.#bloom[hash(value, offset) & 0xffff] = 1;
  }

  over(view: View, sink: Sink): void {
    const { text } = view;
    const end = text.length - GRAM;
    let rolling = 0;
    for (let index = 0; index < Math.min(GRAM - 1, text.length); index += 1)
      rolling = (Math.imul(rolling, 31) + text.charCodeAt(index)) | 0;
    let free = 0;
    for (let index = 0; index <= end; index += 1) {
      rolling = (Math.imul(rolling, 31) + text.charCodeAt(index + GRAM - 1)) | 0;
      if (index >= free && this.#bloom[rolling & 0xffff] === 1) {
        const entry = this.#grams.get(text.slice(index, index + GRAM));
        if (entry !== undefined) free = Math.max(free, this.#hit(view, sink, entry, index));
      }
      rolling = (rolling - Math.imul(text.charCodeAt(index), POWER)) | 0;
    }
    if (this.#shorts.size > 0) this.#sweepShorts(view, sink);
  }

  #hit(view: View, sink: Sink, entry: Entry, index: number): number {
    const { text } = view;
    let from = index;
    let left = entry.offset;
    while (from > 0 && left > 0 && text.charCodeAt(from - 1) === entry.value.charCodeAt(left - 1)) {
      from -= 1;
      left -= 1;
    }
    let to = index + GRAM;
    let right = entry.offset + GRAM;
    while (
      to < text.length &&
      right < entry.value.length &&
      text.charCodeAt(to) === entry.value.charCodeAt(right)
    ) {
      to += 1;
      right += 1;
    }
    const whole = left === 0 && right === entry.value.length;
    if (entry.whole && !(whole && borders(text, from, to))) return index + 1;
    record(view, sink, entry.span, from, to);
    return to;
  }

  #sweepShorts(view: View, sink: Sink): void {
    const { text } = view;
    for (let index = 0; index + SHORT <= text.length; index += 1) {
      if (unitClass(text.charCodeAt(index - 1)) !== 0) continue;
      for (const entry of this.#shorts.get(text.slice(index, index + SHORT)) ?? []) {
        if (text.startsWith(entry.value, index) && borders(text, index, index + entry.value.length)) {
          record(view, sink, entry.span, index, index + entry.value.length);
        }
      }
    }
  }
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

/** 31 to the seventh, to take the oldest character out of the rolling sum. */
const POWER = Array.from({ length: GRAM - 1 }).reduce<number>((power) => Math.imul(power, 31), 1);

function hash(text: string, from: number): number {
  let sum = 0;
  for (let index = from; index < from + GRAM; index += 1)
    sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return sum;
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
  }
  return letters >= 1 && (turns >= 2 || (turns >= 1 && digits >= 2 && letters >= 2));
}

/** Base64 at the three offsets a value may have inside a longer text, without the edges that depend on it; hex. */
function encodings(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const found: string[] = [bytes.toString('hex')];
  for (let shift = 0; shift < 3; shift += 1) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = shift === 0 ? 0 : shift + 1;
    const trimmed = encoded.slice(from, encoded.length - 1);
    if (trimmed.length >= GRAM) {
      found.push(trimmed);
      if (/[+/]/.test(trimmed)) found.push(trimmed.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  return found;
}

/** The text without line ends, indentation and quoting at line starts: values cut by wrapping come together. */
export function joinedView(parent: View): View | undefined {
  const { text } = parent;
  if (!text.includes('\n')) return undefined;
  const builder = new ViewBuilder(text.length);
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 92 && /^\\[ \t]*\r?\n/.test(text.slice(index, index + 6))) {
      index += 1;
      continue;
    }
    if (code === 10 || code === 13) {
      index += 1;
      while (index < text.length && /[\s>|+"'`.]/.test(text[index] ?? '')) index += 1;
      continue;
    }
    if (
      (code === 32 || code === 9 || code === 34 || code === 39 || code === 43) &&
      /^[ \t"'+.\\]{1,6}\r?\n/.test(text.slice(index, index + 8))
    ) {
      index += 1;
      continue;
    }
    builder.push(code, index);
    index += 1;
  }
  return builder.build(parent, text.length, { tight: true });
}
