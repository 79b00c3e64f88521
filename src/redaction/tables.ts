/** Rows and columns: Markdown, CSV, tab-separated, aligned text. A label heads a column or the row. */
import { judgeName, type NameVerdict } from './name.ts';
import { maskValue } from './pairs.ts';
import type { Scan } from './scan.ts';
import { couldBeCredential } from './value.ts';

interface Cell {
  readonly text: string;
  readonly from: number;
}

type Columns = readonly (NameVerdict | undefined)[];

export function scanTables(scan: Scan): void {
  let columns: Columns = [];
  let width = 0;
  let separator = '';
  let at = 0;
  const { text } = scan;
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = end - at > 2000 ? '' : text.slice(at, end).replace(/\r$/, '');
    const mark = separatorOf(line);
    const cells = mark === '' ? [] : split(line, mark, at);
    if (cells.length > 1) {
      if (mark === '\t' && cells.length === 7) cookieRow(scan, cells);
      if (mark === '|' || mark === '\t') rowLabel(scan, cells);
      if (mark === separator && cells.length === width && columns.length > 0)
        maskColumns(scan, cells, columns);
      const heads = headings(cells, mark);
      if (heads !== undefined) {
        columns = heads;
        width = cells.length;
        separator = mark;
      } else if (mark !== separator) columns = [];
    } else if (line.trim() !== '') {
      columns = [];
    }
    at = end + 1;
  }
}

function separatorOf(line: string): string {
  if (line.includes('\t')) return '\t';
  if (line.includes('|')) return '|';
  if (line.includes(',')) return ',';
  if (line.includes(';')) return ';';
  return /\S {2,}\S/.test(line) ? '  ' : '';
}

function split(line: string, mark: string, base: number): Cell[] {
  const cells: Cell[] = [];
  const pattern = mark === '  ' ? / {2,}/ : mark;
  let at = 0;
  for (const raw of line.split(pattern)) {
    const where = line.indexOf(raw, at);
    at = where + raw.length;
    const inner = /^[\s"'`*]*(.*?)[\s"'`*]*$/.exec(raw);
    const text = inner?.[1] ?? '';
    cells.push({ text, from: base + where + (text === '' ? 0 : raw.indexOf(text)) });
  }
  if (mark !== '|') return cells;
  if (cells[0]?.text === '') cells.shift();
  if (cells.at(-1)?.text === '') cells.pop();
  return cells;
}

/** Every cell is a short name, at least one of them announces a credential. */
function headings(cells: readonly Cell[], mark: string): Columns | undefined {
  if (cells.length < 2) return undefined;
  if (!cells.every((cell) => /^[A-Za-z\u0080-\uffff][\w .()/#-]{0,40}$/.test(cell.text))) return undefined;
  if (cells.some((cell) => /\d/.test(cell.text) && couldBeCredential(cell.text.split(' ').at(-1) ?? '')))
    return undefined;
  const columns = cells.map((cell) => {
    const verdict = judgeName(cell.text);
    return verdict.strength === 'none' || verdict.strength === 'benign' ? undefined : verdict;
  });
  if (!columns.some((verdict) => verdict !== undefined)) return undefined;
  // In prose a comma is no column: a heading line of CSV has names without blanks around the comma.
  return mark === ',' && cells.some((cell) => cell.text.split(' ').length > 3) ? undefined : columns;
}

function maskColumns(scan: Scan, cells: readonly Cell[], columns: Columns): void {
  cells.forEach((cell, index) => {
    const verdict = columns[index];
    if (verdict === undefined || /^[-:\s]+$/.test(cell.text)) return;
    maskCell(scan, cell, verdict);
  });
}

function maskCell(scan: Scan, cell: Cell, verdict: NameVerdict): void {
  maskValue(
    scan,
    verdict,
    { name: 'cell', from: cell.from, to: cell.from + cell.text.length, quoted: true, leading: true },
    '',
  );
}

/** `| Authorization | Bearer … |` */
function rowLabel(scan: Scan, cells: readonly Cell[]): void {
  for (let index = 0; index + 1 < cells.length; index += 1) {
    const label = cells[index];
    const value = cells[index + 1];
    if (label === undefined || value === undefined || !/^[\w .()/#-]{2,60}$/.test(label.text)) continue;
    const verdict = judgeName(label.text);
    if (verdict.strength === 'none' || verdict.strength === 'benign') continue;
    const next = judgeName(value.text);
    if (next.strength !== 'none' && /^[A-Za-z_ -]+$/.test(value.text)) continue;
    maskCell(scan, value, verdict.strength === 'strong' ? { ...verdict, strength: 'medium' } : verdict);
  }
}

/** The cookie file of curl and browsers: the value is the seventh column. */
function cookieRow(scan: Scan, cells: readonly Cell[]): void {
  const value = cells[6];
  if (value === undefined || !/^(?:TRUE|FALSE)$/.test(cells[1]?.text ?? '')) return;
  maskCell(scan, value, { strength: 'strong', kind: 'cookie' });
}
