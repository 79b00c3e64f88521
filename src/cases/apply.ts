import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { type Case, endedStatuses, type Role } from './case.ts';
import { caseNumber } from './case-line.ts';
import type { CaseEvent, CaseEventType } from './events.ts';
import { evidenceReducers } from './evidence-reducers.ts';
import { handoffReducers } from './handoff-reducers.ts';
import { lifeReducers, openCase } from './life-reducers.ts';
import { withMilestones } from './milestones.ts';
import { withNextUpdate } from './promise.ts';
import { proofReducers } from './proof-reducers.ts';
import { rolesInWords, statusWord } from './status-word.ts';
import { summaryChange } from './summary-change.ts';
import { type Rule, transitions } from './transitions.ts';

/** The one function that changes a case. Every door goes through it: button, command, shortcut, timer, webhook, CLI. */

/** `refusal` is for the actor alone; it says why, and who may. */
export type Applied = { ok: true; case: Case } | { ok: false; refusal: Redacted };

/** The new state, or the sentence that says why not. */
export type Reduced = Case | Redacted;
export type Reducers<T extends CaseEventType> = {
  readonly [K in T]: (before: Case, event: Extract<CaseEvent, { type: K }>) => Reduced;
};

const reducers: Reducers<Exclude<CaseEventType, 'opened'>> = {
  ...evidenceReducers,
  ...handoffReducers,
  ...proofReducers,
  ...lifeReducers,
};

export function apply(before: Case | undefined, given: CaseEvent, id?: string): Applied {
  if (given.type === 'opened') {
    if (before || !id) return { ok: false, refusal: words`This case is open already.` };
    return { ok: true, case: withMilestones(undefined, openCase(id, given), given) };
  }
  if (!before) return { ok: false, refusal: words`This case no longer exists.` };
  const refusal = refusalOf(before, given);
  if (refusal) return { ok: false, refusal };
  // A clock that jumps back must not make an instant precede the one before it.
  const event = { ...given, at: Math.max(given.at, before.updatedAt) };
  const reduced = reduce(before, event);
  if (typeof reduced === 'string') return { ok: false, refusal: reduced };
  const moved = { ...reduced, status: statusAfter(before, event) };
  return { ok: true, case: withMilestones(before, finished(before, moved, event), event) };
}

/** What this role may do now; the doors draw their buttons from it. */
export function mayDo(state: Case, role: Role): CaseEventType[] {
  return eventTypes.filter(
    (type) => transitions[type].from.includes(state.status) && transitions[type].roles.includes(role),
  );
}
// Object.keys() widens to string; the table's own type lists exactly the event types.
const eventTypes = Object.keys(transitions) as CaseEventType[];

/** The sentence for whoever may not, in any state. */
export function onlyWho(type: CaseEventType): Redacted {
  return words`Only ${rolesInWords(transitions[type].roles)} can do this.`;
}

function refusalOf(state: Case, event: CaseEvent): Redacted | undefined {
  const { from, roles, otherwise } = transitions[event.type];
  if (!roles.includes(event.by.role)) return onlyWho(event.type);
  if (from.includes(state.status)) return undefined;
  const now = words`T-${caseNumber(state.id)} is in state "${statusWord(state.status)}".`;
  if (endedStatuses.includes(state.status))
    return words`${now} Nothing was changed. Ask ${rolesInWords(transitions.reopened.roles)} to reopen it.`;
  return otherwise ? words`${now} ${otherwise}` : now;
}

function reduce(before: Case, event: Exclude<CaseEvent, { type: 'opened' }>): Reduced {
  // The table pairs each type with the reducer of that very type; TypeScript cannot follow the pair.
  const reducer = reducers[event.type] as (before: Case, event: CaseEvent) => Reduced;
  return reducer(before, event);
}

function statusAfter(before: Case, event: CaseEvent): Case['status'] {
  // As above: the rule belongs to this event's type.
  const { to } = transitions[event.type] as Rule<CaseEventType>;
  if (to === 'same') return before.status;
  return typeof to === 'function' ? to(before, event as never) : to;
}

/** What holds in every state, whatever led there. */
function finished(before: Case, moved: Case, event: CaseEvent): Case {
  const after = {
    ...withNextUpdate(before, moved, event.at),
    revision: before.revision + 1,
    updatedAt: event.at,
  };
  if (event.type !== 'nudged') after.nudges = { count: 0, at: event.at };
  const change = summaryChange(before, after, event);
  if (change) {
    after.summaryVersion += 1;
    after.summaryChange = { text: change, by: event.by, at: event.at };
  }
  if (after.status !== 'waiting_on_customer' && after.waiting) {
    after.waitedMs += event.at - after.waiting.since;
    delete after.waiting;
  }
  if (!endedStatuses.includes(after.status)) {
    delete after.ended;
    delete after.duplicateOf;
    return after;
  }
  // An ended case has nothing under way: no check, no proof, no hand-off that waits for an answer.
  delete after.snoozedUntil;
  after.checks = after.checks.filter((check) => check.state === 'done');
  if (after.proof && after.proof.endedAt === undefined) delete after.proof;
  after.handoffs = after.handoffs.map((handoff) =>
    handoff.state === 'sent' || handoff.state === 'accepted' ? { ...handoff, state: 'closed' } : handoff,
  );
  return after;
}
