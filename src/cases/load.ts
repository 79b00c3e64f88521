import type { CaseFilter, Cases } from '../ports.ts';
import { type ExportRow, exportRow } from './export.ts';

/** Reads whole cases for an export, newest change first. */

export async function loadExport(
  { cases }: { cases: Pick<Cases, 'list' | 'load'> },
  filter: CaseFilter,
  most: number,
): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  // The list in one piece: pages would lose or repeat a case that changes meanwhile.
  for (const line of await cases.list(filter, { most })) {
    const state = await cases.load(line.id);
    if (state) rows.push(exportRow(state));
  }
  return rows;
}
