/**
 * Where words stand that may announce a credential. Every rule that reads labels asks here first, so that text
 * without such words costs one cheap pass.
 */
import { foreignWords } from './rules/languages.ts';
import { credentialWords, weakWords } from './rules/names.ts';

/** Whatever a sensitive name contains; longer words that contain a shorter one add nothing. */
const stems = shortest([
  ...credentialWords.keys(),
  ...weakWords.keys(),
  ...foreignWords.keys(),
  'pass',
  'auth',
  'cookie',
  'code',
  'team',
  'header',
  'cipher',
  'hash',
  'clave',
  'mot de',
  'log in',
  'identifiant',
  'zugang',
  'credenc',
  'credenz',
  'user/p',
  'user / p',
  'username/',
]);

function shortest(words: readonly string[]): string[] {
  const unique = [...new Set(words)].sort((a, b) => a.length - b.length);
  return unique.filter((word, index) => !unique.slice(0, index).some((shorter) => word.includes(shorter)));
}

/** Indexed by the first two letters, five bits each. */
const byPair: (readonly string[] | undefined)[] = Array.from({ length: 1024 });
for (const stem of stems) {
  const key = ((stem.charCodeAt(0) & 31) << 5) | (stem.charCodeAt(1) & 31);
  byPair[key] = [...(byPair[key] ?? []), stem];
}
const present = Uint8Array.from(byPair, (list) => (list === undefined ? 0 : 1));

/** 0: no letter. Otherwise the letter as 1 to 26, in either case; digits share 27, as in `ha1`. */
const letter = new Uint8Array(128);
for (let code = 0; code < 26; code += 1) {
  letter[65 + code] = code + 1;
  letter[97 + code] = code + 1;
}

/** Whether a name can announce anything at all. */
export function hasHint(name: string): boolean {
  let before = 0;
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (code >= 128) return true;
    const now = letter[code] ?? 0;
    if (before !== 0 && now !== 0) {
      const key = (before << 5) | now;
      if (present[key] === 1 && matches(name, index - 1, byPair[key])) return true;
    }
    before = now;
  }
  return false;
}

export class Hints {
  /** Offsets where a stem begins, ascending. */
  readonly at: Int32Array;

  constructor(text: string) {
    let found = new Int32Array(64);
    let count = 0;
    const add = (index: number) => {
      if (count === found.length) {
        const larger = new Int32Array(count * 2);
        larger.set(found);
        found = larger;
      }
      found[count] = index;
      count += 1;
    };
    let before = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code >= 128) {
        if (code !== 0xe000) add(index);
        before = 0;
        continue;
      }
      const now = letter[code] ?? 0;
      if (before !== 0 && now !== 0) {
        const key = (before << 5) | now;
        if (present[key] === 1 && matches(text, index - 1, byPair[key])) add(index - 1);
      }
      before = now;
    }
    this.at = found.subarray(0, count);
  }

  /** Whether one begins in the range. */
  any(from: number, to: number): boolean {
    const index = this.first(from);
    return index < this.at.length && (this.at[index] ?? 0) < to;
  }

  /** Position in `at` of the first that begins at or behind the offset. */
  first(from: number): number {
    let low = 0;
    let high = this.at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function matches(text: string, at: number, candidates: readonly string[] | undefined): boolean {
  for (const stem of candidates ?? []) {
    let length = 2;
    while (length < stem.length && (text.charCodeAt(at + length) | 32) === (stem.charCodeAt(length) | 32))
      length += 1;
    if (length === stem.length) return true;
  }
  return false;
}
