import { z } from 'zod';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { type FieldKey, fieldKeys } from './form.ts';
import type { Cleared } from './items.ts';
import { KeyMark } from './key-marks.ts';

/** A cleared form as a draft and back: what waits for "Keep this", and what was half-filled. */

const analysisField = '_analysis';
const fileField = '_file';
const keysField = '_keys';

export interface Removed {
  values: number;
  kinds: readonly Redacted[];
}

export function toDraft({ texts, analysis, fromFile, keys }: Cleared): Record<string, Redacted> {
  const kept: Record<string, Redacted> = {};
  for (const field of fieldKeys) {
    const text = texts[field];
    if (text !== undefined) kept[field] = text;
  }
  // Codes, counts and safe names only: the analyser never repeats a value of a dump.
  if (analysis) kept[analysisField] = Kept.parse(JSON.stringify(analysis));
  if (fromFile) kept[fileField] = words`yes`;
  return { ...kept, ...keysToDraft(keys) };
}

export function fromDraft(kept: Readonly<Record<string, Redacted>>): Cleared {
  const texts: Partial<Record<FieldKey, Redacted>> = {};
  for (const field of fieldKeys) if (kept[field] !== undefined) texts[field] = kept[field];
  const analysis = kept[analysisField];
  return {
    texts,
    // Written by toDraft above.
    ...(analysis !== undefined && { analysis: JSON.parse(analysis) as Record<string, unknown> }),
    ...(kept[fileField] !== undefined && { fromFile: true }),
    ...(kept[keysField] !== undefined && { keys: keysFromDraft(kept) }),
  };
}

/** A field that stands as it was cleared before holds placeholders only: their keys are those of that time. */
export function carryKeys(cleared: Cleared, earlier: Cleared): Cleared {
  const keys = [...(cleared.keys ?? [])];
  for (const field of fieldKeys) {
    const text = cleared.texts[field];
    if (text === undefined || text.trim() !== earlier.texts[field]?.trim()) continue;
    for (const mark of earlier.keys ?? [])
      if (
        text.includes(mark.placeholder) &&
        !keys.some(({ placeholder }) => placeholder === mark.placeholder)
      )
        keys.push(mark);
  }
  return keys.length > 0 ? { ...cleared, keys } : cleared;
}

/** Whether a text may hold keys that were removed before it came here. */
export function holdsPlaceholder({ texts }: Cleared): boolean {
  return Object.values(texts).some((text) => /\[[a-z][a-z0-9-]{1,30} \d{1,7}\]/.test(text));
}

/** Placeholders and digests of ours. */
export function keysToDraft(keys: readonly KeyMark[] = []): Record<string, Redacted> {
  return keys.length > 0 ? { [keysField]: Kept.parse(JSON.stringify(keys)) } : {};
}

/** None when another version wrote them: keys that cannot be compared are unknown. */
export function keysFromDraft(kept: Readonly<Record<string, Redacted>>): KeyMark[] {
  const parsed = z.array(KeyMark).safeParse(JSON.parse(kept[keysField] ?? '[]'));
  return parsed.success ? parsed.data : [];
}
