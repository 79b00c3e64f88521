/** Channels, direct messages and the app's Home, for the person one acts as. */
import type { Channel, Id, Ts } from '../local-api.ts';
import { channelName, type Desk, me, perform, visibleChannels } from './desk.ts';
import { add, byId, el, fill } from './dom.ts';
import { icon } from './icons.ts';
import { personPicker } from './person-picker.ts';

export function createSidebar(
  desk: Desk,
  closeDrawer: () => void,
): { draw(): void; sawAll(channel: Id): void } {
  /** The person stands apart from the list: an open menu there must not be torn down by somebody's message. */
  const personSlot = el('div', { class: 'sidebar-part' });
  const node = el('div', { class: 'sidebar-part' });
  fill(byId('sidebar'), personSlot, node);
  let shownPerson = '';
  /** Newest message seen, by person and channel; what was there before the page opened counts as seen. */
  const seen = new Map<string, Ts>();
  const openedAt = String(Date.now() / 1000);
  const unread = (channel: Channel): number => {
    const last = seen.get(`${desk.place.now.me} ${channel.id}`) ?? openedAt;
    let count = 0;
    for (const message of desk.store.messages.get(channel.id)?.values() ?? []) {
      const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
      if (
        message.ts > last &&
        message.user !== desk.place.now.me &&
        !isReply &&
        message.subtype === undefined
      )
        count += 1;
    }
    return count;
  };
  const go = (channel: Id) => {
    desk.place.go({ channel });
    closeDrawer();
  };
  const channelLine = (channel: Channel) => {
    const count = unread(channel);
    const isOpen = desk.place.now.channel === channel.id;
    const isMember = channel.members.includes(desk.place.now.me);
    return el(
      'button',
      {
        type: 'button',
        class: `side-line${count > 0 ? ' unread' : ''}${isMember ? '' : ' not-in'}`,
        'aria-current': isOpen ? 'page' : null,
        'data-channel': channel.id,
        on: { click: () => go(channel.id) },
      },
      icon(channel.isIm ? 'person' : channel.isPrivate ? 'lock' : 'hash'),
      el('span', { class: 'side-name' }, channelName(desk, channel)),
      channel.isExtShared ? el('span', { class: 'mark mark-external' }, 'shared') : null,
      channel.isArchived ? el('span', { class: 'mark' }, 'archived') : null,
      count > 0 ? el('span', { class: 'count' }, count, el('span', { class: 'sr' }, ' unread')) : null,
    );
  };
  const draw = () => {
    // A menu that is open here would go with its button; what changed is drawn when it closes.
    const menu = node.querySelector(':popover-open');
    if (menu !== null) {
      menu.addEventListener('toggle', draw, { once: true });
      return;
    }
    const focused = node.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-channel')
      : null;
    const all = visibleChannels(desk);
    const { app, teams } = desk.store.snapshot;
    const home = teams.find((team) => team.isHome);
    const isOpen = desk.place.now.channel === 'home';
    const now = me(desk);
    const isSamePerson = shownPerson === `${now?.id} ${now?.name} ${now?.role}`;
    shownPerson = `${now?.id} ${now?.name} ${now?.role}`;
    if (!isSamePerson) fill(personSlot, personPicker(desk));
    fill(node, el('div', { class: 'side-title' }, home?.name ?? 'Channels'));
    add(node, ...all.filter((one) => !one.isIm).map(channelLine));
    const person = me(desk);
    const isGuest = person?.team !== home?.id;
    if (app.hasHome && !isGuest) {
      add(
        node,
        el('div', { class: 'side-title' }, 'Apps'),
        el(
          'button',
          {
            type: 'button',
            class: 'side-line',
            'data-channel': 'home',
            'aria-current': isOpen ? 'page' : null,
            on: { click: () => go('home') },
          },
          icon('home'),
          el('span', { class: 'side-name' }, `${app.name} Home`),
        ),
      );
    }
    const direct = all.filter((one) => one.isIm);
    add(node, el('div', { class: 'side-title' }, 'Direct messages'), ...direct.map(channelLine));
    const hasBot = direct.some((one) => one.members.includes(app.botUser));
    if (!hasBot) add(node, messageBot(desk, go));
    if (focused) node.querySelector<HTMLElement>(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
  };
  return {
    draw,
    sawAll(channel) {
      const newest = [...(desk.store.messages.get(channel)?.keys() ?? [])].sort().at(-1);
      if (newest !== undefined)
        seen.set(`${desk.place.now.me} ${channel}`, newest > openedAt ? newest : openedAt);
    },
  };
}

function messageBot(desk: Desk, go: (channel: Id) => void): HTMLElement {
  const { app } = desk.store.snapshot;
  const start = async () => {
    const result = await perform(desk, { act: 'open-dm', as: desk.place.now.me, person: app.botUser });
    if (result.ok && result.channel !== undefined) go(result.channel);
  };
  return el(
    'button',
    { type: 'button', class: 'side-line', on: { click: () => void start() } },
    icon('plus'),
    el('span', { class: 'side-name' }, `Message ${app.name}`),
  );
}
