/** The "are you sure" dialog an element may ask for. */
import type { Desk } from './desk.ts';
import { el, freshId } from './dom.ts';
import { isFields, textObject, words } from './render/text.ts';

/** True at once when nothing is asked. */
export function confirmed(desk: Desk, asked: unknown): Promise<boolean> {
  if (!isFields(asked)) return Promise.resolve(true);
  const titleId = freshId();
  const isDanger = asked['style'] === 'danger';
  const yes = el(
    'button',
    { class: isDanger ? 'button danger' : 'button primary', value: 'yes', type: 'submit' },
    words(asked['confirm']) || 'Yes',
  );
  const dialog = el(
    'dialog',
    { class: 'confirm', 'aria-labelledby': titleId },
    el(
      'form',
      { method: 'dialog' },
      el('h2', { id: titleId }, words(asked['title'])),
      textObject(desk, asked['text']),
      el(
        'div',
        { class: 'dialog-buttons' },
        el('button', { class: 'button', value: 'no', type: 'submit' }, words(asked['deny']) || 'Cancel'),
        yes,
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  yes.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
  });
}
