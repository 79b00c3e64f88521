import type { ModalView } from '../ports.ts';
import type { Seal } from './metadata.ts';

/** A modal as Slack takes it, with its ids sealed in. */
export function modalPayload(view: ModalView, seal: Seal): Record<string, unknown> {
  const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
  return {
    type: 'modal',
    callback_id: view.callback_id,
    title: plain(view.title),
    ...(view.submit ? { submit: plain(view.submit) } : {}),
    ...(view.close ? { close: plain(view.close) } : {}),
    ...(view.notify_on_close ? { notify_on_close: true } : {}),
    private_metadata: seal.seal(view.callback_id, view.metadata ?? {}),
    blocks: view.blocks,
  };
}
