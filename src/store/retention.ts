import { endedStatuses, type Status } from '../cases/case.ts';

/** How long a case is kept after its last change, in milliseconds, from RETENTION_DAYS. */
export type Retention = (status: Status) => number;

const day = 86_400_000;

/**
 * A resolved case for the whole time. One that was withdrawn or a duplicate helps nobody, so a third of it. An
 * open one twice as long: it should end by a person's hand, not by a clock. `states` names other days for some.
 */
export function retention(days: number, states: Readonly<Partial<Record<Status, number>>> = {}): Retention {
  return (status) => {
    const own = states[status];
    if (own !== undefined) return own * day;
    if (!endedStatuses.includes(status)) return 2 * days * day;
    return status === 'resolved' ? days * day : Math.ceil(days / 3) * day;
  };
}
