/** Ctrl+K: goes to a channel, the Home, or on as another person. */
import { actAs, actors, channelName, type Desk, visibleChannels } from './desk.ts';
import { el } from './dom.ts';
import { offerList } from './render/offer-list.ts';
import type { Offer } from './render/offers.ts';

export function openSwitcher(desk: Desk): void {
  if (document.querySelector('dialog[open]') !== null) return;
  const all: Offer[] = [
    ...visibleChannels(desk).map((one) => ({
      value: `in ${one.id}`,
      text: one.isIm ? channelName(desk, one) : `#${one.name}`,
      detail: one.isExtShared ? 'shared' : one.topic,
      group: 'Go to',
    })),
    ...(desk.store.snapshot.app.hasHome
      ? [{ value: 'in home', text: `${desk.store.snapshot.app.name} Home`, detail: '', group: 'Go to' }]
      : []),
    ...actors(desk).map((one) => ({
      value: `as ${one.id}`,
      text: one.name,
      detail: one.role,
      group: 'Act as',
    })),
  ];
  const dialog = el('dialog', { class: 'switcher', 'aria-label': 'Go to a channel or person' });
  const list = offerList({
    all,
    hasFilter: true,
    isMany: false,
    isChosen: () => false,
    search: (typed) =>
      Promise.resolve(
        all.filter((one) => `${one.text} ${one.detail}`.toLowerCase().includes(typed.trim().toLowerCase())),
      ),
    choose: (value) => {
      dialog.close();
      const id = value.slice(3);
      if (value.startsWith('as ')) actAs(desk, id);
      else desk.place.go({ channel: id });
      return Promise.resolve();
    },
  });
  dialog.append(list.node);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  list.focus();
}
