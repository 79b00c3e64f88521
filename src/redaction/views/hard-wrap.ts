/**
 * Text that a terminal or a mail program cut at a fixed width, also in the middle of names and values.
 * Known misses: text cut between words, which names survive.
 */
import { type View, ViewBuilder } from './view.ts';

/** Narrower text is a column of something. */
const LEAST_WIDTH = 40;
const MOST_WIDTH = 400;

/** Lines that were cut, put together again; undefined when nothing says that any was. */
export function unwrappedView(parent: View): View | undefined {
  const { text } = parent;
  // Columns, not a width.
  if (text.includes('\t')) return undefined;
  const width = widthOf(text);
  if (width === undefined) return undefined;
  const builder = new ViewBuilder(text.length);
  let before = '';
  let columnsBefore = 0;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    const cut = end - from === width && newline >= 0;
    if (cut && beginsAfresh(text, end + 1)) return undefined;
    // Lines that begin alike, or have the same columns, are a list.
    const head = text.slice(from, from + 6);
    const columns = countColumns(text.slice(from, end));
    if (cut && (head === before || (columns >= 2 && columns === columnsBefore))) return undefined;
    before = head;
    columnsBefore = columns;
    builder.copy(text, from, cut ? end : Math.min(end + 1, text.length));
    from = end + 1;
  }
  return builder.build(parent, text.length, { tight: true });
}

/** Gaps between columns: semicolons, bars, several blanks; commas where no JSON stands. */
function countColumns(line: string): number {
  return line.match(/[{}"]/.test(line) ? /;|\||\S {2,}(?=\S)/g : /[,;]|\||\S {2,}(?=\S)/g)?.length ?? 0;
}

/** What no cut line begins with: a blank, a time, a level of a log, a mark of a list, a name and its value, another bracket. */
function beginsAfresh(text: string, at: number): boolean {
  return /^(?:\s|\d{4}-\d\d|[-#*>|+[{<]|\/\/|[A-Za-z_][\w.-]{1,60}\s?[=:]|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|export|curl|set|const|let|var|import|from|def|if|for)\s)/.test(
    text.slice(at, at + 70),
  );
}

/** The longest line, when several are exactly as long. */
function widthOf(text: string): number | undefined {
  let longest = 0;
  let times = 0;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const length = (newline < 0 ? text.length : newline) - from;
    if (length > MOST_WIDTH) return undefined;
    if (length > longest) {
      longest = length;
      times = 0;
    }
    if (length === longest) times += 1;
    from = newline < 0 ? text.length : newline + 1;
  }
  return longest >= LEAST_WIDTH && times >= 2 ? longest : undefined;
}
