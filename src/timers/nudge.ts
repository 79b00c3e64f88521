import { cut } from '../blockkit/fit.ts';
import type { Case } from '../cases/case.ts';
import { caseNumber } from '../cases/case-line.ts';
import { statusWord } from '../cases/status-word.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { sentence, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import type { Due } from './plan.ts';

/** The words of a reminder, and who gets it. */
export interface Nudge {
  /** The thread, where everybody in the channel may read it, or one person alone. */
  to: 'thread' | { person: string };
  text: Redacted;
}

/** Who can be reminded now; the owner of the case may have left. */
export interface Around {
  /** Who can read the thread at this moment. */
  audience: Case['audience'];
  /** The owner, unless they have left. */
  owner?: string | undefined;
  /** The colleague who opened the case, for a case without an owner among customers. */
  opener?: string | undefined;
}

/** One for the customer when the case waits on them; the rest is internal and never stands in a shared channel. */
export function nudgesFor(state: Case, what: Due['what'], around: Around, now: number): Nudge[] {
  const { owner } = around;
  const id = words`T-${caseNumber(state.id)} "${cut(state.title, mostTitle)}"`;
  if (what === 'promise')
    return internal(
      around,
      words`${id}: the promised update is due. Post it, or press Manage and promise a new time.`,
    );
  if (state.status === 'waiting_on_customer')
    return [
      {
        to: 'thread',
        text: words`${id} is waiting for your answer: ${sentence(state.waiting?.reason ?? words`add the evidence that is asked for.`)} Press Add evidence on the card above.`,
      },
      ...(owner
        ? [
            {
              to: { person: owner },
              text: words`${id}: the customer has not answered yet. Ask again, or withdraw the case.`,
            },
          ]
        : state.owner
          ? internal(around, words`${id}: ${ownerGone}`)
          : []),
    ];
  if (state.status === 'verifying' && state.proof?.state === 'waiting_for_confirmation')
    return [
      {
        to: 'thread',
        text: words`${id}: is it fixed? Press "It works now" or "Still broken" on the card above.`,
      },
    ];
  const step = owner
    ? words`Take the next step, or press Manage to stop the reminders for a while.`
    : state.owner
      ? ownerGone
      : words`Nobody owns it. Take it, or assign it.`;
  return internal(
    around,
    words`${id} is stale: no change for ${spanWord(now - state.updatedAt)} in state "${statusWord(state.status)}". ${step}`,
  );
}

/** Enough to know which case it is. */
const mostTitle = 80;
const ownerGone = words`Its owner is no longer here. Take it, or assign it.`;

/** To the owner, else to colleagues in the thread, else to the one who opened the case: customers never read it. */
function internal({ audience, owner, opener }: Around, text: Redacted): Nudge[] {
  if (owner) return [{ to: { person: owner }, text }];
  if (audience === 'internal') return [{ to: 'thread', text }];
  return opener ? [{ to: { person: opener }, text }] : [];
}
