import type { Block } from '../../../src/playground/local-api.ts';
import type { Workspace } from '../../../src/playground/workspace.ts';

/** Remembers everything that people outside were ever shown, also what was changed or removed a moment later. */

export interface Onlooker {
  seen: Set<string>;
  stop(): void;
}

export function watchOutsiders(
  workspace: Workspace,
  outsiders: readonly string[],
  sharedChannels: readonly string[],
): Onlooker {
  const { state } = workspace;
  const seen = new Set<string>();
  const note = (text: string, blocks: readonly Block[]) => seen.add(JSON.stringify([text, blocks]));
  const isTheirs = (channel: string) =>
    sharedChannels.includes(channel) ||
    (state.channels.get(channel)?.isIm && state.channels.get(channel)?.members.some(isOutside));
  const isOutside = (person: string) => outsiders.includes(person);
  const follow: Parameters<typeof state.followers.add>[0] = ({ patches }) => {
    for (const patch of patches) {
      if (patch.kind === 'message' && patch.message.user === state.app.botUser) {
        const { channel, text, blocks } = patch.message;
        if (isTheirs(channel)) note(text, blocks);
      } else if (patch.kind === 'ephemeral' && isOutside(patch.ephemeral.to))
        note(patch.ephemeral.text, patch.ephemeral.blocks);
      else if (patch.kind === 'modals' && isOutside(patch.person))
        for (const { title, blocks } of patch.stack) note(title, blocks);
      else if (patch.kind === 'home' && isOutside(patch.person)) note('', patch.view.blocks);
    }
  };
  state.followers.add(follow);
  return { seen, stop: () => state.followers.delete(follow) };
}
