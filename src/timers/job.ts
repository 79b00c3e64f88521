import { actions, linkButton } from '../blockkit/build.ts';
import type { Case } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import { isPost } from '../cases/outside.ts';
import { hasLeft } from '../cases/roles.ts';
import { RetryLater } from '../errors.ts';
import type { Message, Once, Slack } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { openCaseAction } from '../summary/precedents.ts';
import { plainMessage } from '../summary/thread-lines.ts';
import { type Around, type Nudge, nudgesFor } from './nudge.ts';
import { nextDue } from './plan.ts';

/** The timer of a case rang. Whether anything is due follows from the case as it is now. */

export interface TimerPorts extends ChangePorts {
  slack: Pick<Slack, 'post' | 'directMessage' | 'remove' | 'permalink' | 'channel' | 'person'>;
  once: Once;
}

const bot = { user: 'bot', role: 'bot' } as const;

export async function processWake(ports: TimerPorts, { caseId }: { caseId: string }): Promise<void> {
  const state = await ports.cases.load(caseId);
  const due = state && nextDue(state, ports.nudges);
  // Ended or gone: the timer ends with it.
  if (!state || !due) return;
  if (due.at > ports.clock.now()) return ports.triage.wakeAt(caseId, due.at);
  const nudges = nudgesFor(state, due.what, await around(ports, state), ports.clock.now());
  if (nudges.length === 0) ports.log.warn('Nobody can be reminded of a case', { case: caseId });
  for (const [index, nudge] of nudges.entries()) await send(ports, state, nudge, index);
  const changed = await changeCase(ports, caseId, (now, at) => {
    const still = nextDue(now, ports.nudges);
    return still && still.at <= at ? { type: 'nudged', by: bot, at } : undefined;
  });
  const next =
    changed.is === 'changed' || changed.is === 'unchanged' ? nextDue(changed.case, ports.nudges) : undefined;
  if (next) await ports.triage.wakeAt(caseId, next.at);
}

/** Asked at the moment of the reminder: people leave, and channels become shared, while nobody touches a case. */
async function around({ slack }: TimerPorts, state: Case): Promise<Around> {
  const { team, channel } = state.place;
  const there = async (user: string | undefined) =>
    user !== undefined && !hasLeft(await slack.person(team, user)) ? user : undefined;
  const { user, role } = state.openedBy;
  const isColleague = role !== 'customer' && user !== 'bot' && user !== 'cli';
  const [{ audience }, owner, opener] = await Promise.all([
    slack.channel(team, channel),
    there(state.owner),
    there(isColleague ? user : undefined),
  ]);
  return { audience, owner, opener };
}

/** Far from the case, so with the way to its thread. */
async function withLink({ slack }: TimerPorts, { place }: Case, text: Redacted): Promise<Message> {
  const { team, channel, thread } = place;
  const link = thread === undefined ? undefined : await slack.permalink(team, channel, thread);
  const message = plainMessage(text);
  if (!link?.ok) return message;
  const open = actions('nudge-open', [linkButton(openCaseAction, words`Open the case`, link.value)]);
  return { ...message, blocks: [...message.blocks, open] };
}

/** Once per revision of the case, also when the job runs twice. A reminder that Slack refuses is not worth a fault. */
async function send(ports: TimerPorts, state: Case, nudge: Nudge, index: number): Promise<void> {
  const { team, channel, thread } = state.place;
  const { to } = nudge;
  const name = `nudge-${state.revision}${index > 0 ? `-${index}` : ''}`;
  const step = to === 'thread' ? `post:${channel}:${name}` : `direct:${name}`;
  await ports.once.effect(
    state.id,
    step,
    async () => {
      const outcome =
        to !== 'thread'
          ? await ports.slack.directMessage(team, to.person, await withLink(ports, state, nudge.text))
          : await ports.slack.post(
              ...([team, channel, plainMessage(nudge.text)] as const),
              thread === undefined ? {} : { thread },
            );
      if (outcome.ok) return typeof outcome.value === 'object' ? outcome.value.ts : 'sent';
      if (outcome.retryAfterMs !== undefined) throw new RetryLater(outcome.retryAfterMs);
      ports.log.warn('A reminder was not delivered', { case: state.id, code: outcome.code });
      return `refused ${outcome.code}`;
    },
    async () => undefined,
    (ts) => (isPost(ts) ? ports.slack.remove(team, channel, ts) : Promise.resolve()),
  );
}
