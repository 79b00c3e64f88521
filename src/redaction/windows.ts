/** After masking, only the neighbourhood of what changed can read differently. */

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A part of a text that may be read alone. Nothing is open at its start, nor at `anchor` unless a change opened it. */
export interface Window extends Range {
  /** A line start where nothing was open before the change; the end of the text when there is none. */
  readonly anchor: number;
}

/** A label may stand some lines above its value. */
const LINES_ABOVE = 3;
const LINES_BELOW = 1;

/** Further away than this no label announces a value: a long line is no heading. */
const REACH = 500;

/**
 * `changed`: ascending ranges of the text; `settled`: ascending line starts where nothing is open. A window ends
 * with the line of its anchor, so that reading it shows whether the change left something open there.
 */
export function windowsAround(text: string, changed: readonly Range[], settled: readonly number[]): Window[] {
  const windows: Window[] = [];
  let index = 0;
  for (const range of changed) {
    const last = windows.at(-1);
    if (last !== undefined && range.to <= last.anchor) continue;
    while (index < settled.length && (settled[index] ?? 0) <= range.from) index += 1;
    const from = startAbove(settled, index - 1);
    while (index < settled.length && (settled[index] ?? 0) <= range.to) index += 1;
    const anchor = anchorBelow(settled, index) ?? text.length;
    const window = { from, anchor, to: lineEnd(text, anchor) };
    if (last !== undefined && from <= last.to) windows[windows.length - 1] = { ...window, from: last.from };
    else windows.push(window);
  }
  return windows;
}

/** The lines that hold a change, neighbours together. */
export function linesWith(text: string, changed: readonly Range[]): Range[] {
  const lines: Range[] = [];
  for (const range of changed) {
    const last = lines.at(-1);
    if (last !== undefined && range.to < last.to) continue;
    const from = text.lastIndexOf('\n', range.from - 1) + 1;
    const to = lineEnd(text, range.to);
    if (last !== undefined && from <= last.to) lines[lines.length - 1] = { from: last.from, to };
    else lines.push({ from, to });
  }
  return lines;
}

/** Where the line starts that stands up to LINES_ABOVE above the line at `index` of `settled`. */
function startAbove(settled: readonly number[], index: number): number {
  const line = settled[index] ?? 0;
  let lines = 0;
  while (lines < LINES_ABOVE && line - (settled[index - 1 - lines] ?? 0) <= REACH) lines += 1;
  return settled[index - lines] ?? 0;
}

function anchorBelow(settled: readonly number[], index: number): number | undefined {
  const next = settled[index];
  const below = settled[index + LINES_BELOW];
  return next !== undefined && below !== undefined && below - next > REACH ? next : below;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
