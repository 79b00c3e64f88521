/** The middle: one channel with its header, messages and message box, or the app's Home. */

import { channelMenu } from './channel-menu.ts';
import { createComposer } from './composer.ts';
import { channelName, type Desk } from './desk.ts';
import { byId, el, fill } from './dom.ts';
import { entriesOf } from './entries.ts';
import { flowInto } from './flow.ts';
import { drawHome } from './home.ts';
import { icon } from './icons.ts';
import { menuOn } from './menu.ts';
import type { News } from './store.ts';
import { createTimeline } from './timeline.ts';

/** What a person sees in a channel where nothing was said yet. */
function channelStart(desk: Desk): HTMLElement | null {
  const channel = desk.store.channels.get(desk.place.now.channel);
  if (channel === undefined) return null;
  const { app } = desk.store.snapshot;
  const hasBot = channel.members.includes(app.botUser);
  const command = app.commands[0]?.command;
  const hint = hasBot
    ? `${app.name} is here. ${command === undefined ? '' : `Run ${command}, or `}post a message and open its menu.`
    : `${app.name} is not in this conversation.`;
  const name = channel.isIm ? channelName(desk, channel) : `#${channel.name}`;
  return el(
    'div',
    {},
    el('h3', {}, `The start of ${name}`),
    el('p', { class: 'quiet' }, channel.topic),
    el('p', { class: 'quiet' }, hint),
  );
}

export function createConversation(desk: Desk) {
  const node = byId('main');
  const scope = () =>
    desk.place.now.channel === 'home' ? null : { channel: desk.place.now.channel, thread: null };
  const timeline = createTimeline(desk, false, 'Messages in this channel', () => channelStart(desk));
  const composer = createComposer({
    desk,
    scope,
    afterSend: () => timeline.scrollToEnd(),
    toNewest: () => timeline.focusNewest(),
  });
  const header = el('header', { class: 'pane-head' });
  const flow = flowInto(desk, timeline, scope);

  const drawHeader = () => {
    const channel = desk.store.channels.get(desk.place.now.channel);
    if (channel === undefined) {
      fill(header, el('h2', {}, 'No channel'));
      return;
    }
    const others = channel.teams
      .map((id) => desk.store.snapshot.teams.find((team) => team.id === id))
      .filter((team) => team !== undefined && !team.isHome)
      .map((team) => team?.name ?? '');
    const details = el(
      'button',
      { type: 'button', class: 'tool' },
      `${channel.members.length} people`,
      icon('chevron'),
    );
    menuOn(details, () => channelMenu(desk, channel.id));
    fill(
      header,
      el(
        'h2',
        {},
        icon(channel.isIm ? 'person' : channel.isPrivate ? 'lock' : 'hash'),
        channelName(desk, channel),
      ),
      channel.isPrivate && !channel.isIm ? el('span', { class: 'mark' }, 'private') : null,
      channel.isExtShared
        ? el('span', { class: 'mark mark-external' }, `shared with ${others.join(', ')}`)
        : null,
      el('span', { class: 'topic' }, channel.topic),
      el('span', { class: 'menu-box' }, details),
    );
  };
  const open = () => {
    if (desk.place.now.channel === 'home') {
      node.setAttribute('aria-label', 'App Home');
      drawHome(desk, node);
      return;
    }
    drawHeader();
    fill(node, header, timeline.node, composer.node);
    node.setAttribute('aria-label', 'Conversation');
    timeline.reset(entriesOf(desk, { channel: desk.place.now.channel, thread: null }));
    composer.refresh();
  };
  return {
    open,
    focus: () => composer.field.focus(),
    news(news: News) {
      if (desk.place.now.channel === 'home') {
        if (news.kind === 'all' || (news.kind === 'home' && news.person === desk.place.now.me))
          drawHome(desk, node);
        return;
      }
      flow(news);
      if (news.kind === 'channel' || news.kind === 'all') {
        drawHeader();
        composer.refresh();
      }
    },
  };
}
