/** The open list of a select: a filter field and options that arrow keys walk through. */
import { el, fill, freshId } from '../dom.ts';
import { icon } from '../icons.ts';
import { moved } from '../popup.ts';
import type { Offer } from './offers.ts';

export type OfferListOptions = {
  all: Offer[];
  hasFilter: boolean;
  isMany: boolean;
  isChosen(value: string): boolean;
  search(typed: string): Promise<Offer[]>;
  choose(value: string): Promise<void>;
};

export function offerList(options: OfferListOptions): { node: HTMLElement; focus(): void } {
  const listId = freshId();
  const box = el('div', {
    id: listId,
    role: 'listbox',
    class: 'offers',
    tabindex: options.hasFilter ? -1 : 0,
    'aria-label': 'Options',
    'aria-multiselectable': options.isMany ? 'true' : null,
  });
  const filter = el('input', {
    type: 'text',
    class: 'text-input',
    role: 'combobox',
    placeholder: 'Filter',
    autocomplete: 'off',
    'aria-label': 'Filter the options',
    'aria-controls': listId,
    'aria-expanded': 'true',
  });
  const field = options.hasFilter ? filter : box;
  let shown: Offer[] = options.all;
  let at = Math.max(
    0,
    shown.findIndex((one) => options.isChosen(one.value)),
  );

  const draw = () => {
    let group = '';
    const nodes: Node[] = [];
    shown.forEach((one, index) => {
      if (one.group !== group) {
        group = one.group;
        nodes.push(el('div', { class: 'menu-heading', role: 'presentation' }, group));
      }
      nodes.push(drawOffer(one, index));
    });
    if (shown.length === 0) nodes.push(el('div', { class: 'empty-list' }, 'Nothing matches.'));
    fill(box, ...nodes);
    mark();
  };
  const drawOffer = (one: Offer, index: number) => {
    const isOn = options.isChosen(one.value);
    const node = el(
      'div',
      {
        role: 'option',
        id: freshId(),
        class: 'offer',
        'aria-selected': isOn ? 'true' : 'false',
        'data-at': index,
      },
      el('span', {}, one.text, one.detail ? el('small', {}, one.detail) : null),
      isOn ? icon('check') : null,
    );
    node.addEventListener('click', () => pick(index));
    return node;
  };
  const mark = () => {
    for (const node of box.querySelectorAll('.offer')) {
      const isHere = node.getAttribute('data-at') === String(at);
      node.classList.toggle('here', isHere);
      if (!isHere) continue;
      field.setAttribute('aria-activedescendant', node.id);
      node.scrollIntoView({ block: 'nearest' });
    }
  };
  const pick = (index: number) => {
    const one = shown[index];
    if (one === undefined) return;
    at = index;
    void options.choose(one.value).then(draw);
  };
  let asked = 0;
  filter.addEventListener('input', () => {
    asked += 1;
    const turn = asked;
    void options.search(filter.value).then((found) => {
      if (turn !== asked) return;
      shown = found;
      at = 0;
      draw();
    });
  });
  field.addEventListener('keydown', (event) => {
    const next = moved(event.key, at, shown.length);
    if (next !== undefined && !(options.hasFilter && (event.key === 'Home' || event.key === 'End'))) {
      event.preventDefault();
      at = next;
      mark();
    }
    if (event.key === 'Enter' || (event.key === ' ' && !options.hasFilter)) {
      event.preventDefault();
      pick(at);
    }
  });
  draw();
  return {
    node: el('div', { class: 'offer-list' }, options.hasFilter ? filter : null, box),
    focus: () => {
      field.focus();
      mark();
    },
  };
}
