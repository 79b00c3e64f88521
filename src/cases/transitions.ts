import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { type Case, endedStatuses, type Role, type Status, statuses } from './case.ts';
import type { CaseEventType, EventOf } from './events.ts';

/**
 * The one table of states: which event is accepted in which state, from whom, and the state it leads to.
 * `apply()` is its only reader that changes anything; `mayDo()` draws the buttons from it.
 */

export interface Rule<T extends CaseEventType> {
  from: readonly Status[];
  roles: readonly Role[];
  to: Status | 'same' | ((before: Case, event: EventOf<T>) => Status);
  /** What is missing when an open case is in none of `from`. */
  otherwise?: Redacted;
}

const any = statuses;
const open = statuses.filter((status) => !endedStatuses.includes(status));
const ended = endedStatuses;
const except = (...left: Status[]) => open.filter((status) => !left.includes(status));

const everyone = ['customer', 'support', 'engineering', 'operator', 'bot'] as const;
const staff = ['support', 'engineering', 'operator'] as const;
const support = ['support', 'operator'] as const;
const engineering = ['engineering', 'operator'] as const;
const bot = ['bot'] as const;
const staffOrBot = [...staff, ...bot] as const;

/** States in which new evidence or a new diagnosis does not take the case out of somebody's hands. */
const held: readonly Status[] = ['fix_in_progress', 'escalated', 'verifying'];

export const transitions: { readonly [T in CaseEventType]: Rule<T> } = {
  opened: { from: [], roles: everyone, to: 'new' },
  anchored: { from: any, roles: staffOrBot, to: 'same' },
  audience_changed: { from: any, roles: bot, to: 'same' },

  evidence_given: {
    from: open,
    roles: everyone,
    to: (before, event) => afterEvidence(before, event.by.role),
  },
  evidence_withdrawn: {
    from: open,
    roles: everyone,
    to: (before) => settle(before.status, 'collecting_evidence'),
  },
  consent_given: { from: open, roles: staff, to: 'same' },
  checks_planned: { from: open, roles: staffOrBot, to: (before) => settle(before.status, 'checking') },
  check_started: { from: open, roles: bot, to: 'same' },
  check_finished: { from: open, roles: bot, to: 'same' },
  span_written: { from: any, roles: bot, to: 'same' },
  diagnosed: { from: open, roles: bot, to: afterDiagnosis },

  taken: { from: open, roles: support, to: 'same' },
  assigned: { from: open, roles: support, to: 'same' },
  noted: { from: any, roles: staff, to: 'same' },
  update_promised: { from: open, roles: staff, to: 'same' },
  snoozed: { from: open, roles: support, to: 'same' },
  nudged: { from: open, roles: bot, to: 'same' },

  asked_customer: {
    from: except('waiting_on_customer'),
    roles: staff,
    to: 'waiting_on_customer',
    otherwise: words`The customer has been asked already.`,
  },
  customer_answered: {
    from: ['waiting_on_customer'],
    roles: ['customer', ...support],
    to: resumed,
    otherwise: words`The customer has not been asked anything.`,
  },

  fix_declared: {
    from: except('new', 'verifying'),
    roles: staff,
    to: 'fix_in_progress',
    otherwise: words`A fix can be declared once there is a diagnosis and no proof is running.`,
  },
  proof_started: {
    from: ['diagnosed', 'fix_in_progress', 'escalated', 'verifying'],
    roles: [...support, ...bot],
    to: 'verifying',
    otherwise: words`A proof can start once there is a diagnosis.`,
  },
  proof_finished: {
    // A person may have asked the customer something while the proof ran.
    from: ['verifying', 'waiting_on_customer'],
    roles: everyone,
    to: (before, event) => (event.passed ? 'resolved' : openHandoff(before) ? 'escalated' : 'diagnosed'),
    otherwise: words`No proof is running.`,
  },

  handed_off: {
    from: except('verifying'),
    roles: support,
    to: 'escalated',
    otherwise: words`A proof is running. Hand off when it has ended.`,
  },
  handoff_posted: { from: any, roles: bot, to: 'same' },
  handoff_accepted: { from: open, roles: engineering, to: 'same' },
  handoff_returned: { from: open, roles: engineering, to: 'waiting_on_customer' },
  checklist_ticked: { from: open, roles: staff, to: 'same' },
  handoff_answered: { from: open, roles: engineering, to: handedBack },
  handoff_closed: { from: open, roles: engineering, to: handedBack },
  ticket_reported: { from: any, roles: bot, to: 'same' },

  resolved: { from: open, roles: staff, to: 'resolved' },
  withdrawn: { from: open, roles: support, to: 'withdrawn' },
  marked_duplicate: { from: open, roles: support, to: 'duplicate' },
  reopened: {
    from: ended,
    roles: staff,
    to: (before) => (before.diagnosis ? 'diagnosed' : 'collecting_evidence'),
    otherwise: words`The case is open already.`,
  },
};

export function openHandoff(state: Case) {
  const last = state.handoffs.at(-1);
  return last && (last.state === 'sent' || last.state === 'accepted') ? last : undefined;
}

function settle(status: Status, next: Status): Status {
  return held.includes(status) || status === 'waiting_on_customer' ? status : next;
}

/** An answer ends the wait; evidence that a check wrote down does not. */
function afterEvidence(before: Case, role: Role): Status {
  if (before.status !== 'waiting_on_customer') return settle(before.status, 'collecting_evidence');
  return role === 'bot' ? before.status : settle(resumed(before), 'collecting_evidence');
}

function afterDiagnosis(before: Case, event: EventOf<'diagnosed'>): Status {
  const enough = event.record.diagnosis['confidence'] !== 'insufficient';
  return settle(before.status, enough ? 'diagnosed' : 'collecting_evidence');
}

/** Back to where the wait began, unless that place is over: checks that ended, a proof that is no longer awaited. */
export function resumed(before: Case): Status {
  const back = before.waiting?.back ?? 'collecting_evidence';
  const checksRun = before.checks.some((check) => check.state !== 'done');
  if (back === 'verifying')
    return before.proof?.endedAt === undefined && before.proof ? 'verifying' : 'diagnosed';
  if (back === 'checking')
    return checksRun ? 'checking' : before.diagnosis ? 'diagnosed' : 'collecting_evidence';
  if (back === 'escalated') return openHandoff(before) ? 'escalated' : 'diagnosed';
  return back;
}

/** Engineering has spoken: the next step is support's again, except where somebody is at work already. */
function handedBack(before: Case): Status {
  return before.status === 'escalated'
    ? before.diagnosis
      ? 'diagnosed'
      : 'collecting_evidence'
    : before.status;
}
