import type { CaseFilter, Cases } from '../ports.ts';
import { type ExportRow, exportRow } from './export.ts';

/** Reads whole cases for an export, newest change first, page by page so that nobody else waits. */

const pageSize = 200;

export async function loadExport(
  { cases }: { cases: Pick<Cases, 'list' | 'load'> },
  filter: CaseFilter,
  most: number,
): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for (let before: number | undefined; rows.length < most; ) {
    const lines = await cases.list(filter, { most: pageSize, ...(before !== undefined && { before }) });
    for (const line of lines.slice(0, most - rows.length)) {
      const state = await cases.load(line.id);
      if (state) rows.push(exportRow(state));
    }
    before = lines.at(-1)?.updatedAt;
    if (before === undefined) break;
  }
  return rows;
}
