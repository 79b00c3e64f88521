/** What can be done with a message: reply, the app's shortcuts, edit, delete. */
import type { Message } from '../local-api.ts';
import { type Desk, perform } from './desk.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { type MenuItem, menuOn } from './menu.ts';
import { busyWhile } from './render/button.ts';
import { plain } from './render/mrkdwn.ts';

export function messageTools(desk: Desk, message: Message, row: HTMLElement, isThread: boolean): HTMLElement {
  const more = el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': 'Message actions', title: 'Message actions' },
    icon('more'),
  );
  menuOn(more, () => items(desk, message, row, more));
  const reply = () => desk.place.go({ thread: message.threadTs ?? message.ts });
  return el(
    'div',
    { class: 'tools' },
    isThread
      ? null
      : el(
          'button',
          {
            type: 'button',
            class: 'tool',
            'aria-label': 'Reply in thread',
            title: 'Reply in thread',
            on: { click: reply },
          },
          icon('reply'),
        ),
    more,
  );
}

function items(desk: Desk, message: Message, row: HTMLElement, button: HTMLElement): MenuItem[] {
  const { me } = desk.place.now;
  const { app } = desk.store.snapshot;
  const isMine = message.user === me;
  const isAdmin = desk.store.people.get(me)?.isAdmin === true;
  const at = { as: me, channel: message.channel, ts: message.ts };
  const shortcuts: MenuItem[] = app.messageShortcuts.map((one) => ({
    text: one.name,
    detail: one.description,
    choose: () =>
      void busyWhile(button, perform(desk, { act: 'message-shortcut', ...at, callbackId: one.callbackId })),
  }));
  return [
    { text: 'Reply in thread', choose: () => desk.place.go({ thread: message.threadTs ?? message.ts }) },
    { text: 'Copy text', choose: () => void copy(desk, plain(message.text)) },
    ...(isMine ? [{ text: 'Edit message', choose: () => editInPlace(desk, message, row) }] : []),
    ...(isMine || isAdmin
      ? [
          {
            text: 'Delete message',
            isDanger: true,
            choose: () => void perform(desk, { act: 'delete-message', ...at }),
          },
        ]
      : []),
    ...(shortcuts.length > 0 ? [{ heading: app.name }, ...shortcuts] : []),
  ];
}

export async function copy(desk: Desk, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    desk.voice.note('Copied.');
  } catch {
    desk.voice.warn('The browser did not allow copying. Select the text and copy it by hand.');
  }
}

function editInPlace(desk: Desk, message: Message, row: HTMLElement): void {
  const body = row.querySelector<HTMLElement>('.row-body');
  if (body === null) return;
  const field = el('textarea', { class: 'text-input', rows: 3, 'aria-label': 'Edit message' });
  field.value = plain(message.text);
  const hidden = [...body.children].slice(1);
  const form = el('form', { class: 'edit' }, field);
  const end = () => {
    form.remove();
    for (const node of hidden) node.removeAttribute('hidden');
    row.focus();
  };
  const save = async () => {
    const result = await perform(desk, {
      act: 'edit-message',
      as: desk.place.now.me,
      channel: message.channel,
      ts: message.ts,
      text: field.value,
    });
    if (result.ok) end();
  };
  form.append(
    el(
      'div',
      { class: 'dialog-buttons' },
      el('button', { type: 'button', class: 'button', on: { click: end } }, 'Cancel'),
      el('button', { type: 'submit', class: 'button primary' }, 'Save'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      end();
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  });
  for (const node of hidden) node.setAttribute('hidden', '');
  body.append(form);
  field.focus();
}
