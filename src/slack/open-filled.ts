import { TriageError } from '../errors.ts';
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
  await slack.updateModal(team, opened.value.id, await draw(), opened.value.hash);
  return { kind: 'none' };
}
