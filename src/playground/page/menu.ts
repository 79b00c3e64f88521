/** A menu behind a button: arrow keys move, Enter chooses, Escape returns to the button. */
import { add, el, fill } from './dom.ts';
import { moved, openPopup } from './popup.ts';

export type MenuItem =
  | { text: string; detail?: string; isDanger?: boolean; href?: string; choose: () => void }
  | { heading: string };

/** `items` is asked each time the menu opens, so that it is never out of date. */
export function menuOn(button: HTMLButtonElement, items: () => MenuItem[]): void {
  button.setAttribute('aria-haspopup', 'menu');
  button.setAttribute('aria-expanded', 'false');
  const open = () => {
    const popup = el('div', { class: 'menu', role: 'menu', popover: 'auto' });
    fill(popup, ...items().map((item) => drawItem(popup, item)));
    // Beside the button, so that it also works inside a dialog and is left by Tab in order.
    button.after(popup);
    popup.addEventListener('toggle', (event) => {
      if (event.newState === 'open') return;
      button.setAttribute('aria-expanded', 'false');
      popup.remove();
    });
    popup.addEventListener('keydown', (event) => {
      const all = [...popup.querySelectorAll<HTMLElement>('[role=menuitem]')];
      const focused = document.activeElement;
      const at = focused instanceof HTMLElement ? all.indexOf(focused) : -1;
      const next = moved(event.key, at, all.length);
      if (event.key === 'Tab') popup.hidePopover();
      if (event.key === 'Escape') event.stopPropagation();
      if (next === undefined) return;
      event.preventDefault();
      all[next]?.focus();
    });
    openPopup(popup, button);
    button.setAttribute('aria-expanded', 'true');
    popup.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  };
  button.addEventListener('click', open);
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    open();
  });
}

function drawItem(popup: HTMLElement, item: MenuItem): HTMLElement {
  if ('heading' in item) return el('div', { class: 'menu-heading', role: 'presentation' }, item.heading);
  const choose = () => {
    popup.hidePopover();
    item.choose();
  };
  const props = {
    role: 'menuitem',
    class: item.isDanger ? 'menu-item danger' : 'menu-item',
    tabindex: -1,
    on: { click: choose },
  };
  const node = item.href
    ? el('a', { ...props, href: item.href, target: '_blank', rel: 'noopener noreferrer' })
    : el('button', { ...props, type: 'button' });
  add(node, el('span', {}, item.text), item.detail ? el('small', {}, item.detail) : null);
  return node;
}
