/** A hash table from eight characters in a row to the place in a value where they stand. */
import type { Span } from './sink.ts';

/** As many characters in a row are a leak. */
export const GRAM = 8;

/** A text that is looked for, and the finding it comes from. */
export interface Known {
  readonly value: string;
  readonly span: Span;
}

export interface Gram extends Known {
  readonly offset: number;
  /** Only the whole value counts: its parts are ordinary words. */
  readonly whole: boolean;
}

/** Numbers of one entry: its hash, which value, where in it (twice, plus 1 for the whole), the next entry of the slot. */
const ENTRY = 4;

export class GramTable {
  readonly #known: Known[] = [];
  /** Entry 0 is none, so that a new table needs no filling. */
  #entries = new Int32Array(64 * ENTRY);
  #count = 1;
  #slots = new Int32Array(256);

  /** Empty slots are 0. */
  get slots(): Int32Array {
    return this.#slots;
  }

  get size(): number {
    return this.#count - 1;
  }

  /** The number under which parts of the value are added. */
  know(value: string, span: Span): number {
    this.#known.push({ value, span });
    return this.#known.length - 1;
  }

  add(known: number, offset: number, whole: boolean, hash = hashAt(this.#valueOf(known), offset)): void {
    const same = this.#find(this.#valueOf(known), offset, hash);
    if (same !== 0 && (whole || !this.#isWhole(same))) return;
    // Sparse, so that most of a text is passed over without a look at any entry.
    if (this.#count * 8 >= this.#slots.length) this.#grow();
    const at = this.#count * ENTRY;
    this.#entries[at] = hash;
    this.#entries[at + 1] = known;
    this.#entries[at + 2] = offset * 2 + (whole ? 1 : 0);
    this.#link(this.#count);
    this.#count += 1;
  }

  find(text: string, at: number, hash: number): Gram | undefined {
    const entry = this.#find(text, at, hash);
    const known = this.#known[this.#entries[entry * ENTRY + 1] ?? 0];
    if (entry === 0 || known === undefined) return undefined;
    return { ...known, offset: this.#offsetOf(entry), whole: this.#isWhole(entry) };
  }

  /** The newest entry wins: parts are added after whole values that begin alike. */
  #find(text: string, at: number, hash: number): number {
    let entry = this.#slots[hash & (this.#slots.length - 1)] ?? 0;
    while (entry !== 0) {
      if (
        this.#entries[entry * ENTRY] === hash &&
        same(this.#valueOf(this.#entries[entry * ENTRY + 1] ?? 0), this.#offsetOf(entry), text, at)
      )
        return entry;
      entry = this.#entries[entry * ENTRY + 3] ?? 0;
    }
    return 0;
  }

  #valueOf(known: number): string {
    return this.#known[known]?.value ?? '';
  }

  #offsetOf(entry: number): number {
    return (this.#entries[entry * ENTRY + 2] ?? 0) >> 1;
  }

  #isWhole(entry: number): boolean {
    return ((this.#entries[entry * ENTRY + 2] ?? 0) & 1) === 1;
  }

  #link(entry: number): void {
    const slot = (this.#entries[entry * ENTRY] ?? 0) & (this.#slots.length - 1);
    this.#entries[entry * ENTRY + 3] = this.#slots[slot] ?? 0;
    this.#slots[slot] = entry;
  }

  #grow(): void {
    const entries = new Int32Array(this.#entries.length * 4);
    entries.set(this.#entries);
    this.#entries = entries;
    this.#slots = new Int32Array(this.#slots.length * 4);
    for (let entry = 1; entry < this.#count; entry += 1) this.#link(entry);
  }
}

function same(a: string, at: number, b: string, bt: number): boolean {
  for (let index = 0; index < GRAM; index += 1) {
    if (a.charCodeAt(at + index) !== b.charCodeAt(bt + index)) return false;
  }
  return true;
}

/** 31 to the seventh, to take the oldest character out of a rolling sum. */
const POWER = Array.from({ length: GRAM - 1 }).reduce<number>((power) => Math.imul(power, 31), 1);

export function hashAt(text: string, from: number): number {
  let sum = 0;
  for (let index = from; index < from + GRAM; index += 1)
    sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return mix(sum);
}

/** The low bits choose the slot, so the high ones are folded in. */
function mix(sum: number): number {
  return sum ^ (sum >>> 15);
}

/** The hash of every eight characters in a row from `from` on, each from the one before. */
export class RollingHash {
  readonly #text: string;
  #at: number;
  #sum = 0;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#at = from;
    for (let index = from; index < from + GRAM; index += 1)
      this.#sum = (Math.imul(this.#sum, 31) + text.charCodeAt(index)) | 0;
  }

  get value(): number {
    return mix(this.#sum);
  }

  next(): void {
    const rest = (this.#sum - Math.imul(this.#text.charCodeAt(this.#at), POWER)) | 0;
    this.#sum = (Math.imul(rest, 31) + this.#text.charCodeAt(this.#at + GRAM)) | 0;
    this.#at += 1;
  }
}

/** Visits every offset in the range whose eight characters are in the table; a visit says where to go on. */
export function eachGram(
  text: string,
  table: GramTable,
  range: { from: number; to: number },
  visit: (gram: Gram, at: number) => number,
): number {
  const last = Math.min(range.to, text.length - GRAM + 1);
  const slots = table.slots;
  const mask = slots.length - 1;
  let index = range.from;
  let sum = 0;
  for (let ahead = index; ahead < index + GRAM - 1; ahead += 1)
    sum = (Math.imul(sum, 31) + text.charCodeAt(ahead)) | 0;
  let free = index;
  for (; index < last; index += 1) {
    sum = (Math.imul(sum, 31) + text.charCodeAt(index + GRAM - 1)) | 0;
    if (slots[mix(sum) & mask] !== 0 && index >= free) {
      const gram = table.find(text, index, mix(sum));
      if (gram !== undefined) free = visit(gram, index);
    }
    sum = (sum - Math.imul(text.charCodeAt(index), POWER)) | 0;
  }
  return free;
}
