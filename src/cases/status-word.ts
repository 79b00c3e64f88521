import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { Role, Status } from './case.ts';

/** The word for a state in Slack, in the CLI and in refusals: one word for one thing everywhere. */
const statusWords: Readonly<Record<Status, Redacted>> = {
  new: words`New`,
  collecting_evidence: words`Collecting evidence`,
  checking: words`Checking`,
  diagnosed: words`Diagnosed`,
  fix_in_progress: words`Fix in progress`,
  escalated: words`Escalated`,
  verifying: words`Verifying`,
  waiting_on_customer: words`Waiting on customer`,
  resolved: words`Resolved`,
  duplicate: words`Duplicate`,
  withdrawn: words`Withdrawn`,
};

export function statusWord(status: Status): Redacted {
  return statusWords[status];
}

const roleWords: Readonly<Record<Role, Redacted>> = {
  customer: words`the customer`,
  support: words`support`,
  engineering: words`engineering`,
  operator: words`the operator`,
  bot: words`the bot`,
};

/** "support, engineering or the operator": who may, for a refusal. The bot is named only when nobody else may. */
export function rolesInWords(roles: readonly Role[]): Redacted {
  const people = roles.filter((role) => role !== 'bot').map((role) => roleWords[role]);
  const [first = roleWords.bot, ...rest] = people;
  return rest.reduce(
    (all, next, index) => (index === rest.length - 1 ? words`${all} or ${next}` : words`${all}, ${next}`),
    first,
  );
}
