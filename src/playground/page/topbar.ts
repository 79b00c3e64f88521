/** The bar above everything: where one is, how the bot is connected, theme and side panel. */

import { globalShortcuts } from './composer.ts';
import type { Desk } from './desk.ts';
import { byId, el, fill, toggleAttribute } from './dom.ts';
import { icon } from './icons.ts';
import { menuOn } from './menu.ts';
import type { Panel } from './place.ts';
import { createTheme } from './theme.ts';

export function createTopbar(desk: Desk, actions: { openSwitcher(): void; toggleDrawer(): void }) {
  const connection = el('span', { class: 'connection', role: 'status' });
  const panelButton = el(
    'button',
    { type: 'button', class: 'tool bar-tool', 'aria-label': 'Side panel', title: 'Side panel' },
    icon('panel'),
    el('span', {}, 'Side panel'),
  );
  const shortcuts = el(
    'button',
    { type: 'button', class: 'tool bar-tool', 'aria-label': 'Shortcuts', title: 'Shortcuts' },
    icon('lightning'),
    el('span', {}, 'Shortcuts'),
  );
  menuOn(shortcuts, () => globalShortcuts(desk));
  let lastPanel: Panel = 'guide';
  panelButton.addEventListener('click', () => {
    const { panel } = desk.place.now;
    if (panel !== null) lastPanel = panel;
    desk.place.go({ panel: panel === null ? lastPanel : null });
  });
  let isOnline = true;
  const draw = () => {
    const { connection: now } = desk.store.snapshot;
    const words =
      now.mode === 'http'
        ? 'Bot connected over HTTP'
        : now.mode === 'socket'
          ? 'Bot connected over a socket'
          : 'No bot connected';
    connection.textContent = isOnline ? words : 'Workspace server away, trying again';
    connection.classList.toggle('bad', !isOnline || now.mode === 'none');
    toggleAttribute(panelButton, 'aria-pressed', true, String(desk.place.now.panel !== null));
  };
  fill(
    byId('topbar'),
    el(
      'button',
      {
        type: 'button',
        class: 'tool drawer-button',
        'aria-label': 'Channels and people',
        on: { click: () => actions.toggleDrawer() },
      },
      icon('menu'),
    ),
    el('h1', { class: 'wordmark' }, 'Local workspace'),
    el(
      'button',
      {
        type: 'button',
        class: 'find',
        'aria-label': 'Go to a channel or person',
        on: { click: () => actions.openSwitcher() },
      },
      icon('search'),
      el('span', {}, 'Go to a channel or person'),
      el('kbd', {}, /Mac/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'),
    ),
    connection,
    el('span', { class: 'menu-box' }, shortcuts),
    createTheme(),
    panelButton,
  );
  draw();
  return {
    draw,
    online(now: boolean) {
      isOnline = now;
      draw();
    },
  };
}
