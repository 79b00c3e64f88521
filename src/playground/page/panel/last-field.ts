/** Remembers the text field that was used last outside the panel, so that the guide can fill it. */
import type { Desk } from '../desk.ts';
import { byId } from '../dom.ts';
import { copy } from '../message-menu.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

export function createLastField(desk: Desk): (value: string) => void {
  let last: Field | null = null;
  const stage = byId('stage');
  stage.addEventListener('focusin', (event) => {
    if (isField(event.target)) last = event.target;
  });
  return (value) => {
    const modal = stage.querySelector<HTMLElement>('.modal');
    const usable = last?.isConnected && (modal === null || modal.contains(last)) ? last : null;
    const field = usable ?? firstField(modal ?? byId('main'));
    if (field === null) {
      void copy(desk, value);
      return;
    }
    field.focus();
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
}

function firstField(within: HTMLElement): Field | null {
  return within.querySelector<Field>('textarea, input.text-input');
}

function isField(node: EventTarget | null): node is Field {
  return (
    node instanceof HTMLTextAreaElement ||
    (node instanceof HTMLInputElement && node.classList.contains('text-input'))
  );
}
