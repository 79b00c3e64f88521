/** Where a pattern matches: beside its marks, in long runs of token characters, or anywhere. */

import type { PatternRule } from '../rules/pattern-rule.ts';
import { patternRules } from '../rules/patterns.ts';
import type { Landmarks } from './landmarks.ts';
import type { Sought } from './markers.ts';

/** A match, and where the text begins that it was found in. */
type Visit = (found: RegExpExecArray, base: number) => void;

/** The patterns that are tried at one place. */
const sticky = new Map(
  patternRules
    .filter((rule) => rule.reach !== undefined)
    .map((rule) => [rule.id, new RegExp(rule.pattern, rule.pattern.flags.replace('g', 'y'))]),
);

export function eachMatch(
  text: string,
  landmarks: Landmarks,
  sought: Sought<PatternRule>,
  visit: Visit,
): void {
  const { rule, marks } = sought;
  const pattern = sticky.get(rule.id);
  if (pattern !== undefined) besideMarks(text, pattern, marks, rule.reach ?? 0, visit);
  else if (rule.run !== undefined) inRuns(text, rule.pattern, landmarks.tokens, rule.run, visit);
  else anywhere(text, rule.pattern, 0, visit);
}

function besideMarks(
  text: string,
  pattern: RegExp,
  marks: readonly number[],
  reach: number,
  visit: Visit,
): void {
  const wholeLines = pattern.source.startsWith('^');
  let free = 0;
  for (const mark of marks) {
    for (let at = Math.max(free, mark - reach); at <= mark; at += 1) {
      if (wholeLines && !beginsLine(text, at)) continue;
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found === null) continue;
      visit(found, 0);
      free = at + found[0].length;
      break;
    }
  }
}

function beginsLine(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === 10;
}

function inRuns(text: string, pattern: RegExp, runs: readonly number[], least: number, visit: Visit): void {
  for (let run = 0; run < runs.length; run += 2) {
    const from = runs[run] ?? 0;
    const to = runs[run + 1] ?? 0;
    if (to - from < least) continue;
    // With the character before, which may forbid a match.
    const base = Math.max(0, from - 1);
    anywhere(text.slice(base, to), pattern, base, visit);
  }
}

function anywhere(text: string, pattern: RegExp, base: number, visit: Visit): void {
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) visit(found, base);
}
