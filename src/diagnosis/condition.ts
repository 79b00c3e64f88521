/** Three-valued conditions: a fact that is absent is unknown, never false. */
import type { Fact, Facts, FactValue } from '../evidence/facts.ts';

export type Test =
  | FactValue
  | readonly FactValue[]
  | { readonly not: FactValue | readonly FactValue[] }
  | { readonly over: number }
  | { readonly under: number };

export type Condition =
  | { readonly kind: 'fact'; readonly fact: string; readonly test: Test }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  /** The opposite: unknown stays unknown. */
  | { readonly kind: 'not'; readonly of: Condition }
  /** Holds unless the inner condition is known to hold: unknown counts as "does not". */
  | { readonly kind: 'unless'; readonly of: Condition };

export type Verdict =
  | { readonly is: 'yes'; readonly used: readonly Fact[] }
  | { readonly is: 'no'; readonly used: readonly Fact[] }
  | { readonly is: 'unknown'; readonly needs: readonly string[]; readonly used: readonly Fact[] };

export function evaluate(condition: Condition, facts: Facts): Verdict {
  switch (condition.kind) {
    case 'fact': {
      const fact = facts.get(condition.fact);
      if (fact === undefined) return { is: 'unknown', needs: [condition.fact], used: [] };
      return { is: holds(condition.test, fact.value) ? 'yes' : 'no', used: [fact] };
    }
    case 'not': {
      const inner = evaluate(condition.of, facts);
      if (inner.is === 'unknown') return inner;
      return { is: inner.is === 'yes' ? 'no' : 'yes', used: inner.used };
    }
    case 'unless': {
      const inner = evaluate(condition.of, facts);
      return inner.is === 'yes' ? { is: 'no', used: inner.used } : { is: 'yes', used: [] };
    }
    case 'all':
      return every(condition.of, facts);
    case 'any':
      return some(condition.of, facts);
  }
}

function every(conditions: readonly Condition[], facts: Facts): Verdict {
  const used: Fact[] = [];
  const needs: string[] = [];
  for (const condition of conditions) {
    const verdict = evaluate(condition, facts);
    if (verdict.is === 'no') return verdict;
    used.push(...verdict.used);
    if (verdict.is === 'unknown') needs.push(...verdict.needs);
  }
  return needs.length === 0 ? { is: 'yes', used } : { is: 'unknown', needs, used };
}

function some(conditions: readonly Condition[], facts: Facts): Verdict {
  const used: Fact[] = [];
  const needs: string[] = [];
  for (const condition of conditions) {
    const verdict = evaluate(condition, facts);
    if (verdict.is === 'yes') return verdict;
    if (verdict.is === 'unknown') needs.push(...verdict.needs);
    else used.push(...verdict.used);
  }
  return needs.length === 0 ? { is: 'no', used } : { is: 'unknown', needs, used: [] };
}

const isList = (test: object): test is readonly FactValue[] => Array.isArray(test);

function holds(test: Test, value: FactValue): boolean {
  if (typeof test !== 'object') return test === value;
  if (isList(test)) return test.includes(value);
  if ('not' in test) return !holds(test.not, value);
  if ('over' in test) return typeof value === 'number' && value > test.over;
  return 'under' in test && typeof value === 'number' && value < test.under;
}

/** Every fact a condition mentions. */
export function factsOf(condition: Condition): string[] {
  if (condition.kind === 'fact') return [condition.fact];
  if (condition.kind === 'not' || condition.kind === 'unless') return factsOf(condition.of);
  return condition.of.flatMap(factsOf);
}

export class ConditionMistake extends Error {}

/** Reads the YAML form: `{fact: test, …}` is "all of"; `all`, `any`, `not`, `unless` nest. */
export function parseCondition(value: unknown, depth = 0): Condition {
  if (depth > 12) throw new ConditionMistake('conditions nest deeper than 12 levels');
  if (Array.isArray(value)) return { kind: 'all', of: value.map((part) => parseCondition(part, depth + 1)) };
  if (typeof value !== 'object' || value === null)
    throw new ConditionMistake(`"${String(value)}" is not a condition; write fact: value`);
  const parts = Object.entries(value).map(([key, inner]): Condition => {
    if (key === 'all' || key === 'any') {
      if (!Array.isArray(inner) || inner.length === 0) throw new ConditionMistake(`"${key}" needs a list`);
      return { kind: key, of: inner.map((part) => parseCondition(part, depth + 1)) };
    }
    if (key === 'not' || key === 'unless') return { kind: key, of: parseCondition(inner, depth + 1) };
    return { kind: 'fact', fact: key, test: parseTest(key, inner) };
  });
  if (parts.length === 0) throw new ConditionMistake('an empty condition');
  const only = parts[0];
  return parts.length === 1 && only !== undefined ? only : { kind: 'all', of: parts };
}

function parseTest(fact: string, value: unknown): Test {
  const scalar = (part: unknown): FactValue => {
    if (typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean') return part;
    throw new ConditionMistake(`the test of "${fact}" must be a text, a number, true or false`);
  };
  if (Array.isArray(value)) return value.map(scalar);
  if (typeof value === 'object' && value !== null) {
    if ('not' in value) return { not: Array.isArray(value.not) ? value.not.map(scalar) : scalar(value.not) };
    if ('over' in value && typeof value.over === 'number') return { over: value.over };
    if ('under' in value && typeof value.under === 'number') return { under: value.under };
    throw new ConditionMistake(`the test of "${fact}" has none of not, over, under`);
  }
  return scalar(value);
}
