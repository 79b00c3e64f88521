import { type Case, endedStatuses, type Status } from '../cases/case.ts';

/** When a case needs somebody's attention although nothing happens. Nothing is kept: every time follows from the case. */

export interface NudgePolicy {
  /** A case that nobody touched this long is stale; each further nudge waits twice as long. */
  staleMs: Readonly<Partial<Record<Status, number>>>;
  /** After this many nudges a case is left alone until somebody touches it. */
  mostNudges: number;
}

const hour = 3_600_000;

/**
 * From NUDGE_HOURS. A customer gets three times as long as we do; engineering twice. `states` names other hours for
 * some; 0 means that nobody is reminded there.
 */
export function nudgePolicy(
  hours: number,
  states: Readonly<Partial<Record<Status, number>>> = {},
): NudgePolicy {
  const stale = hours * hour;
  const own = Object.entries(states).map(([status, count]) => [status, count > 0 ? count * hour : undefined]);
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
      ...Object.fromEntries(own),
    },
    mostNudges: 3,
  };
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

/** Once: the reminder lets the usual time take the place of the promise. */
function promiseDue({ nextUpdateAt, promisedBy }: Case): Due[] {
  return promisedBy && nextUpdateAt !== undefined ? [{ at: nextUpdateAt, what: 'promise' }] : [];
}

function staleDue(state: Case, policy: NudgePolicy): Due[] {
  const ms = policy.staleMs[state.status];
  if (ms === undefined || state.nudges.count >= policy.mostNudges) return [];
  return [{ at: state.nudges.at + ms * 2 ** state.nudges.count, what: 'stale' }];
}
