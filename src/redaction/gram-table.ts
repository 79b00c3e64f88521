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
  readonly #next: number[] = [];
  #slots = new Int32Array(1024).fill(-1);

  /** Empty slots are -1. */
  get slots(): Int32Array {
    return this.#slots;
  }

  get size(): number {
    return this.#grams.length;
  }

  add(gram: Gram): void {
    const known = this.find(gram.value, gram.offset, hashAt(gram.value, gram.offset));
    if (known !== undefined && (gram.whole || !known.whole)) return;
    // Sparse, so that most of a text is passed over without a look at any entry.
    if (this.#grams.length * 8 >= this.#slots.length) this.#grow();
    this.#link(this.#grams.length, hashAt(gram.value, gram.offset));
    this.#grams.push(gram);
  }

  /** The newest entry wins: parts are added after whole values that begin alike. */
  find(text: string, at: number, hash: number): Gram | undefined {
    let index = this.#slots[hash & (this.#slots.length - 1)] ?? -1;
    while (index >= 0) {
      const gram = this.#grams[index];
      if (gram !== undefined && same(gram.value, gram.offset, text, at)) return gram;
      index = this.#next[index] ?? -1;
    }
    return undefined;
  }

  #link(index: number, hash: number): void {
    const slot = hash & (this.#slots.length - 1);
    this.#next[index] = this.#slots[slot] ?? -1;
    this.#slots[slot] = index;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1);
    this.#grams.forEach((gram, index) => {
      this.#link(index, hashAt(gram.value, gram.offset));
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

/** Calls back with every offset whose eight characters may be in the table. */
export function eachGram(text: string, table: GramTable, visit: (gram: Gram, at: number) => number): void {
  const last = text.length - GRAM;
  const slots = table.slots;
  const mask = slots.length - 1;
  let sum = 0;
  for (let index = 0; index < GRAM - 1; index += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  let free = 0;
  for (let index = 0; index <= last; index += 1) {
    sum = (Math.imul(sum, 31) + text.charCodeAt(index + GRAM - 1)) | 0;
    if (index >= free && slots[(sum ^ (sum >>> 15)) & mask] !== -1) {
      const gram = table.find(text, index, mix(sum));
      if (gram !== undefined) free = visit(gram, index);
    }
    sum = (sum - Math.imul(text.charCodeAt(index), POWER)) | 0;
  }
}
