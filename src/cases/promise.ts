import { type Case, endedStatuses, type Status } from './case.ts';

/** When somebody hears again: always a time while a case is open, named by a person or else by its state. */

const hour = 3_600_000;

/** What a person may expect of each state; a promise of a person goes before. */
const usualMs: Readonly<Record<Status, number>> = {
  new: hour,
  checking: hour / 4,
  collecting_evidence: 24 * hour,
  diagnosed: 24 * hour,
  fix_in_progress: 24 * hour,
  escalated: 48 * hour,
  verifying: hour,
  waiting_on_customer: 72 * hour,
  resolved: 0,
  duplicate: 0,
  withdrawn: 0,
};

export function usualUpdateAt(status: Status, at: number): number {
  return at + usualMs[status];
}

/** A time that has passed, or that an earlier state named, gives way to the usual one; a person's stands until it is due. */
export function withNextUpdate(before: Case, after: Case, at: number): Case {
  const { nextUpdateAt, promisedBy, ...rest } = after;
  if (endedStatuses.includes(after.status)) return rest;
  const isDue = nextUpdateAt === undefined || nextUpdateAt <= at;
  if (promisedBy && !isDue) return after;
  const stands = !isDue && before.status === after.status;
  return { ...rest, nextUpdateAt: stands ? nextUpdateAt : usualUpdateAt(after.status, at) };
}
