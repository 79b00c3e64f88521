/** The app's modals: the top of the person's stack is shown over the conversation; the side panel stays usable. */
import type { View } from '../local-api.ts';
import { type Desk, perform } from './desk.ts';
import { byId, el, fill, tabStops, toggleAttribute } from './dom.ts';
import { icon } from './icons.ts';
import { type OpenForm, openForm } from './modal-form.ts';

export function createModals(desk: Desk) {
  const host = byId('modals');
  const behind = ['sidebar', 'main', 'thread'].map(byId);
  let open: OpenForm | null = null;
  let before: Element | null = null;

  const draw = () => {
    const stack = desk.store.modals.get(desk.place.now.me) ?? [];
    const view = stack.at(-1);
    if (view === undefined) {
      hide();
      return;
    }
    if (open !== null && open.view.id === view.id && open.view.hash === view.hash) {
      open.patch(view);
      return;
    }
    const kept = open !== null && open.view.id === view.id ? open : null;
    if (open === null) {
      before = document.activeElement;
      // On a narrow screen the panel would lie over the form.
      if (getComputedStyle(byId('panel')).position === 'fixed') desk.place.go({ panel: null });
    }
    const position = kept === null ? null : kept.position();
    open = openForm(desk, view, kept);
    fill(host, dialog(desk, view, stack.length, open));
    host.hidden = false;
    for (const node of behind) node.inert = true;
    if (position === null) focusFirst(host, open);
    else open.restore(position);
    desk.voice.tell(`Dialog: ${view.title}`);
  };
  const hide = () => {
    if (open === null) return;
    open = null;
    host.hidden = true;
    fill(host);
    for (const node of behind) node.inert = false;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    else byId('main').focus();
  };
  return {
    draw,
    isOpen: () => open !== null,
    /** Escape, as in the app's own close button: only the top view goes. */
    close() {
      if (open !== null) void close(desk, open.view, false);
    },
  };
}

function close(desk: Desk, view: View, all: boolean): Promise<unknown> {
  return perform(desk, { act: 'close', as: desk.place.now.me, view: view.id, ...(all ? { all } : {}) });
}

function dialog(desk: Desk, view: View, depth: number, form: OpenForm): HTMLElement {
  const cross = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': 'Close',
      on: { click: () => void close(desk, view, true) },
    },
    icon('close'),
  );
  const back = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': 'Back',
      on: { click: () => void close(desk, view, false) },
    },
    icon('back'),
  );
  const cancel = el(
    'button',
    { type: 'button', class: 'button', on: { click: () => void close(desk, view, false) } },
    view.close ?? (view.submit === null ? 'Close' : 'Cancel'),
  );
  const node = el(
    'div',
    {
      class: 'modal',
      role: 'dialog',
      'aria-label': view.title,
      'data-view': view.id,
      'data-callback': view.callbackId,
    },
    el('header', { class: 'modal-head' }, depth > 1 ? back : null, el('h2', {}, view.title), cross),
    form.node,
    el('footer', { class: 'modal-foot' }, form.notice, cancel, form.submit),
  );
  toggleAttribute(node, 'aria-busy', view.isSubmitting);
  return node;
}

function focusFirst(host: HTMLElement, form: OpenForm): void {
  const wanted = form.node.querySelector<HTMLElement>('[data-focus]');
  (wanted ?? tabStops(form.node)[0] ?? tabStops(host).at(-1))?.focus({ preventScroll: true });
}
