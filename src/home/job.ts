import type { Case } from '../cases/case.ts';
import { RetryLater, TriageError } from '../errors.ts';
import type { Clock, Homes, Log, Triage } from '../ports.ts';
import { type Bases, drawHome, type HomePorts } from './draw.job.ts';
import { readFilter } from './home.ts';

/**
 * Keeps the Homes fresh that somebody looked at lately. Slack does not say when a Home is closed, so "lately" is half
 * an hour; changes are gathered, and a run draws few enough to stay below the hundred a minute that Slack allows.
 */
export const mostPerRun = 8;

/** Called with every change of a case. A Home that stays as it was is no reason to fail what changed it. */
export async function homesChanged(
  { homes, triage, clock, log }: { homes: Homes; triage: Triage; clock: Clock; log: Log },
  { id, place: { team }, customer }: Pick<Case, 'id' | 'place' | 'customer'>,
): Promise<void> {
  try {
    if (await homes.changed(team, customer, clock.now())) await triage.redrawHomes(team);
  } catch (error) {
    if (!(error instanceof TriageError)) throw error;
    log.warn('Homes could not be queued to be drawn', { case: id, code: error.code });
  }
}

export function createHomeRedraw(
  ports: HomePorts & { triage: Triage },
): (payload: { team: string }) => Promise<void> {
  const bases: Bases = new Map();
  return async ({ team }) => {
    const due = await ports.homes.due(team, mostPerRun);
    for (const [index, { user, userTeam, filter }] of due.entries()) {
      const { outcome } = await drawHome(ports, bases, { team, user, userTeam }, readFilter(filter));
      if (outcome.ok) continue;
      if (outcome.retryAfterMs !== undefined) {
        await ports.homes.again(
          team,
          due.slice(index).map((one) => one.user),
        );
        throw new RetryLater(outcome.retryAfterMs);
      }
      // Opening the tab draws it again, so nothing is lost.
      ports.log.warn('App Home could not be drawn', { code: outcome.code });
    }
    if ((await ports.homes.waiting(team)) > 0) await ports.triage.redrawHomes(team);
  };
}
