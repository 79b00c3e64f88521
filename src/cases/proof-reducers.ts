import { words } from '../redaction/words.ts';
import type { Reducers } from './apply.ts';
import { rolesInWords } from './status-word.ts';

/** A fix, and the proof that it works. */

export const proofReducers: Reducers<'fix_declared' | 'proof_started' | 'proof_finished'> = {
  fix_declared: (before, event) => {
    if (!before.diagnosis) return words`There is no diagnosis yet. Add evidence first.`;
    const { proof: _earlier, ...rest } = before;
    return { ...rest, fix: { by: event.by, at: event.at, text: event.text } };
  },

  proof_started: (before, event) => ({
    ...before,
    proof: {
      state: event.awaits === 'check' ? 'running' : 'waiting_for_confirmation',
      startedBy: event.by,
      at: event.at,
      kind: event.kind,
      text: event.text,
      before: event.before,
    },
  }),

  proof_finished: (before, event) => {
    const proof = before.proof;
    if (!proof || proof.endedAt !== undefined) return words`No proof is running.`;
    if (proof.state === 'running' && event.by.role !== 'bot')
      return words`The bot is running this proof. Its result comes by itself.`;
    if (proof.state === 'waiting_for_confirmation' && event.by.role === 'bot')
      return words`Only ${rolesInWords(['customer', 'support', 'engineering', 'operator'])} can confirm this proof.`;
    const ended = event.passed
      ? { ended: { by: event.by, at: event.at, reason: words`Proved: the fix works.` } }
      : {};
    return {
      ...before,
      ...ended,
      proof: {
        ...proof,
        state: event.passed ? 'passed' : 'failed',
        after: event.after,
        endedBy: event.by,
        endedAt: event.at,
      },
    };
  },
};
