/** Reads Slack's mrkdwn into a small tree. Pure and total: any text gives a tree, and its words are all kept. */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'person' | 'channel' | 'group'; id: string; label: string }
  | { kind: 'broadcast'; name: string }
  | { kind: 'emoji'; name: string };

export type Part =
  | { kind: 'lines'; children: Inline[] }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'preformatted'; text: string };

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

export function readMrkdwn(source: string): Part[] {
  const parts: Part[] = [];
  const pieces = source.split('```');
  for (const [at, piece] of pieces.entries()) {
    const isClosed = at < pieces.length - 1;
    if (at % 2 === 1 && isClosed) parts.push({ kind: 'preformatted', text: readFence(piece) });
    else if (at % 2 === 1) parts.push(...readLines(`\`\`\`${piece}`));
    else parts.push(...readLines(at === 0 ? piece : piece.replace(/^\n/, '')));
  }
  return parts;
}

function readFence(text: string): string {
  return literal(text.replace(/^\n/, '').replace(/\n$/, ''));
}

function readLines(text: string): Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let isQuote = false;
  const flush = () => {
    const joined = lines.join('\n');
    if (joined.trim() !== '') parts.push({ kind: isQuote ? 'quote' : 'lines', children: readInline(joined) });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if ((quoted !== null) !== isQuote) {
      flush();
      isQuote = quoted !== null;
    }
    lines.push(quoted?.[1] ?? line);
  }
  flush();
  return parts;
}

export function readInline(text: string): Inline[] {
  const found: Inline[] = [];
  let rest = 0;
  const keep = (upTo: number) => {
    if (upTo > rest) found.push({ kind: 'text', text: plain(text.slice(rest, upTo)) });
  };
  for (let at = 0; at < text.length; ) {
    const token = readToken(text, at);
    if (token === undefined) {
      at += 1;
      continue;
    }
    keep(at);
    found.push(token.node);
    at = token.end;
    rest = at;
  }
  keep(text.length);
  return found;
}

type Token = { node: Inline; end: number };

function readToken(text: string, at: number): Token | undefined {
  const character = text[at];
  if (character === '<') return readAngle(text, at);
  if (character === '`') return readCode(text, at);
  if (character === ':') return readEmoji(text, at);
  if (character === '*' || character === '_' || character === '~') return readMarked(text, at, character);
  if (character === 'h') return readBareUrl(text, at);
  return undefined;
}

function readAngle(text: string, at: number): Token | undefined {
  const end = text.indexOf('>', at);
  if (end < 0 || end === at + 1) return undefined;
  const inside = text.slice(at + 1, end);
  if (inside.includes('<') || inside.includes('\n')) return undefined;
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : plain(inside.slice(bar + 1));
  return { node: readTarget(target, label), end: end + 1 };
}

function readTarget(target: string, label: string): Inline {
  const id = target.slice(1);
  if (target.startsWith('@')) return { kind: 'person', id, label };
  if (target.startsWith('#')) return { kind: 'channel', id, label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice('!subteam^'.length), label };
  // <!date^…^…|what to show where dates cannot be formatted>
  if (target.startsWith('!date^')) return { kind: 'text', text: label };
  if (target.startsWith('!')) return { kind: 'broadcast', name: id };
  const url = plain(target);
  return { kind: 'link', url, label: label || url };
}

function readCode(text: string, at: number): Token | undefined {
  const end = text.indexOf('`', at + 1);
  if (end <= at + 1) return undefined;
  const inside = text.slice(at + 1, end);
  return inside.includes('\n') ? undefined : { node: { kind: 'code', text: literal(inside) }, end: end + 1 };
}

function readEmoji(text: string, at: number): Token | undefined {
  const sticky = /:([a-z0-9_+'-]{1,60}):/y;
  sticky.lastIndex = at;
  const name = sticky.exec(text)?.[1];
  return name === undefined ? undefined : { node: { kind: 'emoji', name }, end: at + name.length + 2 };
}

function readMarked(text: string, at: number, mark: '*' | '_' | '~'): Token | undefined {
  if (isWord(text[at - 1]) || isSpace(text[at + 1]) || text[at + 1] === mark) return undefined;
  const lineEnd = text.indexOf('\n', at);
  const last = lineEnd < 0 ? text.length : lineEnd;
  for (let end = text.indexOf(mark, at + 1); end > 0 && end < last; end = text.indexOf(mark, end + 1)) {
    if (isSpace(text[end - 1]) || isWord(text[end + 1])) continue;
    return { node: { kind: marks[mark], children: readInline(text.slice(at + 1, end)) }, end: end + 1 };
  }
  return undefined;
}

function readBareUrl(text: string, at: number): Token | undefined {
  if (isWord(text[at - 1])) return undefined;
  const sticky = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]*_~`]/y;
  sticky.lastIndex = at;
  const found = sticky.exec(text)?.[0];
  if (found === undefined) return undefined;
  return { node: { kind: 'link', url: plain(found), label: plain(found) }, end: at + found.length };
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

/** Inside code an address that Slack wrapped on the way in is shown bare again. */
function literal(text: string): string {
  return plain(
    text.replace(
      /<((?:https?|mailto):[^<>|\s]*)(?:\|([^<>]*))?>/g,
      (_, url: string, label?: string) => label ?? url,
    ),
  );
}

/** Slack escapes exactly three characters. */
export function plain(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
