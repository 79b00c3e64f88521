/** Every select: a button that shows the choice, and a list with a filter. One or many. */
import { confirmed } from '../confirm.ts';
import { el, fill, freshId } from '../dom.ts';
import { icon } from '../icons.ts';
import { isOpen, openPopup } from '../popup.ts';
import { offerList } from './offer-list.ts';
import { isRemote, type Offer, offers } from './offers.ts';
import { type Element, inputValue, names, setValue } from './scene.ts';
import { isFields, list, str, words } from './text.ts';

/** A short list is faster to read than to filter. */
const filterFrom = 7;

export function picker(element: Element): HTMLElement {
  const { scene, fields } = element;
  const isMany = str(fields['type']).startsWith('multi_');
  const known = new Map(initialOffers(fields).map((one) => [one.value, one.text]));
  const shown = el('span', { class: 'picker-value', id: freshId() });
  const button = el(
    'button',
    {
      type: 'button',
      class: 'picker',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      ...names(element),
    },
    shown,
    icon('chevron'),
  );
  if (element.labelledBy !== null)
    button.setAttribute('aria-labelledby', `${element.labelledBy} ${shown.id}`);
  const chosen = (): string[] => {
    const now = inputValue(element);
    return Array.isArray(now) ? now : now === null ? [] : [now];
  };
  const draw = () => {
    const texts = chosen().map((value) => known.get(value) ?? value);
    shown.classList.toggle('empty', texts.length === 0);
    fill(
      shown,
      ...(texts.length === 0
        ? [words(fields['placeholder']) || (isMany ? 'Choose options' : 'Choose an option')]
        : isMany
          ? texts.map((text) => el('span', { class: 'chip' }, text))
          : texts),
    );
  };
  const popup = el('div', { class: 'pick-list', popover: 'auto' });
  const choose = async (value: string) => {
    const now = chosen();
    const next = isMany
      ? now.includes(value)
        ? now.filter((one) => one !== value)
        : [...now, value]
      : value;
    if (!isMany) {
      popup.hidePopover();
      button.focus();
    }
    if (!(await confirmed(scene.desk, fields['confirm']))) return;
    setValue(element, next);
    draw();
    if (!isMany && element.dispatches) await scene.act(element.block, element.action, next);
  };
  let atOpening = '';
  const open = async () => {
    if (isOpen(popup)) return;
    atOpening = chosen().join();
    const all = await offers(element, '');
    for (const one of all) known.set(one.value, one.text);
    const search = async (typed: string): Promise<Offer[]> => {
      if (!isRemote(element)) return all.filter((one) => matches(one, typed));
      const found = await offers(element, typed);
      for (const one of found) known.set(one.value, one.text);
      return found;
    };
    const hasFilter = isRemote(element) || all.length >= filterFrom;
    const content = offerList({
      all,
      hasFilter,
      isMany,
      isChosen: (value) => chosen().includes(value),
      search,
      choose,
    });
    fill(popup, content.node);
    openPopup(popup, button, { wide: true });
    button.setAttribute('aria-expanded', 'true');
    content.focus();
  };
  popup.addEventListener('toggle', (event) => {
    if (event.newState === 'open') return;
    button.setAttribute('aria-expanded', 'false');
    // Slack tells the app of a multi-select once, when the list closes.
    if (isMany && element.dispatches && chosen().join() !== atOpening) {
      void scene.act(element.block, element.action, chosen());
    }
  });
  popup.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') event.stopPropagation();
    if (event.key === 'Tab') popup.hidePopover();
  });
  button.addEventListener('click', () => void open());
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    void open();
  });
  void (isRemote(element) ? Promise.resolve([]) : offers(element, '')).then((all) => {
    for (const one of all) known.set(one.value, one.text);
    draw();
  });
  draw();
  return el('span', { class: 'picker-box' }, button, popup);
}

function matches(offer: Offer, typed: string): boolean {
  return `${offer.text} ${offer.detail}`.toLowerCase().includes(typed.trim().toLowerCase());
}

function initialOffers(fields: Record<string, unknown>): Offer[] {
  const one = fields['initial_option'];
  return [...(isFields(one) ? [one] : []), ...list(fields['initial_options'])].map((option) => ({
    value: str(option['value']),
    text: words(option['text']),
    detail: '',
    group: '',
  }));
}
