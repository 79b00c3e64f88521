/**
 * Shapes that no plain prefix describes. Every quantifier has a bound, so that hostile text costs linear time.
 * One of the `hints` must occur in the text before the pattern is tried at all; a rule without hints always is.
 */

export interface PatternRule {
  readonly id: string;
  readonly kind: string;
  readonly source: string;
  readonly catches: string;
  readonly ignores: string;
  readonly misses: string;
  readonly hints: readonly string[];
  /** Every match holds a mark, at most so many characters behind its start: it is tried only there. */
  readonly reach?: number;
  /** Every match is part of a run of token characters at least this long, with letters of both cases. */
  readonly run?: number;
  readonly pattern: RegExp;
  /** Capturing groups that are masked; without it the whole match. Needs the `d` flag. */
  readonly groups?: readonly number[];
}
