/** The small list above the message box; arrow keys move, Tab or Enter takes, Escape closes. */
import type { Offered } from './completion.ts';
import { el, fill, freshId } from './dom.ts';
import { moved } from './popup.ts';

export type CompletionList = {
  show(offered: Offered | null): void;
  hide(): void;
  /** True when the list used the key, so that the field must not. */
  takesKey(event: KeyboardEvent): boolean;
};

export function createCompletionList(
  field: HTMLTextAreaElement,
  take: (from: number, to: number, insert: string) => void,
): CompletionList {
  const listId = freshId();
  const node = el('div', {
    class: 'completions',
    role: 'listbox',
    id: listId,
    hidden: true,
    'aria-label': 'Suggestions',
  });
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', listId);
  field.setAttribute('aria-expanded', 'false');
  field.setAttribute('aria-multiline', 'true');
  let now: Offered | null = null;
  let at = 0;

  const hide = () => {
    now = null;
    node.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };
  const accept = (index: number) => {
    const item = now?.items[index];
    if (now === null || item === undefined) return;
    take(now.from, now.to, item.insert);
    hide();
    field.focus();
  };
  const draw = () => {
    fill(
      node,
      ...(now?.items ?? []).map((item, index) => {
        const isHere = index === at;
        const option = el(
          'div',
          {
            role: 'option',
            id: freshId(),
            class: isHere ? 'offer here' : 'offer',
            'aria-selected': String(isHere),
          },
          el('span', {}, item.text),
          el('small', {}, item.detail),
        );
        // Before the field loses the focus, which would close the list.
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          accept(index);
        });
        if (isHere) field.setAttribute('aria-activedescendant', option.id);
        return option;
      }),
    );
  };
  return {
    show(offered) {
      if (offered === null) {
        hide();
        return;
      }
      if (!node.isConnected) field.before(node);
      now = offered;
      at = 0;
      node.hidden = false;
      field.setAttribute('aria-expanded', 'true');
      draw();
    },
    hide,
    takesKey(event) {
      if (now === null) return false;
      // Typed in full already: Enter sends.
      if (event.key === 'Enter' && now.items[at]?.insert.trim() === field.value.slice(now.from, now.to)) {
        hide();
        return false;
      }
      const next = moved(event.key, at, now.items.length);
      const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
      if (next !== undefined && isArrow) {
        at = next;
        draw();
      } else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)) accept(at);
      else if (event.key === 'Escape') hide();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
