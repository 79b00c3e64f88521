/** Slack's rich_text block. */
import type { Desk } from '../desk.ts';
import { el } from '../dom.ts';
import { emojiText } from './emoji.ts';
import { channelMention, isFields, link, list, mention, preformatted, str } from './text.ts';

type Fields = Record<string, unknown>;

export function richText(desk: Desk, block: Fields): HTMLElement {
  return el('div', { class: 'mrkdwn' }, ...list(block['elements']).map((part) => drawPart(desk, part)));
}

function drawPart(desk: Desk, part: Fields): HTMLElement {
  switch (part['type']) {
    case 'rich_text_preformatted':
      return preformatted(list(part['elements']).map(bareText).join(''));
    case 'rich_text_quote':
      return el('blockquote', {}, ...leaves(desk, part));
    case 'rich_text_list':
      return drawList(desk, part);
    default:
      return el('p', {}, ...leaves(desk, part));
  }
}

function drawList(desk: Desk, part: Fields): HTMLElement {
  const indent = typeof part['indent'] === 'number' ? Math.min(8, part['indent']) : 0;
  const start = typeof part['offset'] === 'number' ? part['offset'] + 1 : null;
  const items = list(part['elements']).map((item) => el('li', {}, ...leaves(desk, item)));
  const props = { class: `indent-${indent}` };
  return part['style'] === 'ordered' ? el('ol', { ...props, start }, ...items) : el('ul', props, ...items);
}

function leaves(desk: Desk, part: Fields): Node[] {
  return list(part['elements']).map((leaf) => styled(leaf, drawLeaf(desk, leaf)));
}

function drawLeaf(desk: Desk, leaf: Fields): Node {
  switch (leaf['type']) {
    case 'link':
      return link(desk, str(leaf['url']), str(leaf['text']) || str(leaf['url']));
    case 'user':
      return mention(desk, str(leaf['user_id']));
    case 'channel':
      return channelMention(desk, str(leaf['channel_id']));
    case 'usergroup':
      return el('span', { class: 'mention' }, `@${str(leaf['usergroup_id'])}`);
    case 'broadcast':
      return el('span', { class: 'mention' }, `@${str(leaf['range'])}`);
    case 'emoji':
      return document.createTextNode(emojiText(str(leaf['name'])));
    case 'date':
      return document.createTextNode(str(leaf['fallback']) || dateText(leaf['timestamp']));
    default:
      return document.createTextNode(str(leaf['text']) || str(leaf['value']));
  }
}

function dateText(seconds: unknown): string {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toUTCString() : '';
}

function styled(leaf: Fields, node: Node): Node {
  const style = isFields(leaf['style']) ? leaf['style'] : {};
  let result = node;
  if (style['code'] === true) result = el('code', {}, result);
  if (style['bold'] === true) result = el('strong', {}, result);
  if (style['italic'] === true) result = el('em', {}, result);
  if (style['strike'] === true) result = el('s', {}, result);
  return result;
}

function bareText(leaf: Fields): string {
  return str(leaf['text']) || str(leaf['url']);
}
