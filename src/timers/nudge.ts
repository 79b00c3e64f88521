import type { Case } from '../cases/case.ts';
import { caseNumber } from '../cases/case-line.ts';
import { statusWord } from '../cases/status-word.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { Due } from './plan.ts';

/** The words of a reminder, and who gets it. */
export interface Nudge {
  /** `thread`: everybody in the case's thread may read it. `owner`: the owner alone. */
  to: 'thread' | 'owner';
  text: Redacted;
}

/** One for the customer when the case waits on them; the rest is internal and never stands in a shared channel. */
export function nudgesFor(state: Case, what: Due['what']): Nudge[] {
  const id = words`T-${caseNumber(state.id)}`;
  if (what === 'promise') {
    return [internal(state, words`${id}: the promised update is due. Post it, or name a new time.`)];
  }
  if (state.status === 'waiting_on_customer')
    return [
      { to: 'thread', text: words`${id} waits for your answer: ${state.waiting?.reason ?? words`unknown`}` },
      ...(state.owner
        ? [{ to: 'owner' as const, text: words`${id}: the customer has not answered yet.` }]
        : []),
    ];
  if (state.status === 'verifying' && state.proof?.state === 'waiting_for_confirmation')
    return [{ to: 'thread', text: words`${id}: is it fixed? Confirm the proof above.` }];
  const step = state.owner
    ? words`Take the next step, or snooze it.`
    : words`Nobody owns it. Take it, or assign it.`;
  return [internal(state, words`${id} is stale in state "${statusWord(state.status)}". ${step}`)];
}

function internal(state: Case, text: Redacted): Nudge {
  return { to: state.owner ? 'owner' : 'thread', text };
}

/** A reminder for colleagues has no place among customers. */
export function isShown(state: Case, nudge: Nudge): boolean {
  const forCustomers =
    state.status === 'waiting_on_customer' || state.proof?.state === 'waiting_for_confirmation';
  return nudge.to === 'owner' || state.audience === 'internal' || forCustomers;
}
