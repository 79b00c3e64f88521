/** Counts the pasted lines that no reader and no phrase understood, so that the matrix can grow where it is blind. */
import { settingOf } from '../evidence/reading/endpoint.ts';
import { fold, repairPaste } from '../evidence/reading/fold.ts';
import { readSignals } from '../evidence/reading/phrases.ts';
import { readSaidStatus } from '../evidence/reading/status.ts';
import type { Diagnosis } from './diagnose.ts';

/** A log longer than this is counted by its first lines. */
const MOST_LINES = 500;

export function countUnrecognised(diagnosis: Diagnosis): number {
  const text = repairPaste(diagnosis.evidence.description ?? '');
  return text
    .split('\n')
    .slice(0, MOST_LINES)
    .filter((line) => {
      // One or two words are a greeting or a level, not a message.
      if (line.trim().split(/\s+/).length < 3) return false;
      if (/https?:\/\/|x-(?:simulation|conversation)-id/i.test(line)) return false;
      if (settingOf(line) !== undefined || readSaidStatus(line) !== undefined) return false;
      return readSignals(diagnosis.matrix.lexicon, fold(line)).length === 0;
    }).length;
}
