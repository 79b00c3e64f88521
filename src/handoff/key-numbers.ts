import type { EvidenceItem } from '../cases/case.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord, joined } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';

/** Coval keys of a case, numbered: placeholders count anew in every form, so they do not say which keys are equal. */

export interface NumberedKey {
  key: number;
  evidence: string[];
  /** Equal numbers are equal keys; what they were compared by stays in the store. */
  fingerprint: 'withheld';
}

export function numberedKeys(items: readonly EvidenceItem[]): NumberedKey[] {
  const found = new Map<string, Set<string>>();
  for (const { id, keys = [] } of items)
    for (const { fingerprint } of keys) found.set(fingerprint, (found.get(fingerprint) ?? new Set()).add(id));
  return [...found.values()].map((evidence, index) => ({
    key: index + 1,
    evidence: [...evidence],
    fingerprint: 'withheld',
  }));
}

/** "Key 1 stood in E2, E4. Key 2 stood in E5." Nothing without a key. */
export function keysText(items: readonly EvidenceItem[]): Redacted[] {
  const said = numberedKeys(items).map(
    ({ key, evidence }) => words`Key ${key} was in ${joined(evidence.map(idWord), words`, `)}.`,
  );
  return said.length === 0
    ? []
    : [
        words`Coval keys that were removed, by number; their fingerprints are withheld. ${joined(said, words` `)}`,
      ];
}
