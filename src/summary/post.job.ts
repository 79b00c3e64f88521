import type { Case, Place } from '../cases/case.ts';
import type { ChangePorts } from '../cases/change.ts';
import { RetryLater, TriageError } from '../errors.ts';
import type { Message, Once, Slack, SlackOutcome } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { plainMessage } from './thread-lines.ts';

/** Posts what belongs to a case once, and says to whom it matters when its channel takes no messages. */

export interface PublishPorts extends ChangePorts {
  slack: Slack;
  once: Once;
  /** Redraws what other rooms show of a case, such as the brief in the engineering channel. */
  also?: (state: Case) => Promise<void>;
}

/** The message's ts; `thread_gone` when its thread was deleted; undefined when the place takes no messages. */
export async function postOnce(
  ports: PublishPorts,
  state: Case,
  step: string,
  place: Omit<Place, 'thread'> & { thread?: string | undefined },
  message: Message,
): Promise<string | undefined> {
  const key = `${state.id} ${step}`;
  const { team, channel, thread } = place;
  let refused: SlackOutcome<unknown> | undefined;
  const answer = await ports.once
    .effect(
      state.id,
      step,
      async () => {
        const outcome = await ports.slack.post(team, channel, message, {
          ...(thread && { thread }),
          metadata: { key },
        });
        if (outcome.ok) return outcome.value.ts;
        refused = outcome;
        throw new TriageError('slack_away');
      },
      async () => {
        const found = await ports.slack.findByMetadata(team, channel, thread, key);
        return found.ok ? found.value : undefined;
      },
      (ts) => ports.slack.remove(team, channel, ts),
    )
    .catch((error: unknown) => {
      if (!refused) throw error;
      return undefined;
    });
  if (refused && !refused.ok && refused.code === 'thread_gone') return 'thread_gone';
  if (refused) await settle(ports, state, refused);
  return answer;
}

const formMs = 15_000;

/** Codes that more tries cannot change. */
const final =
  /^(?:channel_not_found|not_in_channel|is_archived|is_inactive|restricted_action\w*|cant_update_message|edit_window_closed|token_revoked|account_inactive|not_installed|invalid_auth|team_access_not_granted|missing_scope|no_permission)$/;

export async function settle(
  ports: PublishPorts,
  state: Case,
  outcome: SlackOutcome<unknown>,
): Promise<undefined> {
  if (outcome.ok) return undefined;
  if (outcome.retryAfterMs !== undefined) throw new RetryLater(outcome.retryAfterMs);
  if (!final.test(outcome.code)) throw new TriageError('slack_away', { cause: new Error(outcome.code) });
  ports.log.warn('A case cannot be shown in its channel', {
    case: state.id,
    code: outcome.code,
    channel: state.place.channel,
  });
  await tellOpener(ports, state, outcome.code);
  return undefined;
}

const telling: Readonly<Record<string, Redacted>> = {
  not_in_channel: words`Type /invite @coval-triage in the channel. Then press Add evidence or change the case: the card will appear.`,
  channel_not_found: words`Type /invite @coval-triage in the channel. Then start again with /coval-triage.`,
  is_archived: words`The channel is archived. Start again in another channel.`,
};

async function tellOpener(ports: PublishPorts, state: Case, code: string): Promise<void> {
  const user =
    state.owner ??
    (state.openedBy.user.startsWith('U') || state.openedBy.user.startsWith('W')
      ? state.openedBy.user
      : undefined);
  // Whoever opened it a moment ago still has the form open, and reads it there.
  if (!user || ports.clock.now() - state.openedAt < formMs) return;
  const what = words`Case ${idWord(state.id)} cannot be shown in its channel.`;
  const message = plainMessage(
    words`${what} ${telling[code] ?? words`Ask the operator of the bot: ${idWord(code)}.`}`,
  );
  if (await ports.once.take(`cannot-show ${state.id} ${code}`, 86_400_000))
    await ports.slack.directMessage(state.place.team, user, message);
}
