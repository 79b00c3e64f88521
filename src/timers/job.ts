import type { Case } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import { isPost } from '../cases/outside.ts';
import { RetryLater } from '../errors.ts';
import type { Once, Slack } from '../ports.ts';
import { isShown, type Nudge, nudgesFor } from './nudge.ts';
import { nextDue } from './plan.ts';

/** The timer of a case rang. Whether anything is due follows from the case as it is now. */

export interface TimerPorts extends ChangePorts {
  slack: Pick<Slack, 'post' | 'directMessage' | 'remove'>;
  once: Once;
}

const bot = { user: 'bot', role: 'bot' } as const;

export async function processWake(ports: TimerPorts, { caseId }: { caseId: string }): Promise<void> {
  const state = await ports.cases.load(caseId);
  const due = state && nextDue(state, ports.nudges);
  // Ended or gone: the timer ends with it.
  if (!state || !due) return;
  if (due.at > ports.clock.now()) return ports.triage.wakeAt(caseId, due.at);
  for (const nudge of nudgesFor(state, due.what)) if (isShown(state, nudge)) await send(ports, state, nudge);
  const changed = await changeCase(ports, caseId, (now, at) => {
    const still = nextDue(now, ports.nudges);
    return still && still.at <= at ? { type: 'nudged', by: bot, at } : undefined;
  });
  const next =
    changed.is === 'changed' || changed.is === 'unchanged' ? nextDue(changed.case, ports.nudges) : undefined;
  if (next) await ports.triage.wakeAt(caseId, next.at);
}

/** Once per revision of the case, also when the job runs twice. A reminder that Slack refuses is not worth a fault. */
async function send(ports: TimerPorts, state: Case, nudge: Nudge): Promise<void> {
  const { team, channel, thread } = state.place;
  const step =
    nudge.to === 'thread' ? `post:${channel}:nudge-${state.revision}` : `direct:nudge-${state.revision}`;
  await ports.once.effect(
    state.id,
    step,
    async () => {
      const message = { text: nudge.text, blocks: [] };
      const outcome =
        nudge.to === 'owner' && state.owner
          ? await ports.slack.directMessage(team, state.owner, message)
          : await ports.slack.post(team, channel, message, thread === undefined ? {} : { thread });
      if (outcome.ok) return typeof outcome.value === 'object' ? outcome.value.ts : 'sent';
      if (outcome.retryAfterMs !== undefined) throw new RetryLater(outcome.retryAfterMs);
      ports.log.warn('A reminder was not delivered', { case: state.id, code: outcome.code });
      return `refused ${outcome.code}`;
    },
    async () => undefined,
    (ts) => (isPost(ts) ? ports.slack.remove(team, channel, ts) : Promise.resolve()),
  );
}
