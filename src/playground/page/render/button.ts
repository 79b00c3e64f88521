/** Buttons and overflow menus. */
import { confirmed } from '../confirm.ts';
import { el, toggleAttribute } from '../dom.ts';
import { icon } from '../icons.ts';
import { menuOn } from '../menu.ts';
import { followPermalink } from '../permalink.ts';
import type { Element } from './scene.ts';
import { list, str, words } from './text.ts';

export function button(element: Element): HTMLElement {
  const { scene, fields } = element;
  const style = fields['style'] === 'primary' || fields['style'] === 'danger' ? ` ${fields['style']}` : '';
  const press = async () => {
    if (node.getAttribute('aria-disabled') === 'true') return;
    if (!(await confirmed(scene.desk, fields['confirm']))) return;
    const url = str(fields['url']);
    if (/^https?:/i.test(url) && !followPermalink(scene.desk, url)) open(url, '_blank', 'noopener');
    await busyWhile(node, scene.act(element.block, element.action, str(fields['value']) || null));
  };
  const node = el(
    'button',
    {
      type: 'button',
      class: `button${style}`,
      'data-action': element.action,
      'aria-label': str(fields['accessibility_label']) || null,
      on: { click: () => void press() },
    },
    words(fields['text']),
    fields['url'] ? el('span', { class: 'sr' }, ' (opens a page)') : null,
  );
  return node;
}

/** Not `disabled`: that would take the focus away from a person who works by keyboard. */
export async function busyWhile(node: HTMLElement, work: Promise<unknown>): Promise<void> {
  for (const name of ['aria-busy', 'aria-disabled']) toggleAttribute(node, name, true);
  await work;
  for (const name of ['aria-busy', 'aria-disabled']) toggleAttribute(node, name, false);
}

export function overflow(element: Element): HTMLElement {
  const { scene, fields } = element;
  const node = el(
    'button',
    {
      type: 'button',
      class: 'button icon-button',
      'data-action': element.action,
      'aria-label': 'More actions',
    },
    icon('more'),
  );
  const choose = async (value: string) => {
    if (await confirmed(scene.desk, fields['confirm'])) {
      await busyWhile(node, scene.act(element.block, element.action, value));
    }
  };
  menuOn(node, () =>
    list(fields['options']).map((option) => ({
      text: words(option['text']),
      detail: words(option['description']),
      ...(option['url'] ? { href: str(option['url']) } : {}),
      choose: () => void choose(str(option['value'])),
    })),
  );
  return el('span', { class: 'overflow' }, node);
}
