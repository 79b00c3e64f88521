/** A person's initials on a colour of their own. */
import { type Desk, personName } from '../desk.ts';
import { el } from '../dom.ts';

export function avatar(desk: Desk, id: string): HTMLElement {
  const person = desk.store.people.get(id);
  const letters = personName(desk, id)
    .split(/[\s-]+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
  const node = el(
    'span',
    { class: person?.isBot ? 'avatar avatar-bot' : 'avatar', 'aria-hidden': 'true' },
    letters,
  );
  node.style.setProperty('--hue', String(hue(id)));
  return node;
}

/** Neighbouring ids differ in one digit only; the golden angle still sets their colours apart. */
function hue(id: string): number {
  let sum = 0;
  for (const character of id) sum += character.charCodeAt(0);
  return Math.round((sum * 137.5) % 360);
}
