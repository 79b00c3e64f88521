/**
 * What tools print before every line: quote marks of mail, line numbers, signs of a diff, names of containers.
 * Without it the lines are what was pasted into the tool: lists, tables, blocks that go on below their label.
 * Source: the output of mail programs, `cat -n`, `diff -u`, `docker compose logs`, `kubectl logs --prefix`, container
 * runtimes. Known misses: margins that change from line to line, such as the time stamps of a log.
 */
import { isBlank } from '../landmarks/code-units.ts';
import { type View, ViewBuilder } from './view.ts';

interface Margin {
  readonly pattern: RegExp;
  /** The first characters it may have, blanks left out. */
  readonly first: RegExp;
  /** It is one only where two lines in a row have the very same. */
  readonly named?: true;
}

const margins: readonly Margin[] = [
  { first: />/, pattern: /[ \t]{0,8}(?:>[ \t]?){1,6}/y },
  { first: /\d/, pattern: /[ \t]{0,8}\d{1,5}(?:[ \t]?[|:)→\t][ \t]?| {2})/y },
  { first: /[+-]/, pattern: /[+-](?![+-]|[ \t]*$)[ \t]?/my },
  { first: /[[\w./-]/, pattern: /\[?[\w./-]{1,60}\]?[ \t]{1,12}\|[ \t]?/y, named: true },
  { first: /\[/, pattern: /\[(?:pod|container)\/[^\]\n]{1,120}\][ \t]?/y },
  {
    first: /\d/,
    pattern:
      /\d{4}-\d\d-\d\dT[\d:]{8}(?:\.\d{7,9}(?:Z|[+-]\d\d:\d\d)[ \t]|(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)[ \t]std(?:out|err)[ \t][FP][ \t])/y,
  },
  { first: /[#/\-;*]/, pattern: /[ \t]{0,8}(?:#|\/\/|--|;|\*)(?![#/*-])[ \t]?/y },
];

/** By the first character that is no blank, which margins a line may have. */
const byFirst = Array.from({ length: 128 }, (_, code) =>
  margins.flatMap(({ first }, kind) => (first.test(String.fromCharCode(code)) ? [kind] : [])),
);

/** A margin is one when as many neighbouring lines have it. */
const LEAST_LINES = 2;

interface Line {
  readonly from: number;
  readonly to: number;
  /** Where the text begins behind the margin. */
  readonly inner: number;
}

/** One view for each run of lines that share a margin. */
export function marginViews(parent: View): View[] {
  if (!parent.text.includes('\n')) return [];
  return linesByMargin(parent.text).flatMap((lines, kind) => {
    const runs = runsOf(lines);
    if (margins[kind]?.named === true && !runs.some((run) => repeats(parent.text, run))) return [];
    return runs.map((run) => withoutMargin(parent, run));
  });
}

/** For each margin the lines that have it. */
function linesByMargin(text: string): Line[][] {
  const found: Line[][] = margins.map(() => []);
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline + 1;
    for (const kind of byFirst[firstCode(text, from)] ?? []) {
      const inner = endOfMargin(text, margins[kind]?.pattern, from, to);
      if (inner >= 0) found[kind]?.push({ from, to, inner });
    }
    from = to;
  }
  return found;
}

function firstCode(text: string, from: number): number {
  let at = from;
  while (at - from < 8 && isBlank(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at);
}

function endOfMargin(text: string, margin: RegExp | undefined, from: number, to: number): number {
  if (margin === undefined) return -1;
  margin.lastIndex = from;
  return margin.test(text) && margin.lastIndex <= to ? margin.lastIndex : -1;
}

function runsOf(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  let run: Line[] = [];
  for (const line of lines) {
    if (run.at(-1)?.to !== line.from) run = [];
    run.push(line);
    if (run.length === LEAST_LINES) runs.push(run);
  }
  return runs;
}

/** Two lines in a row begin the same. */
function repeats(text: string, run: readonly Line[]): boolean {
  return run.some((line, index) => {
    const before = run[index - 1];
    return before !== undefined && text.startsWith(text.slice(before.from, before.inner), line.from);
  });
}

function withoutMargin(parent: View, run: readonly Line[]): View {
  const end = run.at(-1)?.to ?? 0;
  const builder = new ViewBuilder(end - (run[0]?.from ?? 0));
  for (const line of run) builder.copy(parent.text, line.inner, line.to);
  return builder.build(parent, end, { tight: true });
}
