/** Draws text objects: mrkdwn trees and plain text, as nodes. */
import { type Desk, personName } from '../desk.ts';
import { el } from '../dom.ts';
import { followPermalink } from '../permalink.ts';
import { emojiText, withEmoji } from './emoji.ts';
import { type Inline, readInline, readMrkdwn } from './mrkdwn.ts';

const tags = { bold: 'strong', italic: 'em', strike: 's' } as const;

export function mrkdwn(desk: Desk, source: string): HTMLElement {
  const box = el('div', { class: 'mrkdwn' });
  for (const part of readMrkdwn(source)) {
    if (part.kind === 'preformatted') box.append(preformatted(part.text));
    else box.append(el(part.kind === 'quote' ? 'blockquote' : 'p', {}, ...inlines(desk, part.children)));
  }
  return box;
}

/** For places where blocks of text have no room: options, context, one-line titles. */
export function mrkdwnLine(desk: Desk, source: string): HTMLElement {
  return el('span', { class: 'mrkdwn-line' }, ...inlines(desk, readInline(source)));
}

export function preformatted(text: string): HTMLElement {
  // Reachable by Tab because it may scroll sideways.
  return el('pre', { tabindex: 0 }, el('code', {}, text));
}

function inlines(desk: Desk, nodes: Inline[]): Node[] {
  return nodes.map((node) => inline(desk, node));
}

function inline(desk: Desk, node: Inline): Node {
  switch (node.kind) {
    case 'text':
      return document.createTextNode(node.text);
    case 'bold':
    case 'italic':
    case 'strike':
      return el(tags[node.kind], {}, ...inlines(desk, node.children));
    case 'code':
      return el('code', {}, node.text);
    case 'link':
      return link(desk, node.url, node.label);
    case 'person':
      return mention(desk, node.id, node.label);
    case 'channel':
      return channelMention(desk, node.id, node.label);
    case 'group':
      return el('span', { class: 'mention' }, node.label || `@${node.id}`);
    case 'broadcast':
      return el('span', { class: 'mention' }, `@${node.name}`);
    case 'emoji':
      return document.createTextNode(emojiText(node.name));
  }
}

export function mention(desk: Desk, id: string, label = ''): HTMLElement {
  const known = desk.store.people.has(id);
  const isMe = id === desk.place.now.me;
  return el(
    'span',
    { class: isMe ? 'mention mention-me' : 'mention' },
    `@${known ? personName(desk, id) : label || id}`,
  );
}

export function channelMention(desk: Desk, id: string, label = ''): HTMLElement {
  const channel = desk.store.channels.get(id);
  if (channel === undefined) return el('span', { class: 'mention' }, `#${label || id}`);
  const go = () => desk.place.go({ channel: id });
  return el('button', { type: 'button', class: 'mention', on: { click: go } }, `#${channel.name}`);
}

/** Only addresses a browser may safely open become links; the rest stays text. */
export function link(desk: Desk, url: string, label: string): Node {
  if (!/^(https?:|mailto:)/i.test(url)) return document.createTextNode(label);
  const go = (event: MouseEvent) => {
    if (followPermalink(desk, url)) event.preventDefault();
  };
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', on: { click: go } }, label);
}

export type TextObject = { type?: unknown; text?: unknown; emoji?: unknown };

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function str(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A text object's words without any markup: labels, titles, buttons. */
export function words(value: unknown): string {
  if (!isFields(value)) return str(value);
  const text = str(value['text']);
  return value['type'] === 'plain_text' && value['emoji'] !== false ? withEmoji(text) : text;
}

export function textObject(desk: Desk, value: unknown, shape: 'block' | 'line' = 'block'): HTMLElement {
  if (isFields(value) && value['type'] === 'mrkdwn') {
    return shape === 'block' ? mrkdwn(desk, str(value['text'])) : mrkdwnLine(desk, str(value['text']));
  }
  return el(shape === 'block' ? 'div' : 'span', { class: 'plain-text' }, words(value));
}
