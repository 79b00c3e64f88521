/** A short script for newcomers; each step offers to do itself. */
import type { Desk } from '../desk.ts';
import { el, fill } from '../dom.ts';
import { copy } from '../message-menu.ts';
import { createLastField } from './last-field.ts';
import type { PanelPage } from './panel.ts';

export function createGuide(desk: Desk): PanelPage {
  const node = el('div', { class: 'guide' });
  const put = createLastField(desk);
  const draw = () => {
    const { guide } = desk.store.snapshot;
    if (guide === null) {
      fill(node, el('p', { class: 'quiet' }, 'This workspace was started without a guide.'));
      return;
    }
    fill(
      node,
      el('h3', {}, 'A first triage in two minutes'),
      el(
        'ol',
        { class: 'steps' },
        ...guide.steps.map((step) =>
          el(
            'li',
            {},
            el('h4', {}, step.title),
            el('p', {}, step.body),
            step.copy ? valueBox(desk, step.copy, put) : null,
          ),
        ),
      ),
    );
  };
  return {
    node,
    draw,
    news(news) {
      if (news.kind === 'all') draw();
    },
  };
}

export function valueBox(desk: Desk, value: string, put: (value: string) => void): HTMLElement {
  return el(
    'div',
    { class: 'value-box' },
    el('code', {}, value),
    el(
      'div',
      {},
      el(
        'button',
        { type: 'button', class: 'button small primary', on: { click: () => put(value) } },
        'Fill in',
      ),
      el(
        'button',
        { type: 'button', class: 'button small', on: { click: () => void copy(desk, value) } },
        'Copy',
      ),
    ),
  );
}
