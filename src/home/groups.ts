import { endedStatuses, type Status, statuses } from '../cases/case.ts';
import type { CaseLine } from '../cases/case-line.ts';
import type { CaseFilter } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';

/** The groups of App Home, in the order in which somebody has to act. */

export const groupNames = ['mine', 'unowned', 'waiting', 'stale', 'escalated'] as const;
export type GroupName = (typeof groupNames)[number];

export const groupWords: Readonly<Record<GroupName, Redacted>> = {
  mine: words`My cases`,
  unowned: words`Unowned`,
  waiting: words`Waiting on customer`,
  stale: words`Stale`,
  escalated: words`Escalated`,
};

export interface Group {
  name: GroupName;
  lines: readonly CaseLine[];
  /** With those that are not shown. */
  total: number;
}

/** After this long without a change a case in that state is stale. */
export type StaleTimes = Readonly<Partial<Record<Status, number>>>;

export const openStatuses: readonly Status[] = statuses.filter((status) => !endedStatuses.includes(status));

/** What to ask the index for; more than one question where each state has its own time. */
export function filtersOf(
  name: GroupName,
  { team, user }: { team: string; user: string },
  stale: StaleTimes,
  now: number,
): CaseFilter[] {
  switch (name) {
    case 'mine':
      return [{ team, owner: user, status: openStatuses }];
    case 'unowned':
      return [{ team, owner: 'nobody', status: openStatuses }];
    case 'waiting':
      return [{ team, status: ['waiting_on_customer'] }];
    case 'escalated':
      return [{ team, status: ['escalated'] }];
    case 'stale':
      return staleFilters(team, stale, now);
  }
}

function staleFilters(team: string, stale: StaleTimes, now: number): CaseFilter[] {
  const byTime = new Map<number, Status[]>();
  for (const status of openStatuses) {
    const ms = stale[status];
    if (ms !== undefined) byTime.set(ms, [...(byTime.get(ms) ?? []), status]);
  }
  return [...byTime].map(([ms, status]) => ({ team, status, staleSince: Math.max(0, now - ms) }));
}

/** One list out of several answers, newest change first. */
export function groupOf(
  name: GroupName,
  answers: readonly (readonly CaseLine[])[],
  counts: readonly number[],
  most: number,
): Group {
  const sorted = answers.flat().sort((a, b) => b.updatedAt - a.updatedAt);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const lines = sorted.slice(0, most);
  return { name, lines, total: Math.max(total, lines.length) };
}
