/** The switch that decides whom one acts as. */
import { actAs, actors, type Desk, isHome, me } from './desk.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { menuOn } from './menu.ts';
import { avatar } from './render/avatar.ts';

export function personPicker(desk: Desk): HTMLElement {
  const person = me(desk);
  const button = el(
    'button',
    {
      type: 'button',
      class: 'person-picker',
      'aria-label': `Acting as ${person?.name ?? 'nobody'}. Change person`,
    },
    avatar(desk, desk.place.now.me),
    el(
      'span',
      { class: 'person-words' },
      el('small', {}, 'Acting as'),
      el('strong', {}, person?.name ?? ''),
      el('small', {}, person?.role ?? ''),
    ),
    icon('chevron'),
  );
  menuOn(button, () => [
    { heading: 'Act as' },
    ...actors(desk).map((one) => ({
      text: one.id === desk.place.now.me ? `${one.name} (now)` : one.name,
      detail: `${one.role}${isHome(desk, one) ? '' : ', external'}`,
      choose: () => actAs(desk, one.id),
    })),
  ]);
  return el('div', { class: 'menu-box person-box' }, button);
}
