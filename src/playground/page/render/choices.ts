/** Radio buttons and checkboxes. */
import { confirmed } from '../confirm.ts';
import { el, freshId } from '../dom.ts';
import { type Element, inputValue, names, setValue } from './scene.ts';
import { list, str, textObject } from './text.ts';

export function choices(element: Element, kind: 'radio' | 'checkbox'): HTMLElement {
  const { scene, fields } = element;
  const group = freshId();
  const now = inputValue(element);
  const isOn = (value: string) => (Array.isArray(now) ? now.includes(value) : now === value);
  const box = el('div', {
    class: 'choices',
    role: kind === 'radio' ? 'radiogroup' : 'group',
    ...names(element),
  });
  const changed = async (input: HTMLInputElement) => {
    if (!(await confirmed(scene.desk, fields['confirm']))) {
      input.checked = !input.checked;
      return;
    }
    const on = [...box.querySelectorAll<HTMLInputElement>('input:checked')].map((one) => one.value);
    const value = kind === 'radio' ? (on[0] ?? null) : on;
    setValue(element, value);
    if (element.dispatches) await scene.act(element.block, element.action, value);
  };
  for (const option of list(fields['options'])) {
    const value = str(option['value']);
    const input = el('input', { type: kind, name: group, value, checked: isOn(value) });
    input.addEventListener('change', () => void changed(input));
    const description = option['description'];
    box.append(
      el(
        'label',
        { class: 'choice' },
        input,
        el(
          'span',
          {},
          textObject(scene.desk, option['text'], 'line'),
          description ? el('small', {}, textObject(scene.desk, description, 'line')) : null,
        ),
      ),
    );
  }
  return box;
}
