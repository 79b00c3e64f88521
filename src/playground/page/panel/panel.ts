/** The side panel: guide, traffic and faults, as tabs. */
import type { Desk } from '../desk.ts';
import { byId, el, fill } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Panel } from '../place.ts';
import { moved } from '../popup.ts';
import type { News } from '../store.ts';
import { createFaults } from './faults.ts';
import { createGuide } from './guide.ts';
import { createTraffic } from './traffic.ts';

const tabs: { panel: Panel; title: string }[] = [
  { panel: 'guide', title: 'Guide' },
  { panel: 'traffic', title: 'Traffic' },
  { panel: 'faults', title: 'Faults' },
];

export type PanelPage = { node: HTMLElement; draw(): void; news(news: News): void };

export function createPanel(desk: Desk) {
  const node = byId('panel');
  const pages: Record<Panel, PanelPage> = {
    guide: createGuide(desk),
    traffic: createTraffic(desk),
    faults: createFaults(desk),
  };
  const body = el('div', { class: 'panel-body', role: 'tabpanel', id: 'panel-page' });
  const buttons = tabs.map(({ panel, title }) =>
    el(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        id: `tab-${panel}`,
        'aria-controls': 'panel-page',
        on: { click: () => desk.place.go({ panel }) },
      },
      title,
    ),
  );
  const strip = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Side panel' }, ...buttons);
  strip.addEventListener('keydown', (event) => {
    const focused = document.activeElement;
    const at = focused instanceof HTMLButtonElement ? buttons.indexOf(focused) : -1;
    const key = event.key === 'ArrowRight' ? 'ArrowDown' : event.key === 'ArrowLeft' ? 'ArrowUp' : event.key;
    const next = moved(key, at, buttons.length);
    if (next === undefined || at < 0) return;
    event.preventDefault();
    buttons[next]?.focus();
    buttons[next]?.click();
  });
  const close = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': 'Close the side panel',
      on: { click: () => desk.place.go({ panel: null }) },
    },
    icon('close'),
  );
  fill(node, el('header', { class: 'panel-head' }, strip, close), body);
  return {
    open() {
      const now = desk.place.now.panel;
      node.hidden = now === null;
      if (now === null) return;
      buttons.forEach((button, index) => {
        const isOn = tabs[index]?.panel === now;
        button.setAttribute('aria-selected', String(isOn));
        button.tabIndex = isOn ? 0 : -1;
      });
      body.setAttribute('aria-labelledby', `tab-${now}`);
      pages[now].draw();
      fill(body, pages[now].node);
    },
    news(news: News) {
      const { panel } = desk.place.now;
      if (panel !== null) pages[panel].news(news);
    },
  };
}
