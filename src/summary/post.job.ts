import type { Case, Place } from '../cases/case.ts';
import type { ChangePorts } from '../cases/change.ts';
import { hasLeft } from '../cases/roles.ts';
import { RetryLater, TriageError } from '../errors.ts';
import type { Message, Once, Slack, SlackOutcome } from '../ports.ts';
import { plainMessage } from './thread-lines.ts';
import { causeOf, isFinal, type Room, unshownText } from './unshown.ts';

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
  if (refused) await settle(ports, state, refused, channel);
  return answer;
}

/** The message cannot be shown where it belongs: thrown while trying again helps, told while it does not. */
export async function settle(
  ports: PublishPorts,
  state: Case,
  outcome: SlackOutcome<unknown>,
  channel: string = state.place.channel,
): Promise<undefined> {
  if (outcome.ok) return undefined;
  const { code, retryAfterMs } = outcome;
  if (retryAfterMs !== undefined) throw new RetryLater(retryAfterMs);
  if (!isFinal(code)) throw new TriageError('slack_away', { cause: new Error(code) });
  ports.log.warn('A case cannot be shown in its channel', { case: state.id, code, channel });
  // Whoever opened it a moment ago still has the form open, and reads it there.
  if (ports.clock.now() - state.openedAt < formMs) return undefined;
  await tellUnshown(ports, [state], code, channel === state.place.channel ? 'case' : 'handoff');
  return undefined;
}

const formMs = 15_000;
const dayMs = 86_400_000;
export const unshownKey = (caseId: string, cause: string, room: Room) =>
  `cannot-show ${caseId} ${cause} ${room}`;

/** One message to each person who looks after these cases; of one case once a day. */
export async function tellUnshown(
  ports: Pick<PublishPorts, 'once' | 'slack'>,
  states: readonly Case[],
  code: string,
  room: Room,
): Promise<void> {
  const cause = causeOf(code);
  const byPerson = new Map<string, Case[]>();
  for (const state of states) {
    if (!(await ports.once.take(unshownKey(state.id, cause, room), dayMs))) continue;
    const person = await keeperOf(ports, state);
    if (person) byPerson.set(person, [...(byPerson.get(person) ?? []), state]);
  }
  for (const [person, [first, ...rest]] of byPerson) {
    if (!first) continue;
    const ids = [first, ...rest].map(({ id }) => id);
    await ports.slack.directMessage(first.place.team, person, plainMessage(unshownText(ids, cause, room)));
  }
}

/** The owner, else whoever opened it; a person who is no colleague any more is passed over. */
async function keeperOf({ slack }: Pick<PublishPorts, 'slack'>, state: Case): Promise<string | undefined> {
  for (const user of [state.owner, state.openedBy.user]) {
    if (user === undefined || user === 'bot' || user === 'cli') continue;
    if (!hasLeft(await slack.person(state.place.team, user))) return user;
  }
  return undefined;
}
