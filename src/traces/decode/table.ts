import type { Gather } from '../gather.ts';
import { Rows } from './rows.ts';
import { type Loose, nothingUnfinished } from './value.ts';

/** A table with a header line, comma, tab, semicolon or bar separated, as a viewer or a query console copies it. */
const nameHeader = /^(?:span|span_?name|name|operation|operation_?name)$/;
const separators = ['\t', '|', ';', ','] as const;

export function readTable(text: string, gather: Gather): boolean {
  const lines = text.split('\n', 20_000).filter((line) => line.trim() !== '' && !/^[\s|:+=-]+$/.test(line));
  const at = lines.slice(0, 20).findIndex((line) => headerOf(line) !== undefined);
  const header = headerOf(lines[at] ?? '');
  if (!header) return false;
  const rows: Loose[] = [];
  for (const line of lines.slice(at + 1)) {
    const cells = cellsOf(line, header.separator);
    if (cells.length < 2) continue;
    const row: Loose = {};
    for (const [index, key] of header.keys.entries()) {
      const cell = cells[index];
      if (cell !== undefined && cell !== '' && cell !== '-') row[key] = cell;
    }
    if (typeof row['name'] === 'string') rows.push(row);
  }
  if (rows.length === 0) return false;
  gather.become('viewer');
  const stated = Number(/\b(\d+)\s+spans?\b/i.exec(lines.slice(0, at).join(' '))?.[1] ?? 0);
  new Rows(gather, nothingUnfinished).page(stated > 0 ? { total_spans: stated } : {}, rows);
  if (/\b\d+ more\b|\bof \d+ (?:rows|spans)\b/i.test(lines.at(-1) ?? '')) {
    gather.partial('The dump says that more spans exist.');
  }
  return true;
}

function headerOf(line: string): { separator: string; keys: string[] } | undefined {
  for (const separator of separators) {
    const keys = cellsOf(line, separator).map(keyOf);
    const name = keys.findIndex((key) => nameHeader.test(key));
    if (keys.length < 2 || name < 0 || !keys.some((key) => /duration|latency|start|_id$/.test(key))) continue;
    keys[name] = 'name';
    return { separator, keys };
  }
  return undefined;
}

/** `Duration (ms)` → `duration_ms`, `Span ID` → `span_id`. */
function keyOf(cell: string): string {
  return cell
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function cellsOf(line: string, separator: string): string[] {
  const inner = separator === '|' ? line.replace(/^\s*\||\|\s*$/g, '') : line;
  return inner.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}
