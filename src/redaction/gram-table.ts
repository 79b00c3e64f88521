/** A hash table from eight characters in a row to the place in a value where they stand. */
import type { Span } from './sink.ts';

/** As many characters in a row are a leak. */
export const GRAM = 8;

export interface Gram {
  readonly value: string;
  readonly offset: number;
  readonly span: Span;
  /** Only the whole value counts: its parts are ordinary words. */
  readonly whole: boolean;
}

export class GramTable {
  readonly #grams: Gram[] = [];
  readonly #hashes: number[] = [];
  readonly #next: number[] = [];
  /** One more than the index of a gram, so that a new table needs no filling. */
  #slots = new Int32Array(256);

  /** Empty slots are 0. */
  get slots(): Int32Array {
    return this.#slots;
  }

  get size(): number {
    return this.#grams.length;
  }

  add(gram: Gram, hash = hashAt(gram.value, gram.offset)): void {
    const known = this.find(gram.value, gram.offset, hash);
    if (known !== undefined && (gram.whole || !known.whole)) return;
    // Sparse, so that most of a text is passed over without a look at any entry.
    if (this.#grams.length * 8 >= this.#slots.length) this.#grow();
    this.#link(this.#grams.length, hash);
    this.#grams.push(gram);
    this.#hashes.push(hash);
  }

  /** The newest entry wins: parts are added after whole values that begin alike. */
  find(text: string, at: number, hash: number): Gram | undefined {
    let entry = this.#slots[hash & (this.#slots.length - 1)] ?? 0;
    while (entry > 0) {
      const gram = this.#grams[entry - 1];
      if (gram !== undefined && this.#hashes[entry - 1] === hash && same(gram.value, gram.offset, text, at))
        return gram;
      entry = this.#next[entry - 1] ?? 0;
    }
    return undefined;
  }

  #link(index: number, hash: number): void {
    const slot = hash & (this.#slots.length - 1);
    this.#next[index] = this.#slots[slot] ?? 0;
    this.#slots[slot] = index + 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    this.#hashes.forEach((hash, index) => {
      this.#link(index, hash);
    });
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
