/** Starts the workspace page: fetches the state, builds the panes, follows the changes. */
import { follow, local } from './api.ts';
import { createConversation } from './conversation.ts';
import { actors, canSee, type Desk, perform, personName } from './desk.ts';
import { byId } from './dom.ts';
import { createModals } from './modal.ts';
import { createPanel } from './panel/panel.ts';
import { createPlace, type Place, readAddress } from './place.ts';
import { readMrkdwn } from './render/mrkdwn.ts';
import { createSidebar } from './sidebar.ts';
import { createStore, type News, type Store } from './store.ts';
import { openSwitcher } from './switcher.ts';
import { createThread } from './thread.ts';
import { createTopbar } from './topbar.ts';
import { createVoice } from './voice.ts';

const store = createStore(await local.state());
const desk: Desk = { store, place: createPlace(firstPlace(store)), local, voice: createVoice() };
const stage = byId('stage');
const toggleDrawer = () => stage.classList.toggle('drawer-open');
const closeDrawer = () => stage.classList.remove('drawer-open');
const topbar = createTopbar(desk, { openSwitcher: () => openSwitcher(desk), toggleDrawer });
const sidebar = createSidebar(desk, closeDrawer);
const conversation = createConversation(desk);
const thread = createThread(desk);
const modals = createModals(desk);
const panel = createPanel(desk);

store.listen((news) => {
  conversation.news(news);
  thread.news(news);
  panel.news(news);
  if (news.kind === 'all' || news.kind === 'modals') modals.draw();
  if (news.kind === 'all' || news.kind === 'connection') topbar.draw();
  if (news.kind === 'message') hear(news);
  if (news.kind === 'notice' && news.notice.to === desk.place.now.me && news.notice.channel === undefined) {
    desk.voice.warn(news.notice.text);
  }
  if (news.kind === 'all' || news.kind === 'message' || news.kind === 'channel' || news.kind === 'person')
    drawSidebar();
});

desk.place.listen((now, before) => {
  const isElsewhere = now.channel !== before.channel || now.me !== before.me;
  if (isElsewhere) conversation.open();
  if (isElsewhere || now.thread !== before.thread) thread.open();
  if (isElsewhere) modals.draw();
  if (isElsewhere && now.channel === 'home') openHome();
  if (isElsewhere) drawSidebar();
  if (now.panel !== before.panel) panel.open();
  topbar.draw();
  if (now.thread !== null && now.thread !== before.thread) thread.focus();
  else if (isElsewhere && now.channel !== 'home') conversation.focus();
});

addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    openSwitcher(desk);
  }
  // Menus and native dialogs take their own Escape before it gets here.
  if (
    event.key !== 'Escape' ||
    event.defaultPrevented ||
    document.querySelector('dialog[open], :popover-open')
  )
    return;
  if (modals.isOpen()) modals.close();
  else if (stage.classList.contains('drawer-open')) closeDrawer();
  else if (desk.place.now.thread !== null) desk.place.go({ thread: null });
});

let stop = followFrom(store.snapshot.revision);
conversation.open();
thread.open();
modals.draw();
panel.open();
drawSidebar();
if (desk.place.now.channel === 'home') openHome();

function followFrom(revision: number): () => void {
  let wasAway = false;
  return follow(revision, {
    connected(isConnected) {
      topbar.online(isConnected);
      // It may be another workspace by now, with revisions that mean something else.
      if (isConnected && wasAway) void startOver();
      wasAway = !isConnected;
    },
    change: (change) => {
      if (!store.apply(change)) void startOver();
    },
  });
}

/** Something was missed, or the server was started anew. */
async function startOver(): Promise<void> {
  const fresh = await local.state();
  stop();
  store.load(fresh);
  stop = followFrom(store.snapshot.revision);
}

function drawSidebar(): void {
  sidebar.sawAll(desk.place.now.channel);
  sidebar.draw();
}

function openHome(): void {
  void perform(desk, { act: 'open-home', as: desk.place.now.me, tab: 'home' });
}

function hear(news: News & { kind: 'message' }): void {
  const { message } = news;
  const isHere = message.channel === desk.place.now.channel;
  if (!isHere || message.user === desk.place.now.me || message.editedTs !== undefined) return;
  const words = readMrkdwn(message.text)
    .map((part) => ('text' in part ? part.text : flat(part.children)))
    .join(' ');
  desk.voice.tell(`${personName(desk, message.user)}: ${words.slice(0, 300)}`);
}

function flat(nodes: { kind: string }[]): string {
  return nodes
    .map((node) => {
      if ('children' in node && Array.isArray(node.children)) return flat(node.children);
      if ('text' in node) return String(node.text);
      return 'label' in node ? String(node.label) : '';
    })
    .join('');
}

function firstPlace(from: Store): Place {
  const asked = readAddress(location.hash);
  const wide = innerWidth >= 1_200;
  const bare = { store: from } as Desk; // Only the state is looked at below.
  const everyone = actors(bare);
  const who = everyone.find((one) => one.id === asked.me || one.handle === asked.me) ?? everyone[0];
  const open = [...from.channels.values()].find(
    (one) => one.id === asked.channel || one.name === asked.channel,
  );
  const own = [...from.channels.values()].find((one) => who !== undefined && one.members.includes(who.id));
  const channel =
    asked.channel === 'home' ? 'home' : open && who && canSee(bare, who, open) ? open.id : (own?.id ?? '');
  return {
    me: who?.id ?? '',
    channel,
    thread: asked.thread ?? null,
    panel: asked.panel === undefined ? (wide && from.snapshot.guide !== null ? 'guide' : null) : asked.panel,
  };
}
