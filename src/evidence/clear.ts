import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { type FieldKey, fieldKeys } from './form.ts';
import type { Cleared } from './items.ts';

/** A cleared form as a draft and back: what waits for "Keep this", and what was half-filled. */

const analysisField = '_analysis';
const fileField = '_file';

export interface Removed {
  values: number;
  kinds: readonly Redacted[];
}

export function toDraft({ texts, analysis, fromFile }: Cleared): Record<string, Redacted> {
  const kept: Record<string, Redacted> = {};
  for (const field of fieldKeys) {
    const text = texts[field];
    if (text !== undefined) kept[field] = text;
  }
  // Codes, counts and safe names only: the analyser never repeats a value of a dump.
  if (analysis) kept[analysisField] = Kept.parse(JSON.stringify(analysis));
  if (fromFile) kept[fileField] = words`yes`;
  return kept;
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
  };
}
