/** Slack's markup for what people type: three characters escaped, names and links wrapped. Pure. */
import type { Channel, Person } from '../local-api.ts';

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

type Names = { people: Iterable<Person>; channels: Iterable<Channel> };

const TOKEN =
  /(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]}'"*_~`])|(?<![\w@])@([a-z0-9][a-z0-9._-]*)|(?<![\w#])#([a-z0-9_-]+)/gi;

/** "hi @ana see https://x.io" → "hi <@U1> see <https://x.io>"; unknown names stay as typed. */
export function markUp(typed: string, names: Names): string {
  const people = new Map([...names.people].map((person) => [person.handle.toLowerCase(), person.id]));
  const channels = new Map([...names.channels].map((channel) => [channel.name, channel.id]));
  let marked = '';
  let end = 0;
  for (const match of typed.matchAll(TOKEN)) {
    marked += escapeText(typed.slice(end, match.index));
    marked += markOne(match, people, channels);
    end = match.index + match[0].length;
  }
  return marked + escapeText(typed.slice(end));
}

function markOne(
  match: RegExpMatchArray,
  people: Map<string, string>,
  channels: Map<string, string>,
): string {
  const [whole, url, handle, channel] = match;
  if (url !== undefined) return `<${escapeText(url)}>`;
  if (handle !== undefined) {
    // "@ana." at the end of a sentence still names ana.
    const trimmed = handle.replace(/[._-]+$/, '');
    const person = people.get(handle.toLowerCase()) ?? people.get(trimmed.toLowerCase());
    if (person === undefined) return escapeText(whole);
    const rest = people.has(handle.toLowerCase()) ? '' : handle.slice(trimmed.length);
    return `<@${person}>${rest}`;
  }
  const id = channels.get(channel?.toLowerCase() ?? '');
  return id === undefined ? escapeText(whole) : `<#${id}|${channel}>`;
}

const MARK = /<([^<>]*)>/g;

/** The rich_text block that Slack's editor adds to what a person typed. */
export function toRichText(text: string, blockId: string): Record<string, unknown> {
  const elements: Record<string, unknown>[] = [];
  const addText = (piece: string) => {
    if (piece !== '') elements.push({ type: 'text', text: unescapeText(piece) });
  };
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    addText(text.slice(end, match.index));
    elements.push(inlineElement(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  addText(text.slice(end));
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

function inlineElement(mark: string): Record<string, unknown> {
  const [target = '', label] = mark.split('|');
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  const link = { type: 'link', url: unescapeText(target) };
  return label === undefined ? link : { ...link, text: unescapeText(label) };
}

export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
