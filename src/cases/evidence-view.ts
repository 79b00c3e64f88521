import type { Case, EvidenceItem } from './case.ts';

/** The evidence that counts now: the newest version of each key, nothing withdrawn; notes and checks all. */

const gathered: readonly string[] = ['note', 'checks'];

export function currentEvidence(state: Case): EvidenceItem[] {
  const items = state.evidence.filter((item) => !item.withdrawn);
  return items.filter(
    (item, index) =>
      gathered.includes(item.key) || !items.slice(index + 1).some((later) => later.key === item.key),
  );
}

export function evidenceText(state: Case, key: string): string | undefined {
  const value = currentEvidence(state).find((item) => item.key === key)?.value;
  return typeof value === 'string' ? value : undefined;
}
