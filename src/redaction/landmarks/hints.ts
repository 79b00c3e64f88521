/**
 * Where words stand that may announce a credential. Every rule that reads labels asks here first, so that text
 * without such words costs one cheap pass.
 */
import { foreignWords } from '../rules/languages.ts';
import { credentialWords, weakWords } from '../rules/names.ts';
import { nextTriple, TRIPLES, triplesOf } from './triples.ts';

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
  'mdp',
  'nip',
  'geheim',
  'sekret',
  'segret',
  'frase',
  'belirte',
  'kelime',
  'losung',
  'magic ',
  'toegang',
  'challenge w',
  'safe ',
  'safeword',
  'passord',
  'palavra',
  'credenc',
  'credenz',
  'user/p',
  'user / p',
  'username/',
  'sandbox',
  'securestr',
  'assertion',
  'phrase',
  '_pat',
  'certificate',
]);

function shortest(words: readonly string[]): string[] {
  const unique = [...new Set(words)].sort((a, b) => a.length - b.length);
  return unique.filter((word, index) => !unique.slice(0, index).some((shorter) => word.includes(shorter)));
}

/** What a stem announces, as bits. */
export const WORD = 1;
export const PHONE = 2;

/** Names of fields that hold a telephone number. */
const phoneStems = [
  'phone',
  'mobile',
  'tel',
  'caller',
  'callee',
  'cell',
  'msisdn',
  'from_number',
  'to_number',
  'did',
];

interface Stem {
  readonly text: string;
  readonly says: number;
}

/** By their first three characters. A stem of another script is found by every character beyond ASCII. */
const stemLists: Stem[][] = Array.from({ length: TRIPLES }, () => []);
for (const text of stems) addStem({ text, says: WORD });
for (const text of phoneStems) addStem({ text, says: PHONE });

function addStem(stem: Stem): void {
  if (stem.text.charCodeAt(0) > 127 || stem.text.charCodeAt(1) > 127) return;
  for (const triple of triplesOf(stem.text)) stemLists[triple]?.push(stem);
}

/** 1 where a stem may begin. */
export const stemTriples = Uint8Array.from(stemLists, (list) => (list.length === 0 ? 0 : 1));

/** What the stems say that begin at the offset, where `triple` stands; 0 for nothing. */
export function stemsAt(text: string, at: number, triple: number): number {
  let says = 0;
  for (const stem of stemLists[triple] ?? []) {
    if ((says & stem.says) === 0 && matches(text, at, stem.text)) says |= stem.says;
  }
  return says;
}

/** Bit 32 is the case of a letter. */
function matches(text: string, at: number, stem: string): boolean {
  for (let length = 0; length < stem.length; length += 1)
    if ((text.charCodeAt(at + length) | 32) !== (stem.charCodeAt(length) | 32)) return false;
  return true;
}

/** Whether a name can announce anything at all. */
export function hasHint(name: string): boolean {
  let triple = 0;
  for (let index = 0; index <= name.length; index += 1) {
    const code = index < name.length ? name.charCodeAt(index) : 0;
    if (code >= 128) return true;
    triple = nextTriple(triple, code);
    if (stemTriples[triple] === 1 && index > 1 && (stemsAt(name, index - 2, triple) & WORD) !== 0)
      return true;
  }
  return false;
}

export class Hints {
  /** Offsets where a stem begins, or a character beyond ASCII stands; ascending. */
  readonly at: readonly number[];

  constructor(at: readonly number[]) {
    this.at = at;
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

export const noHints = new Hints([]);
