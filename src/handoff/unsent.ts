import type { Case } from '../cases/case.ts';
import { caseNumber } from '../cases/case-line.ts';
import type { Message } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { plainMessage } from '../summary/thread-lines.ts';

/** Why a hand-off did not arrive, and what to do, for the person who sent it. */

export type Unsent = 'no_route' | 'shared';

const reasons: Readonly<Record<string, Redacted>> = {
  no_route: words`No channel receives hand-offs. Ask the operator to set ESCALATION_CHANNEL.`,
  shared: words`The channel for hand-offs is shared with another company. Ask the operator to set ESCALATION_CHANNEL to an internal one.`,
  not_in_channel: words`The bot is not in the channel for hand-offs. Type /invite @coval-triage there.`,
  channel_not_found: words`The bot cannot see the channel for hand-offs. Type /invite @coval-triage there.`,
  is_archived: words`The channel for hand-offs is archived. Ask the operator to set ESCALATION_CHANNEL to another one.`,
};

export function unsentOf(state: Case, why: string): Message {
  const head = words`T-${caseNumber(state.id)} did not reach engineering.`;
  const reason = reasons[why] ?? words`Slack refused it (${idWord(why)}). Tell the operator.`;
  return plainMessage(words`${head} ${reason} The bot tries again every hour.`);
}
