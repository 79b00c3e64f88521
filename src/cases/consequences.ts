import type { CheckKind } from '../checks/catalogue.ts';
import { type Case, endedStatuses } from './case.ts';
import type { CaseEvent } from './events.ts';

/** What has to be queued once a change is saved; decided here, done by change.ts. */
export type Consequence =
  | { do: 'start'; revision: number; checks: CheckKind[] }
  | { do: 'prove'; fixedAt: number }
  | { do: 'handOff'; number: number }
  | { do: 'cancel' }
  | { do: 'publish'; isUrgent: boolean };

export function consequences(before: Case, after: Case, events: readonly CaseEvent[]): Consequence[] {
  const list: Consequence[] = [];
  const happened = (type: CaseEvent['type']) => events.some((event) => event.type === type);
  if (isEnded(after) && !isEnded(before)) list.push({ do: 'cancel' });
  if (after.evidenceRevision !== before.evidenceRevision || happened('checks_planned'))
    list.push(startOf(after));
  if (happened('fix_declared') && after.fix) list.push({ do: 'prove', fixedAt: after.fix.at });
  const handoff = after.handoffs.at(-1);
  if (happened('handed_off') && handoff) list.push({ do: 'handOff', number: handoff.number });
  // A nudge and a ticket's number change nothing that the card shows late.
  if (!events.every(({ type }) => type === 'nudged'))
    list.push({ do: 'publish', isUrgent: !events.every(({ type }) => progress.includes(type)) });
  return list;
}

/** Steps of the checks: worth showing, not worth a redraw each. */
const progress: readonly CaseEvent['type'][] = ['check_started', 'check_finished', 'span_written'];

/** The flow of the present evidence: the checks that have not run yet, under the diagnosis. */
export function startOf(state: Case): Extract<Consequence, { do: 'start' }> {
  const open = state.checks.filter((check) => check.state !== 'done');
  return { do: 'start', revision: state.evidenceRevision, checks: open.map(({ kind }) => kind) };
}

/** Work that the state calls for and that may never have been queued; the sweep asks. */
export function unfinished(state: Case): Consequence[] {
  if (isEnded(state)) return [];
  const list: Consequence[] = [];
  const undiagnosed = state.evidenceRevision > 0 && state.diagnosis?.revision !== state.evidenceRevision;
  if (undiagnosed || state.checks.some((check) => check.state !== 'done')) list.push(startOf(state));
  const proofRuns = state.proof?.state === 'running';
  if (state.fix && ((state.status === 'fix_in_progress' && !state.proof) || proofRuns))
    list.push({ do: 'prove', fixedAt: state.fix.at });
  const handoff = state.handoffs.at(-1);
  if (handoff?.state === 'sent' && !handoff.brief) list.push({ do: 'handOff', number: handoff.number });
  if (list.length > 0 || !state.place.card) list.push({ do: 'publish', isUrgent: true });
  return list;
}

function isEnded(state: Case): boolean {
  return endedStatuses.includes(state.status);
}
