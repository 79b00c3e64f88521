import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { sentence } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import type { Case } from './case.ts';
import type { CaseEvent } from './events.ts';
import { statusWord } from './status-word.ts';

/** What a new version of the summary says it changed; nothing when the summary reads the same. */
export function summaryChange(before: Case, after: Case, event: CaseEvent): Redacted | undefined {
  switch (event.type) {
    case 'diagnosed':
      return diagnosisChange(before, after);
    case 'evidence_withdrawn':
      return words`Evidence was withdrawn.`;
    case 'fix_declared':
      return words`A fix was applied.`;
    case 'proof_finished':
      return event.passed ? words`The fix is proved.` : words`The proof failed.`;
    case 'span_written':
      return words`A test span was sent to the target.`;
    case 'handed_off':
      return words`Handed off to engineering.`;
    case 'handoff_accepted':
      return words`Engineering accepted the hand-off.`;
    case 'handoff_returned':
      return words`Engineering asks for more evidence.`;
    case 'handoff_answered':
      return words`Engineering answered.`;
    case 'handoff_closed':
      return words`Engineering closed the hand-off.`;
    case 'assigned':
    case 'taken':
      return before.owner === after.owner ? undefined : words`The owner changed.`;
    case 'reopened':
      return words`Reopened: ${sentence(event.reason)}`;
    default:
      return before.status === after.status ? undefined : words`State: ${statusWord(after.status)}.`;
  }
}

function diagnosisChange(before: Case, after: Case): Redacted | undefined {
  const cause = causeIn(after);
  const confidence = field(after, 'confidence');
  if (!before.diagnosis) return words`First diagnosis: ${cause.title} (${confidence}).`;
  const old = { cause: causeIn(before), confidence: field(before, 'confidence') };
  if (old.cause.id !== cause.id)
    return words`New cause: ${cause.title} (${confidence}). Before: ${old.cause.title}.`;
  if (old.confidence !== confidence) return words`The cause is ${confidence} now. Before: ${old.confidence}.`;
  return undefined;
}

/** By its title, for people; by its row where an older case kept no titles. */
function causeIn(state: Case): { id: Redacted; title: Redacted } {
  const id = field(state, 'cause');
  return { id, title: state.diagnosis?.titles?.[id] ?? id };
}

function field(state: Case, name: 'cause' | 'confidence'): Redacted {
  const value = Kept.safeParse(state.diagnosis?.diagnosis[name]);
  return value.success ? value.data : words`unknown`;
}
