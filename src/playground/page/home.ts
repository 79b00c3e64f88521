/** The app's Home, as it published it for this person. */
import { type Desk, perform } from './desk.ts';
import { el, fill } from './dom.ts';
import { icon } from './icons.ts';
import { blocks } from './render/blocks.ts';

export function drawHome(desk: Desk, node: HTMLElement): void {
  const { app } = desk.store.snapshot;
  const view = desk.store.homes.get(desk.place.now.me);
  const body = el('div', { class: 'home-body' });
  if (view === undefined) {
    body.append(el('p', { class: 'quiet' }, `${app.name} has not published a Home for this person yet.`));
  } else {
    const values = structuredClone(view.values);
    const surface = { view: view.id };
    body.append(
      blocks(
        {
          desk,
          surface,
          values,
          changed: () => undefined,
          act: async (block, action, value) => {
            await perform(desk, {
              act: 'click',
              as: desk.place.now.me,
              on: surface,
              block,
              action,
              value,
              values,
            });
          },
        },
        view.blocks,
      ),
    );
  }
  const scrolled = node.querySelector('.scroller')?.scrollTop ?? 0;
  const scroller = el('div', { class: 'scroller home' }, body);
  fill(node, el('header', { class: 'pane-head' }, el('h2', {}, icon('home'), `${app.name} Home`)), scroller);
  scroller.scrollTop = scrolled;
}
