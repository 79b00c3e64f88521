/** Child views: what escapes, percent signs, entities and base64 hide. Each knows the way back to the original. */
import { type View, ViewBuilder } from './view.ts';

const simple: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: ' ', f: ' ', '0': ' ' };

/** One level of backslash escapes removed between two offsets. */
export function unescapeView(parent: View, from: number, to: number): View {
  const { text } = parent;
  const builder = new ViewBuilder(to - from);
  let index = from;
  while (index < to) {
    const code = text.charCodeAt(index);
    if (code !== 92 || index + 1 >= to) {
      builder.push(code, index);
      index += 1;
      continue;
    }
    const next = text[index + 1] ?? '';
    const hex = next === 'u' || next === 'x' ? hexEscape(text, index, to) : undefined;
    if (hex !== undefined) {
      builder.push(hex.code, index);
      index += hex.length;
    } else if (next === '\n') {
      index += 2;
    } else {
      builder.push((simple[next] ?? next).charCodeAt(0), index);
      index += 2;
    }
  }
  return builder.build(parent, to, { tight: false });
}

function hexEscape(text: string, at: number, to: number): { code: number; length: number } | undefined {
  const found = /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,4})\})/.exec(
    text.slice(at, Math.min(to, at + 9)),
  );
  const digits = found?.[1] ?? found?.[2] ?? found?.[3];
  if (found === null || digits === undefined) return undefined;
  return { code: Number.parseInt(digits, 16), length: found[0].length };
}

/** Longer runs of percent escapes are data, not text. */
const MAX_TOKEN = 100_000;

/** Tokens with percent escapes, decoded one level: `%7B%22api_key%22…`, `user:p%40ss@host`. */
export function percentViews(parent: View): View[] {
  const views: View[] = [];
  if (!parent.text.includes('%')) return views;
  const { text } = parent;
  let to = 0;
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', to)) {
    to = at + 1;
    if (!/^%[0-9A-Fa-f]{2}/.test(text.slice(at, at + 3))) continue;
    let from = at;
    while (from > 0 && at - from < 2000 && !breaks(text.charCodeAt(from - 1))) from -= 1;
    to = at + 3;
    while (to < text.length && !breaks(text.charCodeAt(to))) to += 1;
    if (to - from <= MAX_TOKEN) views.push(percentView(parent, from, to));
  }
  return views;
}

function breaks(code: number): boolean {
  return code <= 32 || code === 34 || code === 39 || code === 96 || code === 60 || code === 62 || code === 92;
}

function percentView(parent: View, from: number, to: number): View {
  const builder = new ViewBuilder(to - from);
  for (let index = from; index < to; index += 1) {
    const code = parent.text.charCodeAt(index);
    const value = code === 37 ? Number.parseInt(parent.text.slice(index + 1, index + 3), 16) : Number.NaN;
    if (code === 37 && /^[0-9A-Fa-f]{2}$/.test(parent.text.slice(index + 1, Math.min(to, index + 3)))) {
      builder.push(value, index);
      index += 2;
    } else builder.push(code === 43 ? 32 : code, index);
  }
  return builder.build(parent, to, { tight: false });
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  colon: ':',
  equals: '=',
};

/** Stretches of whole lines that a pattern occurs in, which begins with the mark; neighbouring lines are read together. */
function linesWith(text: string, mark: string, pattern: RegExp): [number, number][] {
  const ranges: [number, number][] = [];
  let next = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, next)) {
    next = at + 1;
    pattern.lastIndex = at;
    if (!pattern.test(text)) continue;
    const from = text.lastIndexOf('\n', at) + 1;
    const newline = text.indexOf('\n', at);
    const to = newline < 0 ? text.length : newline;
    const last = ranges.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = to;
    else ranges.push([from, to]);
    next = Math.max(to, next);
  }
  return ranges;
}

const entity = /&(?:quot|apos|amp|lt|gt|nbsp|colon|equals|#\d{1,4}|#x[0-9a-fA-F]{1,4});/y;
const doubled = /""\w/y;

/** Lines with HTML entities. */
export function entityViews(parent: View): View[] {
  return linesWith(parent.text, '&', entity).map(([from, to]) => entityView(parent, from, to));
}

function entityView(parent: View, from: number, to: number): View {
  const { text } = parent;
  const builder = new ViewBuilder(to - from);
  let index = from;
  while (index < to) {
    const code = text.charCodeAt(index);
    const found =
      code === 38
        ? /^&(?:([a-z]{2,6})|#(\d{1,4})|#x([0-9a-fA-F]{1,4}));/.exec(text.slice(index, index + 9))
        : null;
    const decoded = found === null ? undefined : entityCode(found);
    builder.push(decoded ?? code, index);
    index += decoded === undefined ? 1 : (found?.[0].length ?? 1);
  }
  return builder.build(parent, to, { tight: false });
}

function entityCode(found: RegExpExecArray): number | undefined {
  if (found[1] !== undefined) return entities[found[1]]?.charCodeAt(0);
  if (found[2] !== undefined) return Number.parseInt(found[2], 10);
  return found[3] === undefined ? undefined : Number.parseInt(found[3], 16);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: tab and line ends are part of readable text
const letters = /^[\x09\x0a\x0d\x20-\x7e]+$/;

/** What a digit of base64, or of its form for URLs, stands for. */
const sixBits = new Uint8Array(128);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((digit, value) => {
  sixBits[digit.charCodeAt(0)] = value;
});
sixBits[45] = 62; // -
sixBits[95] = 63; // _

/** Whether the first three bytes, and three more, are text; nearly all random tokens end here. */
function beginsReadable(text: string, from: number): boolean {
  return isReadableGroup(text, from) && isReadableGroup(text, from + 4);
}

function isReadableGroup(text: string, from: number): boolean {
  let bits = 0;
  for (let index = from; index < from + 4; index += 1)
    bits = (bits << 6) | (sixBits[text.charCodeAt(index)] ?? 0);
  return isReadable(bits >> 16) && isReadable((bits >> 8) & 255) && isReadable(bits & 255);
}

function isReadable(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
}

/** A base64 token that holds readable text, as a view sealed to the whole token. */
export function base64View(
  parent: View,
  from: number,
  to: number,
  range: readonly [number, number],
): View | undefined {
  if (!beginsReadable(parent.text, from)) return undefined;
  const token = parent.text.slice(from, to);
  const decoded = Buffer.from(token, 'base64').toString('latin1');
  if (decoded.length < 8 || !letters.test(decoded)) return undefined;
  return { text: decoded, map: undefined, base: 0, tight: true, sealed: parent.sealed ?? range };
}

/** Its first element is a word. */
const list = /\[(?=[ \t]{0,4}["']?[\w./:-]{1,80}["']?,)[^\][\n]{3,4000}\]/g;

/** `["mysqladmin", "-uroot", "-pSECRET"]`: a command as a list, read as the line it stands for. */
export function argumentViews(parent: View): View[] {
  const { text } = parent;
  if (!text.includes('[')) return [];
  const lists = [...text.matchAll(list)].filter(([found]) => /[ ,"']-{1,2}\w/.test(found));
  return lists.map((found) => {
    const from = found.index + 1;
    const to = found.index + found[0].length - 1;
    const builder = new ViewBuilder(to - from);
    for (let index = from; index < to; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 44) builder.push(32, index);
      else if (code !== 34 && code !== 39 && code !== 32) builder.push(code, index);
    }
    return builder.build(parent, to, { tight: true });
  });
}

/** `""` as CSV writes a quote inside quotes. */
export function undoubledViews(parent: View): View[] {
  return linesWith(parent.text, '""', doubled).map(([from, to]) => {
    const builder = new ViewBuilder(to - from);
    for (let index = from; index < to; index += 1) {
      builder.push(parent.text.charCodeAt(index), index);
      if (parent.text.charCodeAt(index) === 34 && parent.text.charCodeAt(index + 1) === 34) index += 1;
    }
    return builder.build(parent, to, { tight: false });
  });
}
