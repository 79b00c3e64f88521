import { words } from '../redaction/words.ts';
import type { Reduced, Reducers } from './apply.ts';
import type { Case, Handoff } from './case.ts';
import { openHandoff } from './transitions.ts';

/** The way to engineering and back. */

export const handoffReducers: Reducers<
  | 'handed_off'
  | 'handoff_posted'
  | 'handoff_accepted'
  | 'handoff_returned'
  | 'checklist_ticked'
  | 'handoff_answered'
  | 'handoff_closed'
  | 'ticket_reported'
> = {
  handed_off: (before, event) => {
    if (openHandoff(before)) return words`Engineering has this case already.`;
    if ((event.missing.length > 0 || event.reason === 'other') && !event.override)
      return words`Evidence is missing. Add it, or give a reason to hand off without it.`;
    const handoff: Handoff = {
      number: before.handoffs.length + 1,
      reason: event.reason,
      state: 'sent',
      by: event.by,
      at: event.at,
      ...(event.note !== undefined && { note: event.note }),
      missing: event.missing,
      ...(event.override !== undefined && { override: { by: event.by, reason: event.override } }),
      checklist: [],
    };
    return { ...before, handoffs: [...before.handoffs, handoff] };
  },

  handoff_posted: (before, event) =>
    changed(before, event.number, (handoff) => ({ ...handoff, brief: event.brief })),

  handoff_accepted: (before, event) =>
    changed(before, event.number, (handoff) =>
      handoff.state === 'sent'
        ? { ...handoff, state: 'accepted', acceptedBy: event.by }
        : words`This hand-off is ${stateWord(handoff)} already.`,
    ),

  handoff_returned: (before, event) => {
    const returned = changed(before, event.number, (handoff) =>
      isOpen(handoff)
        ? {
            ...handoff,
            state: 'returned',
            checklist: event.checklist.map((entry) => ({ ...entry, done: false })),
          }
        : words`This hand-off is ${stateWord(handoff)} already.`,
    );
    if (typeof returned === 'string') return returned;
    const since = before.waiting?.since ?? event.at;
    const reason = words`Engineering asks for more evidence.`;
    return { ...returned, waiting: { since, reason, back: 'collecting_evidence' } };
  },

  checklist_ticked: (before, event) =>
    changed(before, event.number, (handoff) =>
      handoff.checklist[event.index]
        ? {
            ...handoff,
            checklist: handoff.checklist.map((entry, index) =>
              index === event.index ? { ...entry, done: event.done } : entry,
            ),
          }
        : words`This entry is not on the checklist.`,
    ),

  handoff_answered: (before, event) =>
    changed(before, event.number, (handoff) =>
      isOpen(handoff)
        ? { ...handoff, state: 'answered', answer: event.answer }
        : words`This hand-off is ${stateWord(handoff)} already.`,
    ),

  handoff_closed: (before, event) =>
    changed(before, event.number, (handoff) =>
      handoff.state === 'closed'
        ? words`This hand-off is closed already.`
        : {
            ...handoff,
            state: 'closed',
            ...(event.answer !== undefined && { answer: event.answer }),
          },
    ),

  ticket_reported: (before, event) =>
    changed(before, event.number, (handoff) =>
      handoff.ticket && handoff.ticket.at >= event.ticket.at
        ? words`A newer report of this ticket is known already.`
        : { ...handoff, ticket: event.ticket },
    ),
};

function isOpen(handoff: Handoff): boolean {
  return handoff.state === 'sent' || handoff.state === 'accepted';
}

function stateWord(handoff: Handoff) {
  return {
    sent: words`sent`,
    accepted: words`accepted`,
    returned: words`returned`,
    answered: words`answered`,
    closed: words`closed`,
  }[handoff.state];
}

function changed(
  before: Case,
  number: number,
  change: (handoff: Handoff) => Handoff | Extract<Reduced, string>,
): Reduced {
  const handoff = before.handoffs.find((other) => other.number === number);
  if (!handoff) return words`This case has no such hand-off.`;
  const after = change(handoff);
  if (typeof after === 'string') return after;
  return { ...before, handoffs: before.handoffs.map((other) => (other === handoff ? after : other)) };
}
