/** Collects facts while evidence is read; a stronger source replaces a weaker one, and the loser is remembered. */
import { type Fact, type FactValue, RUNGS, type RungName } from '../facts.ts';

export interface Contradiction {
  readonly fact: string;
  readonly kept: Fact;
  readonly dropped: Fact;
}

export interface Notebook {
  readonly facts: Map<string, Fact>;
  readonly contradictions: Contradiction[];
  readonly warnings: string[];
}

export function newNotebook(): Notebook {
  return { facts: new Map(), contradictions: [], warnings: [] };
}

/** Writes a fact. Of two different values the stronger source stays; of equals the first. */
export function note(
  book: Notebook,
  name: string,
  value: FactValue | undefined,
  source: string,
  rung: RungName,
): void {
  if (value === undefined) return;
  const fact: Fact = { name, value, source, rung: RUNGS[rung] };
  const before = book.facts.get(name);
  if (before === undefined) {
    book.facts.set(name, fact);
    return;
  }
  if (before.value === value) {
    if (fact.rung > before.rung) book.facts.set(name, fact);
    return;
  }
  const kept = fact.rung > before.rung ? fact : before;
  book.facts.set(name, kept);
  book.contradictions.push({ fact: name, kept, dropped: kept === fact ? before : fact });
}
