/**
 * What tools print before every line: quote marks of mail, line numbers, signs of a diff, names of containers.
 * Without it the lines are what was pasted into the tool: lists, tables, blocks that go on below their label.
 * Source: the output of mail programs, `cat -n`, `diff -u`, `docker compose logs`, `kubectl logs --prefix`, container
 * runtimes. Known misses: margins that change from line to line, such as the time stamps of a log.
 */
import { type View, ViewBuilder } from './view.ts';

const margins: readonly RegExp[] = [
  /[ \t]{0,8}(?:>[ \t]?){1,6}/y,
  /[ \t]{0,8}\d{1,5}[ \t]?[|:)→\t][ \t]?/y,
  /[+-](?![+-]|[ \t]*$)[ \t]?/my,
  /\[?[\w./-]{1,60}\]?[ \t]{1,12}\|[ \t]?/y,
  /\[(?:pod|container)\/[^\]\n]{1,120}\][ \t]?/y,
  /\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d)[ \t](?:std(?:out|err)[ \t][FP][ \t])?/y,
  /[ \t]{0,8}(?:#|\/\/|--|;|\*)(?![#/*-])[ \t]?/y,
];

/** A margin is one when as many neighbouring lines have it. */
const LEAST_LINES = 2;

/** Whether two lines in a row begin alike; for names of containers they must begin the same. */
const twice = margins.map(({ source }) =>
  source.includes('\\|[ \\t]?') && source.startsWith('\\[?')
    ? new RegExp(`^(${source}).*\\n\\1`, 'm')
    : new RegExp(`^(?:${source}).*\\n(?:${source})`, 'm'),
);

interface Line {
  readonly from: number;
  readonly to: number;
  /** Where the text begins behind the margin; -1 where the line has none. */
  readonly inner: number;
}

/** One view for each run of lines that share a margin. */
export function marginViews(parent: View): View[] {
  if (!parent.text.includes('\n')) return [];
  return margins.flatMap((margin, kind) =>
    twice[kind]?.test(parent.text) === true
      ? runsOf(linesOf(parent.text, margin)).map((run) => withoutMargin(parent, run))
      : [],
  );
}

function linesOf(text: string, margin: RegExp): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline + 1;
    lines.push({ from, to, inner: endOfMargin(text, margin, from, to) });
    from = to;
  }
  return lines;
}

function endOfMargin(text: string, margin: RegExp, from: number, to: number): number {
  margin.lastIndex = from;
  return margin.test(text) && margin.lastIndex <= to ? margin.lastIndex : -1;
}

function runsOf(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  let run: Line[] = [];
  for (const line of lines) {
    if (line.inner >= 0) run.push(line);
    else {
      if (run.length >= LEAST_LINES) runs.push(run);
      run = [];
    }
  }
  if (run.length >= LEAST_LINES) runs.push(run);
  return runs;
}

function withoutMargin(parent: View, run: readonly Line[]): View {
  const end = run.at(-1)?.to ?? 0;
  const builder = new ViewBuilder(end - (run[0]?.from ?? 0));
  for (const line of run) builder.copy(parent.text, line.inner, line.to);
  return builder.build(parent, end, { tight: true });
}
