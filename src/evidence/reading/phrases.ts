/**
 * The phrase language of the matrix: which wordings mean which fact.
 * `a|b` either; `a .. b` b after a, in the same clause; `a ~ b` b right after a; `a & b` both somewhere; `word*` any ending; `<name>` a word list.
 * Only literals exist, so one pass over the text finds every phrase, however hostile text or phrases are.
 */
import { fold } from './fold.ts';

/** How far apart, in characters, two parts of `a .. b` may stand: about one long clause. */
const GAP = 70;
/** `a ~ b`: a few words at most. */
const TIGHT = 25;

interface Literal {
  readonly text: string;
  readonly openEnd: boolean;
  readonly openStart: boolean;
}
interface Item {
  /** Which of the shared alternatives lists this part is; many phrases use the same one. */
  readonly slot: number;
  /** How far after the part before it this part may start. */
  readonly within: number;
}
type Sequence = readonly Item[];
type Phrase = readonly Sequence[];

export interface Signal {
  readonly id: string;
  readonly any: readonly string[];
  readonly not: readonly string[];
}

interface Node {
  readonly next: Map<number, number>;
  fail: number;
  readonly ends: number[];
}

export interface Lexicon {
  /** Alternatives lists, each the literals that fill it. */
  readonly slots: readonly (readonly number[])[];
  /** Literal → the slots it fills. */
  readonly slotsOf: readonly (readonly number[])[];
  readonly nodes: readonly Node[];
  readonly literals: readonly Literal[];
  readonly signals: readonly { id: string; any: readonly Phrase[]; not: readonly Phrase[] }[];
}

export class PhraseMistake extends Error {}

/** Compiles signals and word lists; throws PhraseMistake with a sentence that names the phrase. */
export function compilePhrases(
  signals: readonly Signal[],
  words: ReadonlyMap<string, readonly string[]>,
): Lexicon {
  const literals: Literal[] = [];
  const known = new Map<string, number>();
  const slots: (readonly number[])[] = [];
  const knownSlots = new Map<string, number>();
  const slot = (list: readonly number[]): number => {
    const unique = [...new Set(list)].sort((a, b) => a - b);
    const key = unique.join(' ');
    const found = knownSlots.get(key);
    if (found !== undefined) return found;
    knownSlots.set(key, slots.length);
    slots.push(unique);
    return slots.length - 1;
  };
  const literal = (raw: string, phrase: string): number => {
    const text = fold(raw.replaceAll('*', ''));
    if (text.length === 0 || (text.length === 1 && !/[0-9\u2e80-\uffff]/.test(text)))
      throw new PhraseMistake(`"${phrase}" has a part that is too short: "${raw}"`);
    const entry = { text, openEnd: raw.endsWith('*'), openStart: raw.startsWith('*') };
    const key = `${entry.openStart ? '*' : ''}${text}${entry.openEnd ? '*' : ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, literals.length);
    literals.push(entry);
    return literals.length - 1;
  };
  const item = (raw: string, phrase: string): number[] =>
    raw.split('|').flatMap((part) => {
      const trimmed = part.trim();
      const name = /^<([a-z_]+)>$/.exec(trimmed)?.[1];
      if (name === undefined) return [literal(trimmed, phrase)];
      const list = words.get(name);
      if (list === undefined)
        throw new PhraseMistake(`"${phrase}" names the word list <${name}>, which does not exist`);
      return list.map((word) => literal(word, phrase));
    });
  const compile = (phrase: string): Phrase =>
    phrase
      .split(' & ')
      .map((sequence) =>
        sequence
          .split(' .. ')
          .flatMap((clause) =>
            clause
              .split(' ~ ')
              .map((part, index) => ({ slot: slot(item(part, phrase)), within: index === 0 ? GAP : TIGHT })),
          ),
      );
  const compiled = signals.map((signal) => ({
    id: signal.id,
    any: signal.any.map(compile),
    not: signal.not.map(compile),
  }));
  const slotsOf: number[][] = literals.map(() => []);
  slots.forEach((list, index) => {
    for (const entry of list) slotsOf[entry]?.push(index);
  });
  return { nodes: automaton(literals), literals, signals: compiled, slots, slotsOf };
}

function automaton(literals: readonly Literal[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), fail: 0, ends: [] }];
  const at = (index: number): Node => {
    const node = nodes[index];
    if (node === undefined) throw new Error('phrase automaton is broken');
    return node;
  };
  literals.forEach((entry, index) => {
    let state = 0;
    for (let i = 0; i < entry.text.length; i += 1) {
      const code = entry.text.charCodeAt(i);
      let next = at(state).next.get(code);
      if (next === undefined) {
        next = nodes.length;
        nodes.push({ next: new Map(), fail: 0, ends: [] });
        at(state).next.set(code, next);
      }
      state = next;
    }
    at(state).ends.push(index);
  });
  const queue = [...at(0).next.values()];
  for (let head = 0; head < queue.length; head += 1) {
    const current = queue[head] ?? 0;
    for (const [code, child] of at(current).next) {
      let fail = at(current).fail;
      while (fail !== 0 && !at(fail).next.has(code)) fail = at(fail).fail;
      const target = at(fail).next.get(code);
      at(child).fail = target !== undefined && target !== child ? target : 0;
      at(child).ends.push(...at(at(child).fail).ends);
      queue.push(child);
    }
  }
  return nodes;
}

const isWord = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

/** Where each literal stands in the folded text: [start, end] pairs in order of their ends. */
function occurrences(lexicon: Lexicon, text: string): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const { nodes, literals } = lexicon;
  let state = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    let next = nodes[state]?.next.get(code);
    while (next === undefined && state !== 0) {
      state = nodes[state]?.fail ?? 0;
      next = nodes[state]?.next.get(code);
    }
    state = next ?? 0;
    for (const index of nodes[state]?.ends ?? []) {
      const entry = literals[index];
      if (entry === undefined) continue;
      const start = i + 1 - entry.text.length;
      if (
        !entry.openStart &&
        start > 0 &&
        isWord(text.charCodeAt(start)) &&
        isWord(text.charCodeAt(start - 1))
      )
        continue;
      if (!entry.openEnd && isWord(code) && i + 1 < text.length && isWord(text.charCodeAt(i + 1))) continue;
      const list = found.get(index);
      if (list === undefined) found.set(index, [start, i + 1]);
      else list.push(start, i + 1);
    }
  }
  return found;
}

/** One text's occurrences: which slots are filled at all, and their places when asked for. */
class Places {
  readonly filled: Uint8Array;
  readonly #lexicon: Lexicon;
  readonly #found: ReadonlyMap<number, readonly number[]>;
  readonly #cache = new Map<number, readonly number[]>();

  constructor(lexicon: Lexicon, found: ReadonlyMap<number, readonly number[]>) {
    this.#lexicon = lexicon;
    this.#found = found;
    this.filled = new Uint8Array(lexicon.slots.length);
    for (const literal of found.keys())
      for (const slot of lexicon.slotsOf[literal] ?? []) this.filled[slot] = 1;
  }

  /** [start, end] pairs in order of their starts. */
  of(slot: number): readonly number[] {
    const cached = this.#cache.get(slot);
    if (cached !== undefined) return cached;
    const lists = (this.#lexicon.slots[slot] ?? []).flatMap((literal) => this.#found.get(literal) ?? []);
    const pairs: [number, number][] = [];
    for (let i = 0; i + 1 < lists.length; i += 2) pairs.push([lists[i] ?? 0, lists[i + 1] ?? 0]);
    pairs.sort((a, b) => a[0] - b[0]);
    const flat = pairs.flat();
    this.#cache.set(slot, flat);
    return flat;
  }
}

/** Returns the start of the first place where the parts follow each other within the gap, or -1. */
function place(sequence: Sequence, places: Places): number {
  let reach: { start: number; end: number }[] | undefined;
  for (const item of sequence) {
    const here = places.of(item.slot);
    if (here.length === 0) return -1;
    const next: { start: number; end: number }[] = [];
    let cursor = 0;
    for (let i = 0; i + 1 < here.length; i += 2) {
      const start = here[i] ?? 0;
      const end = here[i + 1] ?? 0;
      if (reach === undefined) {
        next.push({ start, end });
        continue;
      }
      while (cursor < reach.length && (reach[cursor]?.end ?? 0) + item.within < start) cursor += 1;
      const before = reach[cursor];
      if (before !== undefined && before.end <= start) next.push({ start: before.start, end });
    }
    if (next.length === 0) return -1;
    reach = next;
  }
  return reach?.[0]?.start ?? -1;
}

function phrasePlace(phrase: Phrase, places: Places): number {
  for (const sequence of phrase) for (const item of sequence) if (places.filled[item.slot] !== 1) return -1;
  let first = -1;
  for (const sequence of phrase) {
    const start = place(sequence, places);
    if (start < 0) return -1;
    if (first < 0) first = start;
  }
  return first;
}

/** The signals that a folded text carries, each with the place of its first phrase. */
export function readSignals(lexicon: Lexicon, folded: string): { id: string; at: number }[] {
  if (folded === '') return [];
  const found = occurrences(lexicon, folded);
  if (found.size === 0) return [];
  const places = new Places(lexicon, found);
  const out: { id: string; at: number }[] = [];
  for (const signal of lexicon.signals) {
    let at = -1;
    for (const phrase of signal.any) {
      at = phrasePlace(phrase, places);
      if (at >= 0) break;
    }
    if (at < 0) continue;
    if (signal.not.some((phrase) => phrasePlace(phrase, places) >= 0)) continue;
    out.push({ id: signal.id, at });
  }
  return out;
}
