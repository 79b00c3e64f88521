import { type Case, endedStatuses, type Milestone } from './case.ts';
import type { CaseEvent } from './events.ts';

/** The instants a case is judged by, and the five durations computed from them. */

/** Sets what this event reached for the first time; a reopened case has to be proved again. */
export function withMilestones(before: Case | undefined, after: Case, event: CaseEvent): Case {
  const reached = { ...after.milestones };
  const now: Milestone = { at: after.updatedAt, waited: waitedUntil(after, after.updatedAt) };
  if (isResponse(event)) reached.firstResponse ??= now;
  if (event.type === 'diagnosed' && event.record.diagnosis['confidence'] !== 'insufficient') {
    reached.evidenceComplete ??= earlier(now, lastEvidence(after));
    reached.verdict ??= now;
  }
  if (event.type === 'handed_off') reached.handedOff ??= now;
  if (event.type === 'handoff_accepted') reached.handoffAccepted ??= now;
  if (event.type === 'proof_finished' && event.passed) reached.proved = now;
  if (before && endedStatuses.includes(before.status) && event.type === 'reopened') delete reached.proved;
  return { ...after, milestones: reached };
}

/** What the customer can see somebody do; a note among colleagues, or a silenced reminder, is none. */
function isResponse(event: CaseEvent): boolean {
  if (event.by.role === 'bot' || event.by.role === 'customer') return false;
  return event.type !== 'snoozed' && !(event.type === 'noted' && event.internal);
}

/** Waiting on the customer so far, the present wait included. */
export function waitedUntil(state: Case, at: number): number {
  return state.waitedMs + (state.waiting ? Math.max(0, at - state.waiting.since) : 0);
}

function lastEvidence(state: Case): number {
  const given = state.evidence.filter((item) => item.source !== 'check' && !item.withdrawn);
  return given.reduce((latest, item) => Math.max(latest, item.at), state.openedAt);
}

function earlier(now: Milestone, at: number): Milestone {
  return at < now.at ? { at, waited: now.waited } : now;
}

/** In milliseconds; absent while not reached. Waiting on the customer is left out; never negative. */
export interface Durations {
  /** From opening to the first act of support, engineering or the operator that the customer can see. */
  firstResponse?: number;
  /** From opening to the last evidence that the first verdict needed. */
  evidenceComplete?: number;
  /** From opening to the first verdict that named a cause. */
  verdict?: number;
  /** From the first hand-off to the first acceptance. */
  handoffAccepted?: number;
  /** From opening to the proof that the fix works. */
  proved?: number;
}

export function durations(state: Case): Durations {
  const reached = state.milestones;
  const opened: Milestone = { at: state.openedAt, waited: 0 };
  return {
    ...span('firstResponse', opened, reached.firstResponse),
    ...span('evidenceComplete', opened, reached.evidenceComplete),
    ...span('verdict', opened, reached.verdict),
    ...span('handoffAccepted', reached.handedOff, reached.handoffAccepted),
    ...span('proved', opened, reached.proved),
  };
}

function span(name: keyof Durations, from: Milestone | undefined, to: Milestone | undefined): Durations {
  if (!from || !to) return {};
  return { [name]: Math.max(0, to.at - from.at - (to.waited - from.waited)) };
}
