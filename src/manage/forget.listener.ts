import type { Case } from '../cases/case.ts';
import { forgetCase } from '../cases/change.ts';
import { isFile, isPost } from '../cases/outside.ts';
import { mayForget } from '../cases/roles.ts';
import { TriageError } from '../errors.ts';
import { noticeView } from '../evidence/loading.ts';
import type { SlackOutcome } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Reply } from '../slack/listener.ts';
import type { ManagePorts } from './listener.ts';
import { onlyForget, said } from './replies.ts';

/** "Forget this case": the case first, so that nothing new is made for it; then what the bot left in Slack. */

/** Slack allows about fifty removals a minute; a case has far fewer messages. */
const mostMessages = 45;

export async function forget(ports: ManagePorts, delivery: Delivery): Promise<Reply> {
  const role = await ports.who(delivery);
  if (!mayForget(role)) return { kind: 'text', message: said(onlyForget) };
  const state = await ports.cases.load(delivery.action?.value ?? '');
  if (!state) throw new TriageError('case_gone');
  const made = await forgetCase(ports, state.id, delivery.user);
  await ports.forgotten?.(state);
  if (delivery.view)
    await ports.slack.updateModal(
      delivery.team,
      delivery.view.id,
      noticeView(words`Forgotten`, words`${idWord(state.id)} is deleted.`),
    );
  const left = await removeMessages(ports.slack, state, made);
  if (left === 0 && delivery.view) return { kind: 'none' };
  return { kind: 'text', message: said(outcome(state, left)) };
}

function outcome(state: Case, left: number): Redacted {
  const id = idWord(state.id);
  if (left === 0) return words`${id} is deleted, with the bot's messages and files.`;
  const rest = counted(left, words`message or file`, words`messages or files`);
  return words`${id} is deleted. Slack did not let the bot remove ${rest}. Delete what is left by hand.`;
}

/** How many Slack refused to remove. */
export async function removeMessages(
  slack: ManagePorts['slack'],
  state: Case,
  made: Awaited<ReturnType<typeof forgetCase>>,
): Promise<number> {
  let left = 0;
  const removing = async (removal: Promise<SlackOutcome<void>>) => {
    const removed = await removal;
    if (!removed.ok && !isGone.test(removed.code)) left += 1;
  };
  const posts = made.filter(({ answer }) => answer === undefined || isPost(answer));
  for (const { step, answer } of posts.slice(0, mostMessages)) {
    const { team, channel } = placeOf(state, step);
    const ts = answer ?? (await lookUp(slack, state, step));
    if (ts !== undefined) await removing(slack.remove(team, channel, ts));
  }
  for (const { answer = '' } of made)
    if (isFile(answer)) await removing(slack.removeFile(state.place.team, answer));
  return left + Math.max(0, posts.length - mostMessages);
}

const isGone = /^(?:message_not_found|file_not_found|file_deleted)$/;

/** A post whose answer was lost may stand all the same. */
async function lookUp(slack: ManagePorts['slack'], state: Case, step: string): Promise<string | undefined> {
  const { team, channel, thread } = placeOf(state, step);
  for (const where of [thread, undefined]) {
    const found = await slack.findByMetadata(team, channel, where, `${state.id} ${step}`);
    if (found.ok && found.value !== undefined) return found.value;
  }
  return undefined;
}

/** Steps of a hand-off are named `brief-N…` and stand in the channel of its brief. */
function placeOf(state: Case, step: string): Case['place'] {
  const number = Number(/^brief-(\d+)/.exec(step)?.[1]);
  return state.handoffs.find((handoff) => handoff.number === number)?.brief ?? state.place;
}
