/** Every exchange of the bot with this workspace and with the sandbox Coval, newest first. */
import type { Traffic } from '../../local-api.ts';
import { type Desk, perform } from '../desk.ts';
import { el, fill } from '../dom.ts';
import { copy } from '../message-menu.ts';
import { preformatted } from '../render/text.ts';
import { clockOf } from '../time.ts';
import { prettyBody } from './body-text.ts';
import type { PanelPage } from './panel.ts';

/** As many as anybody scrolls through; the filter looks at all of them. */
const mostShown = 200;
type Which = 'all' | 'to-bot' | 'to-slack' | 'to-coval' | 'trouble';

const choices: { which: Which; title: string }[] = [
  { which: 'all', title: 'All' },
  { which: 'to-bot', title: 'To the bot' },
  { which: 'to-slack', title: 'Bot to Slack' },
  { which: 'to-coval', title: 'Bot to Coval' },
  { which: 'trouble', title: 'Trouble' },
];

export function createTraffic(desk: Desk): PanelPage {
  let which: Which = 'all';
  let typed = '';
  const openIds = new Set<number>();
  const list = el('ol', { class: 'exchanges' });
  const filter = el('input', {
    type: 'search',
    class: 'text-input',
    placeholder: 'Filter by name or content',
    'aria-label': 'Filter the traffic',
  });
  const picks = choices.map((choice) => {
    const pick = () => {
      which = choice.which;
      draw();
    };
    return el('button', { type: 'button', class: 'pill', on: { click: pick } }, choice.title);
  });
  const node = el(
    'div',
    { class: 'traffic' },
    el('div', { class: 'panel-tools' }, filter, el('div', { class: 'pills' }, ...picks)),
    list,
  );
  filter.addEventListener('input', () => {
    typed = filter.value.trim().toLowerCase();
    draw();
  });
  const fits = (one: Traffic) => isOf(one, which) && (typed === '' || searched(one).includes(typed));
  const draw = () => {
    for (const [index, pick] of picks.entries()) {
      pick.setAttribute('aria-pressed', String(choices[index]?.which === which));
    }
    const shown = [...desk.store.traffic.values()].reverse().filter(fits).slice(0, mostShown);
    fill(list, ...shown.map((one) => drawExchange(desk, one, openIds)));
    if (shown.length === 0)
      list.append(el('li', { class: 'quiet' }, 'Nothing yet. Run a command or press a button.'));
  };
  return {
    node,
    draw,
    news(news) {
      if (news.kind === 'all') draw();
      if (news.kind !== 'traffic') return;
      const old = list.querySelector(`[data-id="${news.traffic.id}"]`);
      if (!fits(news.traffic)) old?.remove();
      else if (old !== null) old.replaceWith(drawExchange(desk, news.traffic, openIds));
      else {
        list.querySelector('.quiet')?.remove();
        list.prepend(drawExchange(desk, news.traffic, openIds));
        if (list.childElementCount > mostShown) list.lastElementChild?.remove();
      }
    },
  };
}

function isOf(one: Traffic, which: Which): boolean {
  if (which === 'all') return true;
  if (which === 'trouble') return isTrouble(one);
  if (which === 'to-bot') return one.direction === 'to-bot';
  return one.direction === 'from-bot' && one.peer === (which === 'to-slack' ? 'slack' : 'coval');
}

function isTrouble(one: Traffic): boolean {
  return one.error !== null || one.fault !== null || one.status >= 400 || one.retryNum > 0;
}

function searched(one: Traffic): string {
  return `${one.title} ${one.kind} ${one.status} ${one.error ?? ''} ${one.requestBody} ${one.responseBody}`.toLowerCase();
}

function drawExchange(desk: Desk, one: Traffic, openIds: Set<number>): HTMLElement {
  const way =
    one.direction === 'to-bot' ? 'Slack to bot' : one.peer === 'slack' ? 'Bot to Slack' : 'Bot to Coval';
  const body = el('div', { class: 'exchange-body', hidden: !openIds.has(one.id) });
  const head = el(
    'button',
    { type: 'button', class: 'exchange', 'aria-expanded': String(openIds.has(one.id)) },
    el('span', { class: `way way-${one.direction === 'to-bot' ? 'in' : one.peer}` }, way),
    el('span', { class: 'exchange-title' }, one.title),
    el('span', { class: isTrouble(one) ? 'status bad' : 'status' }, statusText(one)),
    el(
      'span',
      { class: 'exchange-time' },
      clockOf(one.at),
      one.ms === null ? '' : ` · ${Math.round(one.ms)} ms`,
    ),
    el('span', { class: 'exchange-notes' }, notes(one)),
  );
  head.addEventListener('click', () => {
    body.hidden = !body.hidden;
    head.setAttribute('aria-expanded', String(!body.hidden));
    if (body.hidden) openIds.delete(one.id);
    else openIds.add(one.id);
    if (!body.hidden) fill(body, ...details(desk, one));
  });
  if (!body.hidden) fill(body, ...details(desk, one));
  return el('li', { 'data-id': one.id }, head, body);
}

function statusText(one: Traffic): string {
  if (one.ms === null) return 'open';
  return one.error ?? (one.status === 0 ? 'no answer' : String(one.status));
}

function notes(one: Traffic): string {
  return [
    one.retryNum > 0 ? `retry ${one.retryNum}` : '',
    one.fault === null ? '' : `fault: ${one.fault}`,
    one.transport === 'socket' ? 'socket' : '',
  ]
    .filter((text) => text !== '')
    .join(' · ');
}

function details(desk: Desk, one: Traffic): HTMLElement[] {
  const part = (title: string, headers: Record<string, string>, text: string) => [
    el(
      'div',
      { class: 'exchange-part' },
      el('h4', {}, title),
      el(
        'button',
        { type: 'button', class: 'plain', on: { click: () => void copy(desk, text) } },
        'Copy body',
      ),
    ),
    el(
      'details',
      {},
      el('summary', {}, `${Object.keys(headers).length} headers`),
      preformatted(
        Object.entries(headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n'),
      ),
    ),
    preformatted(prettyBody(text) || '(empty)'),
  ];
  const again = () => void perform(desk, { act: 'redeliver', as: desk.place.now.me, traffic: one.id });
  return [
    ...part('Request', one.requestHeaders, one.requestBody),
    ...part('Answer', one.responseHeaders, one.responseBody),
    ...(one.direction === 'to-bot'
      ? [el('button', { type: 'button', class: 'button', on: { click: again } }, 'Deliver once more')]
      : []),
  ];
}
