/** The message box: says things, runs commands, carries files. One per channel and one per thread. */
import { complete, readCommand } from './completion.ts';
import { createCompletionList } from './completion-list.ts';
import { type Desk, me, perform, visibleChannels } from './desk.ts';
import { el, fill, toggleAttribute } from './dom.ts';
import type { Scope } from './entries.ts';
import { icon } from './icons.ts';
import { menuOn } from './menu.ts';
import { createOutgoingFiles } from './outgoing-files.ts';

export type Composer = { node: HTMLElement; field: HTMLTextAreaElement; refresh(): void };

export type ComposerOptions = {
  desk: Desk;
  scope: () => Scope | null;
  afterSend: () => void;
  /** Goes up into the messages, from where arrow keys lead on. */
  toNewest: () => void;
};

export function createComposer({ desk, scope, afterSend, toNewest }: ComposerOptions): Composer {
  const drafts = new Map<string, string>();
  let at = '';
  const field = el('textarea', { class: 'composer-field', rows: 1, autocomplete: 'off' });
  const status = el('span', { class: 'composer-status', role: 'status' });
  const files = createOutgoingFiles(desk, () => field.focus());
  const shortcuts = el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': 'Shortcuts', title: 'Shortcuts' },
    icon('lightning'),
  );
  const send = el(
    'button',
    { type: 'submit', class: 'button primary send', 'aria-label': 'Send' },
    icon('send'),
    'Send',
  );
  const form = el(
    'form',
    { class: 'composer' },
    field,
    files.list,
    el(
      'div',
      { class: 'composer-bar' },
      files.button,
      el('span', { class: 'menu-box' }, shortcuts),
      status,
      send,
    ),
    files.input,
  );
  const list = createCompletionList(field, (from, to, insert) => {
    field.setRangeText(insert, from, to, 'end');
    grow();
  });
  menuOn(shortcuts, () => globalShortcuts(desk));

  const grow = () => {
    drafts.set(at, field.value);
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 260)}px`;
  };
  const offer = () => {
    const known = {
      app: desk.store.snapshot.app,
      people: [...desk.store.people.values()],
      channels: visibleChannels(desk),
    };
    list.show(complete(field.value, field.selectionStart, known));
  };
  const submit = async () => {
    const here = scope();
    const text = field.value;
    const fileIds = files.ids();
    if (here === null || (text.trim() === '' && fileIds.length === 0) || form.hasAttribute('aria-busy'))
      return;
    list.hide();
    const command = fileIds.length === 0 ? readCommand(text) : null;
    if (command !== null && here.thread !== null) {
      desk.voice.warn(
        `${command.command} does not work in threads. Run it in the channel, or use a message action.`,
      );
      return;
    }
    toggleAttribute(form, 'aria-busy', true);
    status.textContent = command === null ? '' : `Running ${command.command} …`;
    const as = desk.place.now.me;
    const channel = here.channel;
    // Shown as sent at once; comes back if the workspace refuses.
    field.value = '';
    grow();
    const result =
      command === null
        ? await perform(desk, {
            act: 'say',
            as,
            channel,
            text,
            ...(here.thread === null ? {} : { thread: here.thread }),
            ...(fileIds.length === 0 ? {} : { files: fileIds }),
          })
        : await perform(desk, { act: 'command', as, channel, ...command });
    toggleAttribute(form, 'aria-busy', false);
    status.textContent = '';
    if (!result.ok) {
      if (field.value === '') field.value = text;
      grow();
      return;
    }
    files.clear();
    afterSend();
  };
  field.addEventListener('input', () => {
    grow();
    offer();
  });
  field.addEventListener('click', offer);
  field.addEventListener('blur', () => list.hide());
  field.addEventListener('keydown', (event) => {
    if (list.takesKey(event)) return;
    if (event.key === 'ArrowUp' && field.value === '') toNewest();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  const node = el('div', { class: 'composer-box' });
  return {
    node,
    field,
    refresh() {
      const here = scope();
      const channel = here === null ? undefined : desk.store.channels.get(here.channel);
      const person = me(desk);
      if (here === null || channel === undefined || person === undefined) {
        fill(node);
        return;
      }
      const next = `${person.id} ${here.channel} ${here.thread ?? ''}`;
      if (next !== at) {
        at = next;
        field.value = drafts.get(at) ?? '';
        files.clear();
      }
      const where =
        here.thread === null ? (channel.isIm ? 'a direct message' : `#${channel.name}`) : 'this thread';
      const label = `Message ${where} as ${person.name}`;
      field.placeholder = here.thread === null ? label : `Reply as ${person.name}`;
      field.setAttribute('aria-label', label);
      if (channel.isArchived) fill(node, notice(`#${channel.name} is archived. Nobody can post here.`));
      else if (!channel.members.includes(person.id))
        fill(node, joinNotice(desk, channel.id, person.name, channel.name));
      else if (!node.contains(form)) fill(node, form);
      requestAnimationFrame(grow);
    },
  };
}

function notice(...text: (string | Node)[]): HTMLElement {
  return el('p', { class: 'composer-notice' }, ...text);
}

function joinNotice(desk: Desk, channel: string, person: string, name: string): HTMLElement {
  const join = () => void perform(desk, { act: 'join', as: desk.place.now.me, channel });
  return notice(
    `${person} is not in #${name}. `,
    el('button', { type: 'button', class: 'button', on: { click: join } }, 'Join the channel'),
  );
}

export function globalShortcuts(desk: Desk) {
  const { app } = desk.store.snapshot;
  if (app.globalShortcuts.length === 0) return [{ heading: 'The app has no shortcuts' }];
  return [
    { heading: app.name },
    ...app.globalShortcuts.map((one) => ({
      text: one.name,
      detail: one.description,
      choose: () =>
        void perform(desk, { act: 'global-shortcut', as: desk.place.now.me, callbackId: one.callbackId }),
    })),
  ];
}
