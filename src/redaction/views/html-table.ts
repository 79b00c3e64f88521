/**
 * A table of HTML as the lines and columns that a browser shows; attributes of its tags are left to the other rules.
 * Source: the HTML standard, tables. Known misses: tables laid out with other tags, and cells that span rows.
 */
import { type View, ViewBuilder } from './view.ts';

const LINE = 10;
const COLUMN = 124;

export function htmlTableView(parent: View): View | undefined {
  const { text } = parent;
  if (!text.includes('<t') && !text.includes('<T')) return undefined;
  if (!/<t[dh][\s>]/i.test(text)) return undefined;
  const builder = new ViewBuilder(text.length);
  let done = 0;
  for (const tag of text.matchAll(/<(\/?)(table|thead|tbody|tr|td|th)(?:\s[^<>]{0,200})?>/gi)) {
    builder.copy(text, done, tag.index);
    done = tag.index + tag[0].length;
    const opens = tag[1] === '';
    const name = (tag[2] ?? '').toLowerCase();
    if (name === 'tr' && !opens) builder.push(LINE, tag.index);
    if (opens && (name === 'td' || name === 'th')) builder.push(COLUMN, tag.index);
  }
  builder.copy(text, done, text.length);
  return builder.build(parent, text.length, { tight: true });
}
