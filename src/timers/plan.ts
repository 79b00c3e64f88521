import { type Case, endedStatuses, type Status } from '../cases/case.ts';

/** When a case needs somebody's attention although nothing happens. Nothing is kept: every time follows from the case. */

export interface NudgePolicy {
  /** A case that nobody touched this long is stale; each further nudge waits twice as long. */
  staleMs: Readonly<Partial<Record<Status, number>>>;
  /** After this many nudges a case is left alone until somebody touches it. */
  mostNudges: number;
  /** The next update a person is promised when nobody named a time. */
  promiseMs: Readonly<Partial<Record<Status, number>>>;
}

const hour = 3_600_000;

/** From NUDGE_HOURS. A customer gets three times as long as we do; engineering twice. */
export function nudgePolicy(hours: number): NudgePolicy {
  const stale = hours * hour;
  return {
    staleMs: {
      new: stale / 4,
      collecting_evidence: stale,
      checking: stale / 4,
      diagnosed: stale,
      fix_in_progress: stale,
      escalated: 2 * stale,
      verifying: stale,
      waiting_on_customer: 3 * stale,
    },
    mostNudges: 3,
    promiseMs: {
      new: hour,
      collecting_evidence: stale,
      checking: hour / 4,
      diagnosed: stale,
      fix_in_progress: stale,
      escalated: 2 * stale,
      verifying: hour,
      waiting_on_customer: 3 * stale,
    },
  };
}

/** The time on the summary: as promised by a person, else derived from the state. An ended case promises nothing. */
export function nextUpdateAt(state: Case, policy: NudgePolicy): number | undefined {
  if (endedStatuses.includes(state.status)) return undefined;
  if (state.nextUpdateAt !== undefined) return state.nextUpdateAt;
  const ms = policy.promiseMs[state.status];
  return ms === undefined ? undefined : state.updatedAt + ms;
}

export interface Due {
  at: number;
  /** `promise`: a person named this time and let it pass. `stale`: nobody touched the case. */
  what: 'promise' | 'stale';
}

/** The next instant at which somebody has to be reminded; undefined when the case needs no timer. */
export function nextDue(state: Case, policy: NudgePolicy): Due | undefined {
  if (endedStatuses.includes(state.status)) return undefined;
  const due = [...promiseDue(state), ...staleDue(state, policy)].map((one) => ({
    ...one,
    at: Math.max(one.at, state.snoozedUntil ?? 0),
  }));
  return due.sort((a, b) => a.at - b.at)[0];
}

/** Once: the reminder takes the promise off the case. */
function promiseDue(state: Case): Due[] {
  return state.nextUpdateAt === undefined ? [] : [{ at: state.nextUpdateAt, what: 'promise' }];
}

function staleDue(state: Case, policy: NudgePolicy): Due[] {
  const ms = policy.staleMs[state.status];
  if (ms === undefined || state.nudges.count >= policy.mostNudges) return [];
  return [{ at: state.nudges.at + ms * 2 ** state.nudges.count, what: 'stale' }];
}
