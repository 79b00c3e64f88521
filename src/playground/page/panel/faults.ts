/** Switches that break the workspace on purpose, and the keys and IDs the sandbox Coval answers in a special way. */
import type { Fault } from '../../local-api.ts';
import { type Desk, perform } from '../desk.ts';
import { el, fill } from '../dom.ts';
import { copy } from '../message-menu.ts';
import { faultForm } from './fault-form.ts';
import type { PanelPage } from './panel.ts';

type Preset = { title: string; detail: string; fault: Fault };

const presets: Preset[] = [
  {
    title: 'Slack throttles the next post',
    detail: '429 with Retry-After 5, once',
    fault: { kind: 'throttle', on: 'chat.postMessage', retryAfter: 5, times: 1 },
  },
  {
    title: 'Slack loses its answer to the next post',
    detail: 'The message is posted; the bot cannot know',
    fault: { kind: 'lost-response', on: 'chat.postMessage', times: 1 },
  },
  {
    title: 'Slack answers everything with 500',
    detail: 'Until switched off',
    fault: { kind: 'server-error', on: '*' },
  },
  {
    title: 'Everything arrives twice at the bot',
    detail: 'Each delivery is sent again',
    fault: { kind: 'duplicate', on: '*' },
  },
  {
    title: 'Opening a form is slow',
    detail: 'views.open answers after 4 seconds; the trigger lives 3',
    fault: { kind: 'slow', on: 'views.open', delayMs: 4_000 },
  },
  {
    title: 'The bot cannot be reached',
    detail: 'People see a timeout',
    fault: { kind: 'undelivered', on: '*' },
  },
];

export function createFaults(desk: Desk): PanelPage {
  const active = el('div', { class: 'fault-list' });
  const presetBox = el('div', { class: 'fault-list' });
  const rates = el('input', { type: 'checkbox' });
  const sentinels = el('div', { class: 'sentinels' });
  const set = async (faults: Fault[]) => {
    const result = await desk.local.faults(faults);
    if (!result.ok) desk.voice.warn(result.hint);
  };
  const isOn = (fault: Fault) =>
    desk.store.snapshot.faults.some((one) => one.kind === fault.kind && one.on === fault.on);
  const setRates = async () => {
    const result = await desk.local.settings({ rateLimits: rates.checked });
    if (!result.ok) desk.voice.warn(result.hint);
  };
  rates.addEventListener('change', () => void setRates());
  const node = el(
    'div',
    { class: 'faults' },
    el('h3', {}, 'Break Slack'),
    presetBox,
    el(
      'label',
      { class: 'choice' },
      rates,
      el('span', {}, "Slack's rate limits", el('small', {}, 'One post a second in a channel')),
    ),
    el(
      'details',
      {},
      el('summary', {}, 'Another fault'),
      faultForm((fault) => void set([...desk.store.snapshot.faults, fault])),
    ),
    el('h4', {}, 'Switched on now'),
    active,
    el(
      'button',
      {
        type: 'button',
        class: 'button',
        on: { click: () => void perform(desk, { act: 'refresh-sockets', as: desk.place.now.me }) },
      },
      'Ask sockets to reconnect',
    ),
    el('h3', {}, 'Break Coval'),
    el(
      'p',
      { class: 'quiet' },
      'The sandbox Coval answers these values in a special way. Give one as target ID, or run the command in the channel whose key it is.',
    ),
    sentinels,
  );
  const draw = () => {
    const { faults, settings, guide } = desk.store.snapshot;
    rates.checked = settings.rateLimits;
    fill(
      presetBox,
      ...presets.map((preset) => {
        const box = el('input', { type: 'checkbox', checked: isOn(preset.fault) });
        box.addEventListener('change', () => {
          const others = desk.store.snapshot.faults.filter(
            (one) => one.kind !== preset.fault.kind || one.on !== preset.fault.on,
          );
          void set(box.checked ? [...others, preset.fault] : others);
        });
        return el(
          'label',
          { class: 'choice' },
          box,
          el('span', {}, preset.title, el('small', {}, preset.detail)),
        );
      }),
    );
    fill(
      active,
      ...faults.map((fault) =>
        activeLine(fault, () => void set(desk.store.snapshot.faults.filter((one) => one !== fault))),
      ),
    );
    if (faults.length === 0) fill(active, el('p', { class: 'quiet' }, 'None. Everything works.'));
    fill(sentinels, ...(guide?.sentinels ?? []).map((one) => sentinelLine(desk, one)));
    if (guide === null)
      fill(sentinels, el('p', { class: 'quiet' }, 'No sandbox Coval runs beside this workspace.'));
  };
  return {
    node,
    draw,
    news(news) {
      if (news.kind === 'all' || news.kind === 'faults' || news.kind === 'settings') draw();
    },
  };
}

function activeLine(fault: Fault, off: () => void): HTMLElement {
  const times = fault.times === undefined ? 'until switched off' : `${fault.times} more`;
  return el(
    'div',
    { class: 'active-fault' },
    el('code', {}, fault.kind),
    ` on ${fault.on === '*' ? 'everything' : fault.on}, ${times}`,
    el('button', { type: 'button', class: 'plain', on: { click: off } }, 'Switch off'),
  );
}

function sentinelLine(desk: Desk, one: { kind: string; value: string; effect: string }): HTMLElement {
  return el(
    'div',
    { class: 'sentinel' },
    el('div', {}, el('code', {}, one.value), el('small', {}, one.kind)),
    el('p', {}, one.effect),
    el(
      'button',
      {
        type: 'button',
        class: 'plain',
        'aria-label': `Copy ${one.value}`,
        on: { click: () => void copy(desk, one.value) },
      },
      'Copy',
    ),
  );
}
