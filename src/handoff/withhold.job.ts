import type { Case, Handoff, Place } from '../cases/case.ts';
import { isFile, isPost } from '../cases/outside.ts';
import type { SlackOutcome } from '../ports.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { plainMessage } from '../summary/thread-lines.ts';
import { isFinal } from '../summary/unshown.ts';
import type { HandoffJobPorts } from './job.ts';
import { orThrow } from './slack-fault.ts';

/** The channel for hand-offs became shared with another company: what stands there is taken out of their sight. */

const hidden = plainMessage(words`This message is hidden: the channel is shared with another company.`);

/** The brief stays as a place, and is drawn again when the channel is internal again; files and lines are gone. */
export async function withhold(
  ports: HandoffJobPorts,
  state: Case,
  { number, state: stands, by }: Handoff,
  { team, channel, card = '' }: Place,
): Promise<void> {
  const { slack, once, log } = ports;
  done(await slack.update(team, channel, card, hidden));
  const own = new RegExp(`^brief-${number}-(?:file-|lines-\\d+$|call$)`);
  for (const { step, answer } of (await once.made(state.id)).filter((one) => own.test(one.step)))
    await once.effect(
      state.id,
      `${step}-hidden`,
      async () => {
        if (isFile(answer)) done(await slack.removeFile(team, answer));
        else if (isPost(answer)) done(await slack.remove(team, channel, answer));
        return 'hidden';
      },
      async () => undefined,
    );
  if (stands !== 'sent' && stands !== 'accepted') return;
  if (!(await once.take(`hidden ${state.id} ${number}`, 86_400_000))) return;
  log.error('A hand-off stood in a shared channel and was hidden', { case: state.id, channel });
  const text = words`The hand-off of ${idWord(state.id)} is hidden: its channel is shared with another company now. Ask the operator. When the channel is internal again, it is shown again.`;
  for (const user of new Set([by.user, state.owner]))
    if (user !== undefined && user !== 'bot' && user !== 'cli')
      await slack.directMessage(state.place.team, user, plainMessage(text));
}

/** What is gone already, or cannot be touched whatever is tried, is no reason to come back. */
function done(outcome: SlackOutcome<unknown>): void {
  if (!outcome.ok && !isFinal(outcome.code) && !/_not_found$|^file_deleted$/.test(outcome.code))
    orThrow(outcome);
}
