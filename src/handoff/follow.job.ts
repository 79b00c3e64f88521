import { actions, linkButton } from '../blockkit/build.ts';
import type { Case, Handoff, Place } from '../cases/case.ts';
import { isFile } from '../cases/outside.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { plainMessage } from '../summary/thread-lines.ts';
import { isFinal } from '../summary/unshown.ts';
import { briefOf } from './brief.ts';
import { type BundleFile, bundleFiles } from './bundle.ts';
import type { HandoffJobPorts } from './job.ts';
import { orThrow } from './slack-fault.ts';

/** What follows a brief that stands: its files, the call to the group, and the way back in the case's thread. */

/** Reported by Slack when somebody follows the link. */
export const linkAction = 'handoff_open';

export async function callGroup(
  ports: HandoffJobPorts,
  state: Case,
  { team, channel, thread }: Place,
  number: number,
  group: string,
): Promise<void> {
  const text = words`A hand-off waits for you.`;
  const mention = [
    { type: 'usergroup', usergroup_id: group },
    { type: 'text', text: ` ${text}` },
  ];
  const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: mention }] }];
  await ports.once.effect(
    state.id,
    `brief-${number}-call`,
    async () => orThrow(await ports.slack.post(team, channel, { text, blocks }, inThread(thread))).ts,
    // Better not called twice.
    async () => 'unknown',
    (ts) => ports.slack.remove(team, channel, ts),
  );
}

export async function uploadBundle(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  place: Place,
): Promise<void> {
  const files = bundleFiles(state, handoff, briefOf(state, handoff), ports.secret);
  for (const file of files) await uploadOne(ports, state, handoff, place, file);
}

async function uploadOne(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  { team, channel, thread }: Place,
  { name, content }: BundleFile,
): Promise<void> {
  await ports.once.effect(
    state.id,
    `brief-${handoff.number}-file-${name}`,
    async () => {
      const file = { name, title: words`Evidence of ${idWord(state.id)}`, content };
      const sent = await ports.slack.upload(team, channel, file, thread);
      if (sent.ok) return sent.value.file || 'sent';
      if (!isRefusal(sent.code)) orThrow(sent);
      // Files may be switched off in this workspace: the brief stands, and says where the evidence is.
      await ports.slack.post(team, channel, plainMessage(noFile(state)), inThread(thread));
      return `refused ${sent.code}`;
    },
    // A lost answer after the last step of an upload: a second file does no harm, none would.
    async () => undefined,
    (id) => (isFile(id) ? ports.slack.removeFile(team, id) : Promise.resolve()),
  );
}

const noFile = (state: Case): Redacted =>
  words`Slack did not take the evidence of ${idWord(state.id)} as a file. The brief holds the newest of it.`;

const isRefusal = (code: string) =>
  /^(?:file_\w+|missing_scope|not_in_channel|restricted_action\w*|slack_connect_\w+)$/.test(code);

const inThread = (thread: string | undefined) => (thread === undefined ? {} : { thread });

/** In the case's own thread, for colleagues alone: customers never see where a hand-off goes. */
export async function linkBack(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  brief: Place,
): Promise<void> {
  const { team, channel, thread } = state.place;
  if (thread === undefined || !brief.card) return;
  const { audience } = await ports.slack.channel(team, channel);
  if (audience === 'shared') return;
  const link = await ports.slack.permalink(team, brief.channel, brief.card);
  if (!link.ok) return;
  const key = `${state.id} handoff-${handoff.number}-link`;
  const text = words`Hand-off ${handoff.number} is in the engineering channel.`;
  const blocks = [
    ...plainMessage(text).blocks,
    actions('handoff-link', [linkButton(linkAction, words`Open the hand-off`, link.value)]),
  ];
  await ports.once.effect(
    state.id,
    `handoff-${handoff.number}-link`,
    async () => {
      const posted = await ports.slack.post(team, channel, { text, blocks }, { thread, metadata: { key } });
      // The thread was deleted: the card says where the case stands.
      if (!posted.ok && posted.code === 'thread_gone') return 'none';
      return orThrow(posted).ts;
    },
    async () => {
      const found = await ports.slack.findByMetadata(team, channel, thread, key);
      return found.ok ? found.value : undefined;
    },
    (ts) => ports.slack.remove(team, channel, ts),
  );
}

/** A channel that customers can read now keeps no link to a hand-off. */
export async function withdrawLinks({ slack, once }: HandoffJobPorts, state: Case): Promise<void> {
  if (state.audience === 'internal' || state.handoffs.length === 0) return;
  const { team, channel } = state.place;
  const links = (await once.made(state.id)).filter(({ step }) => /^handoff-\d+-link$/.test(step));
  for (const { step, answer } of links) {
    if (answer === 'none') continue;
    await once.effect(
      state.id,
      `${step}-withdrawn`,
      async () => {
        const removed = await slack.remove(team, channel, answer);
        if (!removed.ok && removed.code !== 'message_not_found' && !isFinal(removed.code)) orThrow(removed);
        return 'removed';
      },
      async () => undefined,
    );
  }
}
