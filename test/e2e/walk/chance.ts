/** Chance that can be repeated: the same seed makes the same choices. */

export interface Chance {
  /** A whole number from 0 up to, not including, `most`. */
  below(most: number): number;
  one<T>(list: readonly T[]): T | undefined;
  /** True this often, from 0 to 1. */
  happens(share: number): boolean;
}

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return { below, one: (list) => list[below(list.length)], happens: (share) => next() < share };
}
