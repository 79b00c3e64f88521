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
  readonly #entries: Int32Array;
  /** The number of the newest entry with such a hash; 0 is none. */
  readonly #slots: Int32Array;
  /** A bit for every hash there is: small enough to stay close by while a text is read. */
  readonly filter: Uint8Array;
  #count = 0;

  /** `most`: how many parts will be added at the most. */
  constructor(most: number) {
    this.#entries = new Int32Array((most + 1) * ENTRY);
    this.#slots = new Int32Array(powerAbove(most * 2));
    this.filter = new Uint8Array(powerAbove(most * 4));
  }

  get size(): number {
    return this.#count;
  }

  /** The number under which parts of the value are added. */
  know(value: string, span: Span): number {
    this.#known.push({ value, span });
    return this.#known.length - 1;
  }

  add(known: number, offset: number, whole: boolean): void {
    const value = this.#valueOf(known);
    const hash = hashAt(value, offset);
    const same = this.#find(value, offset, hash);
    if (same !== 0 && (whole || !this.#isWhole(same))) return;
    this.#count += 1;
    const slot = hash & (this.#slots.length - 1);
    const at = this.#count * ENTRY;
    this.#entries[at] = hash;
    this.#entries[at + 1] = known;
    this.#entries[at + 2] = offset * 2 + (whole ? 1 : 0);
    this.#entries[at + 3] = this.#slots[slot] ?? 0;
    this.#slots[slot] = this.#count;
    const byte = (hash >>> 3) & (this.filter.length - 1);
    this.filter[byte] = (this.filter[byte] ?? 0) | (1 << (hash & 7));
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
}

function powerAbove(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(16, least)));
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

/** Visits every offset in the range whose eight characters are in the table; a visit says where to go on. */
export function eachGram(
  text: string,
  table: GramTable,
  range: { from: number; to: number },
  visit: (gram: Gram, at: number) => number,
): number {
  const last = Math.min(range.to, text.length - GRAM + 1);
  const { filter } = table;
  const mask = filter.length - 1;
  let index = range.from;
  let sum = 0;
  for (let ahead = index; ahead < index + GRAM - 1; ahead += 1)
    sum = (Math.imul(sum, 31) + text.charCodeAt(ahead)) | 0;
  let free = index;
  for (; index < last; index += 1) {
    sum = (Math.imul(sum, 31) + text.charCodeAt(index + GRAM - 1)) | 0;
    const hash = mix(sum);
    if (((filter[(hash >>> 3) & mask] ?? 0) & (1 << (hash & 7))) !== 0 && index >= free) {
      const gram = table.find(text, index, hash);
      if (gram !== undefined) free = visit(gram, index);
    }
    sum = (sum - Math.imul(text.charCodeAt(index), POWER)) | 0;
  }
  return free;
}
