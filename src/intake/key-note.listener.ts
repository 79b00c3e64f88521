import type { Once, Slack } from '../ports.ts';
import type { Delivery } from '../slack/listener.ts';
import { keyNote, type Removed } from './key-note.ts';

/** Longer than anybody asks about the same message. */
const rememberMs = 86_400_000;

/** The key stands in a message that others can read: whoever sent it is told, alone, and once for each message. */
export async function tellOwner(
  { slack, once }: { slack: Pick<Slack, 'whisper' | 'directMessage'>; once: Pick<Once, 'take'> },
  { team, identity }: Pick<Delivery, 'team' | 'identity'>,
  of: {
    channel: string;
    owner: string;
    credential: Removed | undefined;
    thread?: string | undefined;
    message?: string | undefined;
  },
): Promise<void> {
  const { channel, owner, credential, thread, message } = of;
  if (!credential) return;
  const what = message === undefined ? identity : `${channel} ${message}`;
  if (!(await once.take(`key-note ${what}`, rememberMs))) return;
  const note = keyNote(credential);
  const said = channel ? await slack.whisper(team, channel, owner, note, thread) : undefined;
  if (!said?.ok) await slack.directMessage(team, owner, note);
}
