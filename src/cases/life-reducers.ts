import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { Reducers } from './apply.ts';
import type { Actor, Case } from './case.ts';
import { caseNumber } from './case-line.ts';
import type { EventOf } from './events.ts';
import { usualUpdateAt } from './promise.ts';

/** Opening, owning, waiting and ending. */

/** More than a person reads; keeps one case from growing without end. */
const mostNotes = 200;

export function openCase(id: string, event: EventOf<'opened'>): Case {
  return {
    id,
    revision: 1,
    status: 'new',
    title: event.title,
    openedBy: event.by,
    openedAt: event.at,
    openedFrom: event.from,
    ...(event.customer !== undefined && { customer: event.customer }),
    place: event.place,
    audience: event.audience,
    ...(event.keyAlias !== undefined && { keyAlias: event.keyAlias }),
    evidence: [],
    evidenceRevision: 0,
    checks: [],
    summaryVersion: 1,
    handoffs: [],
    notes: [],
    redacted: 0,
    milestones: {},
    waitedMs: 0,
    nextUpdateAt: usualUpdateAt('new', event.at),
    nudges: { count: 0, at: event.at },
    updatedAt: event.at,
  };
}

export const lifeReducers: Reducers<
  | 'anchored'
  | 'audience_changed'
  | 'taken'
  | 'assigned'
  | 'noted'
  | 'asked_customer'
  | 'customer_answered'
  | 'resolved'
  | 'reopened'
  | 'withdrawn'
  | 'marked_duplicate'
  | 'update_promised'
  | 'nudged'
  | 'snoozed'
> = {
  anchored: (before, event) => ({ ...before, place: event.place }),
  audience_changed: (before, event) => ({ ...before, audience: event.audience }),

  taken: (before, event) =>
    event.by.user === 'bot' || event.by.user === 'cli'
      ? words`Only a person can own a case.`
      : before.owner === event.by.user
        ? words`You own this case already.`
        : { ...before, owner: event.by.user },
  assigned: (before, event) => ({ ...before, owner: event.to }),

  noted: (before, event) =>
    before.notes.length >= mostNotes
      ? words`This case holds ${mostNotes} notes, the most there can be.`
      : {
          ...before,
          notes: [
            ...before.notes,
            { by: event.by, at: event.at, text: event.text, internal: event.internal },
          ],
        },

  asked_customer: (before, event) => ({
    ...before,
    waiting: { since: event.at, reason: event.reason, back: before.status },
  }),
  customer_answered: (before) => before,

  resolved: (before, event) => ended(before, event),
  withdrawn: (before, event) => ended(before, event),
  marked_duplicate: (before, event) =>
    event.of === before.id
      ? words`A case cannot be a duplicate of itself.`
      : {
          ...ended(before, { ...event, reason: words`The same problem as T-${caseNumber(event.of)}.` }),
          duplicateOf: event.of,
        },
  reopened: (before) => before,

  update_promised: (before, event) =>
    event.due <= event.at
      ? words`The next update must lie in the future.`
      : { ...before, nextUpdateAt: event.due, promisedBy: event.by },
  nudged: (before, event) => ({
    ...before,
    nudges: { count: before.nudges.count + 1, at: event.at },
  }),
  snoozed: (before, event) =>
    event.until <= event.at
      ? words`The reminders must start again in the future.`
      : { ...before, snoozedUntil: event.until },
};

function ended(before: Case, event: { by: Actor; at: number; reason: Redacted }): Case {
  return { ...before, ended: { by: event.by, at: event.at, reason: event.reason } };
}
