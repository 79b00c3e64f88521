/** Small forms a value may take, each read from where it begins. */

import { isBlank, isWordCode } from '../landmarks/code-units.ts';
import { MASKED } from '../views/normalise.ts';
import { lineEndOf } from './extent.ts';
import { isQuote, type Literal } from './literal.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** More lines than a key file has; longer blocks are read line by line. */
const MAX_BLOCK = 100;

/** YAML's block scalars: `|` or `>` and the deeper lines below. */
export function blockScalar(text: string, at: number, limit: number, indent: number): Range | undefined {
  const head = /^[|>][+-]?\d?[+-]?[ \t]*(?:#[^\n]*)?\r?\n/.exec(text.slice(at, at + 120));
  if (head === null) return undefined;
  const from = at + head[0].length;
  let to = from;
  for (let lines = 0; to < limit && lines < MAX_BLOCK; lines += 1) {
    const newline = text.indexOf('\n', to);
    const end = newline < 0 || newline > limit ? limit : newline;
    let first = to;
    while (first < end && (text.charCodeAt(first) === 32 || text.charCodeAt(first) === 9)) first += 1;
    const blank = first >= end || text.charCodeAt(first) === 13;
    if (!blank && first - to <= indent) break;
    to = Math.min(end + 1, limit);
  }
  return { from, to };
}

/** Between two literals that make one text: `"a" + "b"`, `"a" \`, `"a"` newline `"b"`. */
export function jointLength(text: string, at: number): number | undefined {
  const joint =
    /^[ \t]*(?:[+.&\\]|\|\||->)?[ \t]*(?:\r?\n[ \t]*[+.&]?[ \t]*)?(?:[bfru]{1,2}(?=["']))?(?=["'`])/.exec(
      text.slice(at, at + 120),
    );
  return joint?.[0].length;
}

/** `PASSWORD={x9[…`: a bracket that opens nothing is part of the value. */
export function bracketIsValue(text: string, at: number, limit: number): boolean {
  const line = text.slice(at, Math.min(lineEndOf(text, at, limit), at + 200));
  return line.length >= 8 && !/[\s"'`:,]/.test(line) && !line.startsWith(MASKED) && !/[\])}]$/.test(line);
}

/** A quote that nobody closed: the rest of the line. */
export function unclosedLiteral(text: string, at: number, end: number): Literal {
  const escaped = text.slice(at, Math.min(end, at + 4000)).includes('\\');
  return { from: at + 1, to: end, end, escaped, closed: false };
}

/** How many characters of `b"…"`, `$'…'`, `rb"…"` stand before the quote; -1 when no literal begins here. */
export function literalPrefix(text: string, at: number): number {
  if (isQuote(text.charCodeAt(at))) return 0;
  if (!isQuote(text.charCodeAt(at + 1)) && !isQuote(text.charCodeAt(at + 2))) return -1;
  const found = /^([bBfFrRuULN$@]{0,2})["'`]/.exec(text.slice(at, at + 3));
  return found?.[1]?.length ?? -1;
}

/** `"x-api-key", "value"`: the literal before, when only a comma stands between. */
export function nameBefore(text: string, previous: Literal | undefined, at: number): string | undefined {
  if (previous === undefined || at - previous.end > 80 || previous.to - previous.from > 80) return undefined;
  if (!/^\s*,\s*(?:[a-zA-Z]{1,2})?$/.test(text.slice(previous.end, at))) return undefined;
  // Flags; selectors of a page: `#password`, `input[name=password]`.
  return text
    .slice(previous.from, previous.to)
    .replace(/\s{0,3}(?:is|was|=|:)?\s{0,3}(?:%[sdrv]|\{\w{0,20}\})$/, '')
    .replace(/^-{1,2}|^[#.]|^\w{0,20}\[\w{1,20}=["']?|["']?\]$/g, '');
}

/** Over blanks and emphasis, to where a value begins. */
export function skipBlanks(text: string, limit: number, at: number): number {
  let index = at;
  while (index < limit && index - at < 200) {
    const code = text.charCodeAt(index);
    if (code !== 32 && code !== 9 && code !== 42) break;
    // More stars than emphasis has are a masked value.
    if (code === 42 && text.startsWith('****', index)) break;
    index += 1;
  }
  return index;
}

/** The next character that is no blank and no closing bracket of an index; -1 at the end. */
export function nextCode(text: string, limit: number, at: number): number {
  let index = at;
  while (index < limit && index - at < 40 && isBlankOrBracket(text.charCodeAt(index))) index += 1;
  return index < limit ? text.charCodeAt(index) : -1;
}

/** `PWD={…};` as ODBC writes a value with special characters. */
export function bracedValue(text: string, at: number): Range | undefined {
  const found =
    /^\{(?![\w"']{1,40}:\s?[\w"'])(?!["'])((?:[^{}\s"]|\}\}){4,200})\}(?=[;\s"']|$)|^\[\[([^\]\n]{4,200})\]\]/.exec(
      text.slice(at, at + 204),
    );
  const value = found?.[1] ?? found?.[2];
  if (found === null || value === undefined) return undefined;
  const from = at + found[0].indexOf(value);
  return { from, to: from + value.length };
}

/** YAML's `? name` on one line and `: value` on the next. */
export function explicitKey(text: string, colon: number): { start: number; end: number } | undefined {
  const from = Math.max(0, colon - 120);
  const found = /\?[ \t]+["']?([\w.-]{1,80}(?: [\w.-]{1,40}){0,3})["']?[ \t]*\r?\n[ \t]*$/d.exec(
    text.slice(from, colon),
  );
  const range = found?.indices?.[1];
  return range === undefined ? undefined : { start: from + range[0], end: from + range[1] };
}

const CLOSING = 93;

/** `[password] => …`: a key as PHP prints it, alone on its line. */
export function indexKey(
  text: string,
  at: number,
  floor: number,
): { start: number; end: number } | undefined {
  const from = Math.max(floor, at - 120);
  let end = at;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end -= 1;
  if (text.charCodeAt(end - 1) !== CLOSING) return undefined;
  const found = /(?:^|\n)[ \t]*\[["']?([\w.-]{1,60})["']?(?::[\w:]{1,40})?\][ \t]*$/d.exec(
    text.slice(from, at),
  );
  const range = found?.indices?.[1];
  return range === undefined ? undefined : { start: from + range[0], end: from + range[1] };
}

/** `arn:aws:secretsmanager:region:account:secret:name` */
export function isInArn(text: string, colon: number): boolean {
  const before = text.charCodeAt(colon - 1);
  if (!isWordCode(before) && before !== 45 && before !== 58) return false;
  return /arn:aws[\w:-]{0,100}$/.test(text.slice(Math.max(0, colon - 110), colon));
}

/** `--api-key`, `"--token"`, `-p` alone: the name of what the next argument is. */
export function flagOf(argument: string): string | undefined {
  return /^["']?--?([A-Za-z][\w-]{1,60})["']?,?\s*$/.exec(argument)?.[1];
}

/** `]`, `)`, `?` and blanks: what may stand between an index and its separator. */
export function isOnlyClosers(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 32 && code !== 93 && code !== 41 && code !== 63) return false;
  }
  return true;
}

function isBlankOrBracket(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 93;
}
