/**
 * A table of HTML as the lines and columns that a browser shows; attributes of its tags are left to the other rules.
 * Source: the HTML standard, tables. Known misses: tables laid out with other tags, and cells that span rows.
 */
import { type View, ViewBuilder } from './view.ts';

const LINE = 10;
const COLUMN = 124;

const tags = /<(\/?)(table|thead|tbody|tr|td|th)(?:\s[^<>]{0,200})?>/gi;

/** The lines from the first tag of a table to the last. */
export function htmlTableView(parent: View): View | undefined {
  const { text } = parent;
  if (!text.includes('<t') && !text.includes('<T')) return undefined;
  if (!/<t[dh][\s>]/i.test(text)) return undefined;
  const found = [...text.matchAll(tags)];
  const first = found[0];
  const last = found.at(-1);
  if (first === undefined || last === undefined) return undefined;
  let done = text.lastIndexOf('\n', first.index) + 1;
  const newline = text.indexOf('\n', last.index + last[0].length);
  const end = newline < 0 ? text.length : newline + 1;
  const builder = new ViewBuilder(end - done);
  for (const tag of found) {
    builder.copy(text, done, tag.index);
    done = tag.index + tag[0].length;
    const opens = tag[1] === '';
    const name = (tag[2] ?? '').toLowerCase();
    if (name === 'tr' && !opens) builder.push(LINE, tag.index);
    if (opens && (name === 'td' || name === 'th')) builder.push(COLUMN, tag.index);
  }
  builder.copy(text, done, end);
  return builder.build(parent, end, { tight: true });
}
