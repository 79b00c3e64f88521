/** One row of a conversation: a message, or a word to one person only. */
import type { Block, Ephemeral, Id, InputValues, Message, Notice, Surface, Ts } from '../../local-api.ts';
import { type Desk, isHome, perform, personName } from '../desk.ts';
import { el } from '../dom.ts';
import { icon } from '../icons.ts';
import { messageTools } from '../message-menu.ts';
import { clockTime, dateOf, dayTitle, fullTime, sameDay } from '../time.ts';
import { attachments, fileCards } from './attachments.ts';
import { avatar } from './avatar.ts';
import { blocks } from './blocks.ts';
import { emojiText } from './emoji.ts';
import type { Scene } from './scene.ts';
import { mrkdwn } from './text.ts';

export type Entry =
  | { kind: 'message'; key: string; ts: Ts; user: Id; message: Message }
  | { kind: 'ephemeral'; key: string; ts: Ts; user: Id; ephemeral: Ephemeral }
  | { kind: 'notice'; key: string; ts: Ts; user: Id; notice: Notice };

export type RowOptions = { isThread: boolean; values: Map<string, InputValues> };

const compactWithinMs = 5 * 60_000;

/** Follows closely on the same author's last message, so name and picture need not be repeated. */
export function isCompact(entry: Entry, before: Entry | undefined): boolean {
  if (before === undefined || entry.kind !== 'message' || before.kind !== 'message') return false;
  if (entry.message.subtype !== undefined || before.message.subtype !== undefined) return false;
  const gap = dateOf(entry.ts).getTime() - dateOf(before.ts).getTime();
  return entry.user === before.user && gap < compactWithinMs && sameDay(entry.ts, before.ts);
}

export function dayLine(entry: Entry, before: Entry | undefined): HTMLElement | null {
  if (before !== undefined && sameDay(entry.ts, before.ts)) return null;
  return el('div', { class: 'day', role: 'separator' }, el('span', {}, dayTitle(entry.ts, Date.now())));
}

export function drawRow(desk: Desk, entry: Entry, options: RowOptions): HTMLElement {
  const isNote = entry.kind === 'message' && /^channel_/.test(entry.message.subtype ?? '');
  const row = el('article', {
    class: `row row-${entry.kind}${isNote ? ' row-note' : ''}`,
    'data-key': entry.key,
    'data-ts': entry.ts,
    tabindex: -1,
    'aria-label': `${personName(desk, entry.user)}, ${clockTime(entry.ts)}`,
  });
  const body = el('div', { class: 'row-body' }, heading(desk, entry), content(desk, entry, options));
  row.append(el('div', { class: 'row-side' }, avatar(desk, entry.user), shortTime(entry.ts)), body);
  if (entry.kind === 'message') {
    body.append(...under(desk, entry.message, options));
    if (!isNote) row.append(messageTools(desk, entry.message, row, options.isThread));
  } else {
    row.append(dismissTool(desk, entry));
  }
  return row;
}

function shortTime(ts: Ts): HTMLElement {
  return el('time', { class: 'short-time', title: fullTime(ts) }, clockTime(ts));
}

function heading(desk: Desk, entry: Entry): HTMLElement {
  const person = desk.store.people.get(entry.user);
  const team = desk.store.snapshot.teams.find((one) => one.id === person?.team);
  const isExternal = person !== undefined && !person.isBot && !isHome(desk, person);
  return el(
    'header',
    { class: 'row-head' },
    el('span', { class: 'name' }, personName(desk, entry.user)),
    person?.isBot ? el('span', { class: 'mark' }, 'app') : null,
    isExternal
      ? el('span', { class: 'mark mark-external' }, `external, ${team?.name ?? 'another team'}`)
      : null,
    el('time', { title: fullTime(entry.ts) }, clockTime(entry.ts)),
    entry.kind === 'message' ? null : el('span', { class: 'only-you' }, 'Only visible to you'),
  );
}

function content(desk: Desk, entry: Entry, options: RowOptions): HTMLElement {
  if (entry.kind === 'notice') {
    return el(
      'div',
      { class: 'notice-text' },
      mrkdwn(desk, entry.notice.text),
      el('small', {}, 'Error code: ', el('code', {}, entry.notice.error)),
    );
  }
  const what = entry.kind === 'message' ? entry.message : entry.ephemeral;
  if (entry.kind === 'message' && entry.message.subtype === 'tombstone') {
    return el('p', { class: 'deleted' }, 'This message was deleted.');
  }
  const surface: Surface =
    entry.kind === 'message'
      ? { message: { channel: what.channel, ts: entry.ts } }
      : { ephemeral: entry.ephemeral.id };
  return what.blocks.length > 0
    ? blocks(sceneFor(desk, entry.key, surface, what.blocks, options), what.blocks)
    : mrkdwn(desk, what.text);
}

function sceneFor(desk: Desk, key: string, surface: Surface, all: Block[], options: RowOptions): Scene {
  const values = options.values.get(key) ?? {};
  options.values.set(key, values);
  const hasInputs = all.some((block) => block.type === 'input');
  return {
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
        values: hasInputs || Object.keys(values).length > 0 ? values : undefined,
      });
    },
  };
}

function under(desk: Desk, message: Message, options: RowOptions): Node[] {
  const nodes: Node[] = [];
  if (message.attachments.length > 0) nodes.push(attachments(desk, message.attachments));
  if (message.editedTs !== undefined) nodes.push(el('span', { class: 'edited' }, '(edited)'));
  if (message.files.length > 0) nodes.push(fileCards(message.files));
  if (message.reactions.length > 0) {
    nodes.push(
      el(
        'div',
        { class: 'reactions' },
        ...message.reactions.map((one) =>
          el(
            'span',
            { class: 'reaction', title: one.people.map((id) => personName(desk, id)).join(', ') },
            `${emojiText(one.name)} ${one.people.length}`,
          ),
        ),
      ),
    );
  }
  if (!options.isThread && message.replyCount > 0) nodes.push(repliesButton(desk, message));
  return nodes;
}

function repliesButton(desk: Desk, message: Message): HTMLElement {
  const text = message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`;
  const open = () => desk.place.go({ thread: message.ts });
  return el('button', { type: 'button', class: 'replies', on: { click: open } }, icon('reply'), text);
}

function dismissTool(desk: Desk, entry: Entry): HTMLElement {
  const id = entry.kind === 'notice' ? entry.notice.id : entry.kind === 'ephemeral' ? entry.ephemeral.id : '';
  const dismiss = () => void perform(desk, { act: 'dismiss', as: desk.place.now.me, id });
  return el(
    'div',
    { class: 'tools' },
    el('button', { type: 'button', class: 'tool', on: { click: dismiss } }, icon('close'), 'Dismiss'),
  );
}
