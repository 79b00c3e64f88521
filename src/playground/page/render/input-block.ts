/** An input with its label, hint and error. */
import type { Block } from '../../local-api.ts';
import { add, el, freshId } from '../dom.ts';
import { drawElement, isGroup } from './element.ts';
import type { Scene } from './scene.ts';
import { isFields, str, words } from './text.ts';

export function inputBlock(scene: Scene, block: Block, errors: Record<string, string>): HTMLElement {
  const fields = isFields(block['element']) ? block['element'] : {};
  const labelId = freshId();
  const hintId = freshId();
  const errorId = freshId();
  const control = drawElement({
    scene,
    block: block.block_id ?? '',
    action: str(fields['action_id']),
    fields,
    dispatches: block['dispatch_action'] === true,
    labelledBy: labelId,
    describedBy: `${hintId} ${errorId}`,
  });
  const focusable = control.matches('input, textarea, button')
    ? control
    : control.querySelector<HTMLElement>('input, textarea, button');
  const label = el(
    isGroup(str(fields['type'])) ? 'div' : 'label',
    { class: 'label', id: labelId },
    words(block['label']),
    block['optional'] === true ? el('span', { class: 'optional' }, ' (optional)') : null,
  );
  if (focusable !== null && label instanceof HTMLLabelElement) {
    focusable.id ||= freshId();
    label.htmlFor = focusable.id;
  }
  const node = el('div', { class: 'block-input' });
  add(
    node,
    label,
    control,
    el('div', { class: 'error', id: errorId }),
    block['hint'] ? el('div', { class: 'hint', id: hintId }, words(block['hint'])) : null,
  );
  showError(node, errors[block.block_id ?? ''] ?? null);
  return node;
}

/** Also used when only the errors of a form changed, so that nothing typed is redrawn. */
export function showError(inputNode: HTMLElement, text: string | null): void {
  const place = inputNode.querySelector<HTMLElement>(':scope > .error');
  if (place === null) return;
  place.textContent = text ?? '';
  for (const control of inputNode.querySelectorAll('[data-action]')) {
    if (text === null) control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
  }
}
