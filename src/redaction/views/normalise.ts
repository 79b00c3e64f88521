import { ignorable, lookalikes } from '../rules/characters.ts';
import { type View, ViewBuilder, viewFrom } from './view.ts';

/** Stands for every character of a placeholder already in the text, so that no rule looks inside one. */
export const MASKED = '\uE000';

const placeholder = /\[[a-z][a-z0-9-]{1,30} [1-9][0-9]{0,6}\]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of terminals start with a control character
const needsWork = /[^\x09\x0a\x0d\x20-\x7e\ue000]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, in stretches, placeholders left out
const specials = /[^\x09\x0a\x0d\x20-\x7e\ue000]+/g;

const escaped = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;
const disappears = new RegExp(
  `[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ud835\\udb40${[...ignorable].map(escaped).join('')}]`,
);

/**
 * The view that rules read: one writing for every quote, blank, dash and look-alike letter; nothing invisible.
 * `base` is where the text begins in the original.
 */
export function normalise(text: string, base = 0): View {
  const plain = withoutFrame(
    text.includes('[') ? text.replace(placeholder, (found) => MASKED.repeat(found.length)) : text,
  );
  if (!needsWork.test(plain)) return viewFrom(plain, base);
  // Nothing disappears: every character keeps its place, and no map is needed.
  if (!disappears.test(plain)) {
    return viewFrom(
      plain.replace(/[\u0080-\udfff\ue001-\uffff]/g, (char) =>
        String.fromCharCode(lookalikes.get(char.charCodeAt(0)) ?? char.charCodeAt(0)),
      ),
      base,
    );
  }
  const source = viewFrom(plain, base);
  const builder = new ViewBuilder(plain.length);
  let done = 0;
  for (const special of plain.matchAll(specials)) {
    // A terminal code may have taken the beginning of this stretch.
    let index = Math.max(special.index, done);
    builder.copy(plain, done, index);
    done = Math.max(done, special.index + special[0].length);
    for (; index < done; index += 1) {
      const code = plain.charCodeAt(index);
      if (code === 0x1b) {
        index = endOfTerminalCode(plain, index) - 1;
        done = Math.max(done, index + 1);
        continue;
      }
      if (code < 0x20) continue;
      if (code === 0xdb40 || ignorable.has(code)) {
        if (code === 0xdb40) index += 1;
        continue;
      }
      const high = code === 0xd835 ? mathematical(plain, index) : undefined;
      if (high !== undefined) {
        builder.push(high, index);
        index += 1;
        continue;
      }
      builder.push(lookalikes.get(code) ?? code, index);
    }
  }
  builder.copy(plain, done, plain.length);
  return builder.build(source, plain.length, { tight: true });
}

/**
 * What ends a line without a line end: tags that show text as it stands, and the zero characters between the
 * variables of a process. Length and offsets stay.
 */
function withoutFrame(text: string): string {
  let plain = text;
  if ((plain.includes('<pre') || plain.includes('<code')) && /<(?:pre|code)[ >]/.test(plain))
    plain = plain.replace(
      /<\/?pre(?: [^<>\n]{0,80})?>(?:<\/?code(?: [^<>\n]{0,80})?>)?|<\/?code(?: [^<>\n]{0,80})?>(?:<\/pre>)?/g,
      (tag) => {
        const blank = ' '.repeat(tag.length - 1);
        if (!tag.includes('pre')) return `${blank} `;
        return tag.startsWith('</') ? `\n${blank}` : `${blank}\n`;
      },
    );
  if (plain.includes('\0')) plain = plain.replace(/\0(?=[A-Za-z_]\w{0,60}=|$)/g, '\n');
  return plain;
}

/** Mathematical letters (bold, italic, …) repeat the alphabet 13 times; the digits follow five times. */
function mathematical(text: string, index: number): number | undefined {
  const low = text.charCodeAt(index + 1) - 0xdc00;
  if (low >= 0 && low < 0x2a4) {
    const letter = low % 52;
    return letter < 26 ? 65 + letter : 97 + letter - 26;
  }
  if (low >= 0x3ce && low <= 0x3ff) return 48 + ((low - 0x3ce) % 10);
  return undefined;
}

/** A terminal colour code ends at its first letter; anything longer than 32 characters is not one. */
function endOfTerminalCode(text: string, start: number): number {
  if (text[start + 1] !== '[') return start + 1;
  for (let index = start + 2; index < Math.min(text.length, start + 32); index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x40 && code <= 0x7e) return index + 1;
  }
  return start + 1;
}
