import type { Run } from '../blockkit/build.ts';
import { cut } from '../blockkit/fit.ts';
import type { Actor } from '../cases/case.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';

/** A summary is a list of labelled sections of rows; blocks.ts and text.ts draw the same rows. */

export type Row = readonly Run[];

export interface Section {
  label: Redacted;
  rows: readonly Row[];
  /** A command or an answer, drawn as code below the rows. */
  code?: Redacted;
}

export const row = (...texts: Redacted[]): Row => texts.map((text) => ({ text }));

export function person(actor: Actor): Run {
  if (actor.user === 'bot') return { text: words`the bot` };
  return actor.user === 'cli' ? { text: words`the command line` } : { user: actor.user };
}

/** Characters a mention takes on screen; Slack shows a name we do not know. */
const mentionLength = 15;
const runLength = (run: Run) => ('user' in run ? mentionLength : run.text.length);
export const rowLength = (cells: Row) => cells.reduce((sum, run) => sum + runLength(run), 0);

/**
 * At most `most` characters over rows and code. What is cut ends in an ellipsis; what is left out is counted. A command
 * of up to half of it stays whole: a part of one cannot be run.
 */
export function sized(section: Section, most: number): Section {
  const reserved = Math.min(section.code?.length ?? 0, Math.floor(most / 2));
  let room = most - reserved;
  const rows: Row[] = [];
  for (const cells of section.rows) {
    if (room < 8) break;
    rows.push(sizedRow(cells, room));
    room -= rowLength(cells);
  }
  const dropped = section.rows.length - rows.length;
  const told = dropped > 0 ? [...rows, row(words`… and ${dropped} more`)] : rows;
  room = Math.max(room, 0) + reserved;
  const code = section.code !== undefined && room > 20 ? cut(section.code, room) : undefined;
  return { label: section.label, rows: told, ...(code !== undefined && { code }) };
}

function sizedRow(cells: Row, most: number): Row {
  let room = most;
  return cells.flatMap((run) => {
    // A cut run needs room for its ellipsis; a whole one, such as a bracket, does not.
    if (room < 2 && runLength(run) > room) return [];
    const fitted = 'user' in run ? run : { ...run, text: cut(run.text, room) };
    room -= runLength(run);
    return [fitted];
  });
}

export function rowText(cells: Row): Redacted {
  return cells.reduce(
    (all, run) => ('user' in run ? words`${all}@${idWord(run.user)}` : words`${all}${run.text}`),
    words``,
  );
}
