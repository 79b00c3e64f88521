import type { Once } from '../ports.ts';
import { nextDue } from '../timers/plan.ts';
import { type Case, endedStatuses, type Status, statuses } from './case.ts';
import { type ChangePorts, queue } from './change.ts';
import { unfinished } from './consequences.ts';
import { loadReadable } from './load.ts';

/** Sweep: cases that were saved but whose work was never queued, or was lost with the queue. */

export interface SweepPorts extends ChangePorts {
  cases: ChangePorts['cases'] & { prune(most: number): Promise<number> };
  once: Once;
}

/** A flow that is alive changes its case more often than this. */
const graceMs = 90_000;
/** Older than a day is for a person: the card says what is late. */
const oldestMs = 86_400_000;
const open: readonly Status[] = statuses.filter((status) => !endedStatuses.includes(status));
const mostCases = 500;
const mostPruned = 50;

export async function sweep(ports: SweepPorts): Promise<void> {
  const now = ports.clock.now();
  const lines = await ports.cases.list({ status: open, staleSince: now - graceMs }, { most: mostCases });
  for (const line of lines) {
    if (line.updatedAt < now - oldestMs) break;
    const state = await loadReadable(ports.cases, line.id);
    if (state === 'unreadable') ports.log.error('A stored case cannot be read', { case: line.id });
    else if (state) await restart(ports, state, now);
  }
  await ports.cases.prune(mostPruned);
}

/** Each further try waits twice as long, so that work that cannot succeed does not run every minute. */
async function restart(ports: SweepPorts, state: Case, now: number): Promise<void> {
  const list = unfinished(state);
  if (list.length === 0) return wind(ports, state);
  const round = Math.floor(Math.log2((now - state.updatedAt) / graceMs));
  if (!(await ports.once.take(`sweep:${state.id}:${state.revision}:${round}`, oldestMs))) return;
  ports.log.warn('A case is started again', { case: state.id, status: state.status });
  // What failed for good keeps its id; only without it can the same work be added again.
  await queue(ports, state.id, [{ do: 'cancel' }, ...list]);
  await wind(ports, state);
}

/** A timer that could not be set when the case changed; one that is set already stays. */
async function wind(ports: SweepPorts, state: Case): Promise<void> {
  const due = nextDue(state, ports.nudges)?.at;
  if (due !== undefined) await ports.triage.wakeAt(state.id, due);
}
