/** The pane beside the channel: one message and its replies. */
import { createComposer } from './composer.ts';
import type { Desk } from './desk.ts';
import { byId, el, fill } from './dom.ts';
import { entriesOf } from './entries.ts';
import { flowInto } from './flow.ts';
import { icon } from './icons.ts';
import type { News } from './store.ts';
import { createTimeline } from './timeline.ts';

export function createThread(desk: Desk) {
  const node = byId('thread');
  const scope = () =>
    desk.place.now.thread === null
      ? null
      : { channel: desk.place.now.channel, thread: desk.place.now.thread };
  const timeline = createTimeline(desk, true, 'Messages in this thread');
  const composer = createComposer({
    desk,
    scope,
    afterSend: () => timeline.scrollToEnd(),
    toNewest: () => timeline.focusNewest(),
  });
  const flow = flowInto(desk, timeline, scope);
  const close = () => desk.place.go({ thread: null });
  const where = el('small', {});
  fill(
    node,
    el(
      'header',
      { class: 'pane-head' },
      el('h2', {}, 'Thread'),
      where,
      el(
        'button',
        { type: 'button', class: 'tool', 'aria-label': 'Close the thread', on: { click: close } },
        icon('close'),
      ),
    ),
    timeline.node,
    composer.node,
  );
  return {
    open() {
      const here = scope();
      node.hidden = here === null;
      byId('stage').classList.toggle('has-thread', here !== null);
      if (here === null) return;
      const channel = desk.store.channels.get(here.channel);
      where.textContent = channel === undefined || channel.isIm ? '' : `#${channel.name}`;
      timeline.reset(entriesOf(desk, here));
      composer.refresh();
    },
    focus: () => composer.field.focus(),
    news(news: News) {
      flow(news);
      if (news.kind === 'channel' || news.kind === 'all') composer.refresh();
    },
  };
}
