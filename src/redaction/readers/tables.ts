/**
 * Rows and columns: Markdown, CSV, tab-separated, aligned text. A label heads a column or the row.
 * Source: the tables of Markdown, psql, CSV exports and cookie files. Known misses: columns whose heading says
 * nothing, and tables cut between heading and rows.
 */
import { judgeName, type NameVerdict } from '../judge/name.ts';
import { couldBeCredential } from '../judge/value.ts';
import { maskValue } from '../pairs/pairs.ts';
import type { Scan } from '../scan.ts';

interface Cell {
  readonly text: string;
  readonly from: number;
}

interface Columns {
  readonly mark: string;
  readonly verdicts: readonly (NameVerdict | undefined)[];
  /** A column of names and a column of their values. */
  readonly pair: { readonly name: number; readonly value: number } | undefined;
}

/** More columns than this are data of another kind. */
const MAX_CELLS = 60;

export function scanTables(scan: Scan): void {
  const { text } = scan;
  let done = -1;
  for (const { start, end } of scan.landmarks.lines) {
    if (end < done) continue;
    done = end;
    const cells = cellsOf(text, start, end);
    if (cells === undefined) continue;
    if (cells.mark === '|' || cells.mark === '\t' || isSetting(cells.list)) rowLabel(scan, cells.list);
    const columns = isRow(text, start, cells.mark) ? undefined : headings(cells.list, cells.mark);
    if (columns !== undefined) done = maskBelow(scan, columns, end + 1);
  }
  if (text.includes('\tTRUE\t') || text.includes('\tFALSE\t')) cookieRows(scan);
}

export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

export function cellsOf(
  text: string,
  start: number,
  end: number,
  mark?: string,
): { mark: string; list: Cell[] } | undefined {
  if (end - start > 2000) return undefined;
  const line = text.slice(start, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
  const by = mark ?? separatorOf(line);
  if (by === '' || (mark === undefined && by !== '|' && by !== '\t' && !beginsWithName(line)))
    return undefined;
  const list = split(line, by, start);
  return list.length > 1 && list.length <= MAX_CELLS ? { mark: by, list } : undefined;
}

/** Without borders or tabs only a name in its first column makes a line part of a table: JSON has commas too. */
function beginsWithName(line: string): boolean {
  return /^[ "'`*\t]*[A-Za-z\u0080-\udfff]/.test(line);
}

function separatorOf(line: string): string {
  if (line.includes('\t')) return '\t';
  if (line.includes('|')) return '|';
  if (line.includes(',')) return ',';
  if (line.includes(';')) return ';';
  return /\S {2,40}\S/.test(line) ? '  ' : '';
}

function split(line: string, mark: string, base: number): Cell[] {
  const cells: Cell[] = [];
  const raws =
    mark === ',' || mark === ';' ? outsideQuotes(line, mark) : line.split(mark === '  ' ? / {2,}/ : mark);
  let at = 0;
  for (const raw of raws) {
    const where = line.indexOf(raw, at);
    at = where + raw.length;
    let from = 0;
    let to = raw.length;
    while (from < to && isMargin(raw[from])) from += 1;
    while (to > from && isMargin(raw[to - 1])) to -= 1;
    cells.push({ text: raw.slice(from, to), from: base + where + from });
  }
  if (mark !== '|') return cells;
  if (cells[0]?.text === '') cells.shift();
  if (cells.at(-1)?.text === '') cells.pop();
  return cells;
}

/** Cells of CSV: a separator inside quotes belongs to the cell. */
function outsideQuotes(line: string, mark: string): string[] {
  if (!line.includes('"')) return line.split(mark);
  const cells: string[] = [];
  let from = 0;
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    if (line[index] === '"') quoted = !quoted;
    else if (line[index] === mark && !quoted) {
      cells.push(line.slice(from, index));
      from = index + 1;
    }
  }
  cells.push(line.slice(from));
  return cells;
}

function isMargin(char: string | undefined): boolean {
  return char === ' ' || char === '"' || char === "'" || char === '`' || char === '*' || char === '\t';
}

/** Every cell is a short name, at least one of them announces a credential. */
function headings(cells: readonly Cell[], mark: string): Columns | undefined {
  if (!cells.every((cell) => /^[A-Za-z\u0080-\udfff][\w .()/#\u0080-\udfff-]{0,40}$/.test(cell.text)))
    return undefined;
  if (cells.some((cell) => /\d/.test(cell.text) && couldBeCredential(cell.text.split(' ').at(-1) ?? '')))
    return undefined;
  // In prose a comma is no column: a heading line of CSV has short names.
  if (mark === ',' && cells.some((cell) => cell.text.split(' ').length > 3)) return undefined;
  const verdicts = cells.map((cell) => {
    const verdict = judgeName(cell.text);
    return verdict.strength === 'none' || verdict.strength === 'benign' ? undefined : verdict;
  });
  return verdicts.some((verdict) => verdict !== undefined) ? { mark, verdicts, pair: undefined } : undefined;
}

/** A line of a Markdown table that stands below another one of it is no heading. */
function isRow(text: string, start: number, mark: string): boolean {
  if (mark !== '|' || start === 0) return false;
  const above = text.slice(Math.max(text.lastIndexOf('\n', start - 2) + 1, start - 400), start - 1);
  return /^[ \t>]{0,8}\|.*\|[ \t\r]{0,4}$/.test(above);
}

/** Rows of the same width; returns where the table ends. */
export function maskBelow(scan: Scan, columns: Columns, from: number): number {
  const { text } = scan;
  let at = from;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const cells = cellsOf(text, at, end, columns.mark);
    const rule = /^[\s|:+=-]*$/.test(text.slice(at, Math.min(end, at + 400)));
    if (!rule && cells?.list.length !== columns.verdicts.length) return at;
    if (cells !== undefined && isSetting(cells.list)) rowLabel(scan, cells.list);
    const { pair } = columns;
    const named = pair === undefined ? undefined : cells?.list[pair.name];
    cells?.list.forEach((cell, index) => {
      const verdict =
        named !== undefined && index === pair?.value ? judgeName(named.text) : columns.verdicts[index];
      if (verdict !== undefined && !rule) maskCell(scan, cell, verdict);
    });
    at = end + 1;
  }
  return at;
}

export function maskCell(scan: Scan, cell: Cell, verdict: NameVerdict): void {
  maskValue(
    scan,
    verdict,
    { name: 'cell', from: cell.from, to: cell.from + cell.text.length, quoted: true, leading: true },
    '',
  );
}

/** `DB_PASSWORD,value`: a variable and nothing else. */
function isSetting(cells: readonly Cell[]): boolean {
  return cells.length === 2 && /^[A-Z][A-Z0-9_]{2,60}$/.test(cells[0]?.text ?? '');
}

/** `| Authorization | Bearer … |` */
function rowLabel(scan: Scan, cells: readonly Cell[]): void {
  for (let index = 0; index + 1 < cells.length; index += 1) {
    const label = cells[index];
    const value = cells[index + 1];
    if (label === undefined || value === undefined || !/^[\w .()/#-]{2,60}$/.test(label.text)) continue;
    const verdict = judgeName(label.text);
    if (verdict.strength === 'none' || verdict.strength === 'benign') continue;
    if (judgeName(value.text).strength !== 'none' && /^[A-Za-z_ -]+$/.test(value.text)) continue;
    const chosen = cells.length === 2 && /^[A-Za-z]{3,20}_[a-z]{3,20}$/.test(value.text);
    maskCell(
      scan,
      value,
      verdict.strength === 'strong' && !chosen ? { ...verdict, strength: 'medium' } : verdict,
    );
  }
}

/** The cookie file of curl and browsers: the value is the seventh column. */
function cookieRows(scan: Scan): void {
  const row =
    /^[^\t\n]{1,200}\t(?:TRUE|FALSE)\t[^\t\n]{0,200}\t(?:TRUE|FALSE)\t\d{1,12}\t[^\t\n]{1,200}\t([^\t\n\r]{1,4000})/dgm;
  for (const found of scan.text.matchAll(row)) {
    const range = found.indices?.[1];
    if (range === undefined || /^[a-z]{3,12}$/.test(found[1] ?? '')) continue;
    maskCell(scan, { text: found[1] ?? '', from: range[0] }, { strength: 'strong', kind: 'cookie' });
  }
}
