import { TriageError } from '../errors.ts';
import type { CaseFilter, Cases } from '../ports.ts';
import type { Case } from './case.ts';
import { type ExportRow, exportRow, unreadableRow } from './export.ts';

/** Cases read one by one, where a damaged one must not spoil the rest. */

/** Undefined when it is gone; `unreadable` when another version wrote it or it is damaged. */
export async function loadReadable(
  cases: Pick<Cases, 'load'>,
  id: string,
): Promise<Case | 'unreadable' | undefined> {
  try {
    return await cases.load(id);
  } catch (error) {
    if (error instanceof TriageError && error.code === 'case_unreadable') return 'unreadable';
    throw error;
  }
}

/** Newest change first. The list comes in one piece: pages would lose or repeat a case that changes meanwhile. */
export async function loadExport(
  { cases }: { cases: Pick<Cases, 'list' | 'load'> },
  filter: CaseFilter,
  most: number,
): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for (const line of await cases.list(filter, { most })) {
    const state = await loadReadable(cases, line.id);
    if (state) rows.push(state === 'unreadable' ? unreadableRow(line) : exportRow(state));
  }
  return rows;
}
