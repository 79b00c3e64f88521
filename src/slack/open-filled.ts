import { catalogue, TriageError } from '../errors.ts';
import type { ModalView, Slack } from '../ports.ts';
import type { Delivery, Reply } from './listener.ts';

/**
 * A form that needs the case: the very first call opens it empty, because a trigger lives three seconds; then it is
 * filled. Pressed inside a form, the form itself is replaced.
 */
export async function openFilled(
  slack: Pick<Slack, 'openModal' | 'updateModal'>,
  { team, triggerId = '', view }: Delivery,
  loading: ModalView,
  draw: () => Promise<ModalView>,
): Promise<Reply> {
  if (view) {
    await slack.updateModal(team, view.id, await draw(), view.hash);
    return { kind: 'none' };
  }
  const opened = await slack.openModal(team, triggerId, loading);
  if (!opened.ok) throw new TriageError(/trigger/.test(opened.code) ? 'trigger_expired' : 'slack_away');
  const { id, hash } = opened.value;
  const filled = await draw().catch(async (error: unknown) => {
    // Whoever waits in front of an empty form reads there what happened; the wrapper does the rest.
    await slack.updateModal(team, id, failedView(loading, error), hash);
    throw error;
  });
  await slack.updateModal(team, id, filled, hash);
  return { kind: 'none' };
}

function failedView({ submit: _, ...view }: ModalView, error: unknown): ModalView {
  const text = catalogue[error instanceof TriageError ? error.code : 'unexpected'].say;
  return { ...view, blocks: [{ type: 'section', text: { type: 'plain_text', text, emoji: false } }] };
}
