/** Where a value that stands without quotes ends. */
import { couldBeCredential } from '../judge/value.ts';

const SPACE = 32;

export function lineEndOf(text: string, at: number, limit: number): number {
  const found = text.indexOf('\n', at);
  const end = found < 0 || found > limit ? limit : found;
  return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** Inside a line: up to a blank, or a separator that begins the next pair. */
export function inlineEnd(text: string, from: number, limit: number): number {
  let depth = 0;
  let index =
    from + (text.startsWith('{{', text[from] === '$' ? from + 1 : from) ? fillInLength(text, from) : 0);
  for (; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= SPACE) break;
    const char = text[index] ?? '';
    if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') {
      depth -= 1;
      if (depth < 0 && closes(text, index, limit)) break;
    } else if ((char === ',' || char === ';') && startsPair(text, index + 1, limit)) break;
    else if (char === '%' && startsEncodedPair(text, index)) break;
    else if (char === '&' && (text[index + 1] === '&' || startsPair(text, index + 1, limit, '='))) break;
    else if (depth <= 0 && (char === '"' || char === "'" || char === '`') && borders(text, index + 1, limit))
      break;
    else if (char === '|' && /^\|(?:https?:|mailto:|[\w.+-]{1,60}@)/.test(text.slice(index, index + 70)))
      break;
    else if (char === '?' && /^\?[a-z_]{2,20}=/.test(text.slice(index, index + 23))) break;
    else if (char === '>' && index + 1 >= limit) break;
    else if (char === '<' && /^<\/?[A-Za-z][\w:-]{0,30}(?:[\s/>]|$)/.test(text.slice(index, index + 36)))
      break;
    else if (char === '\\' && /^\\[nrt"']/.test(text.slice(index, index + 2)) && index > from + 2) break;
  }
  return trimEnd(text, from, index);
}

/** `{{ name }}` and `${{ secrets.NAME }}` hold blanks. */
function fillInLength(text: string, from: number): number {
  return /^\$?\{\{[^{}\n]{0,160}\}\}/.exec(text.slice(from, from + 170))?.[0].length ?? 0;
}

/** A value that begins its line takes the line, up to a comment, another pair or a flag. */
export function lineValueEnd(text: string, from: number, limit: number): number {
  const end = lineEndOf(text, from, limit);
  const line = text.slice(from, Math.min(end, from + 2000));
  const first = /^\S+/.exec(line)?.[0] ?? '';
  if (/^(?:digest|hawk|oauth|hmac|signature|aws4-hmac-sha256|mac)$/i.test(first))
    return trimEnd(text, from, end);
  if (first.length < line.trimEnd().length) {
    if (couldBeCredential(first.replace(/[,;]$/, '')) && !/^[A-Za-z]+$/.test(first)) {
      return inlineOrLine(text, from, from + first.length);
    }
    // A value and a sentence behind it; digits and words of another script.
    if (/^\S{3,200}[.!?;,]\s+[A-Z][a-z]+[\s,.]/.test(line))
      return trimEnd(text, from, from + first.length - 1);
    if (/^\d{3,12}\s+[\u0370-\udfff]/.test(line)) return from + first.length;
    if (/^\d{3,12}[,;]\s+(?!\d|and\b|or\b)/.test(line)) return from + first.length - 1;
    const stop =
      /[.!?]\s+\p{Lu}\p{L}+[\s,.]|\s(?:#|\/\/|--?[a-z]|&&|\|\||\||\\$)|[,;]?\s+["']?[A-Za-z_][\w.-]{0,60}["']?\s?(?:=(?!=|\s*$)|:\s)|[,;]\s*$/u.exec(
        line,
      );
    if (stop !== null) return trimEnd(text, from, from + stop.index);
  }
  return inlineOrLine(text, from, line.length < end - from ? inlineEnd(text, from, end) : end);
}

/** `%2Cname=`: a list whose commas were encoded too. */
function startsEncodedPair(text: string, at: number): boolean {
  return /^%2C(?:%20)?[A-Za-z][\w-]{0,60}(?:=|%3D)/i.test(text.slice(at, at + 74));
}

/** `a=1,b=2` on one line without blanks: the pair ends where the next begins. */
function inlineOrLine(text: string, from: number, end: number): number {
  for (let index = from; index < end; index += 1) {
    const char = text[index];
    if ((char === ',' || char === ';') && index + 1 < end && startsPair(text, index + 1, end)) {
      return trimEnd(text, from, index);
    }
    if (char === '&' && startsPair(text, index + 1, end, '=')) return index;
    if (char === '%' && startsEncodedPair(text, index)) return index;
  }
  return trimEnd(text, from, end);
}

function startsPair(text: string, at: number, limit: number, only?: '='): boolean {
  if (at >= limit) return only === undefined;
  const code = text.charCodeAt(at);
  if (code <= SPACE) return only === undefined;
  const ahead = text.slice(at, Math.min(limit, at + 64));
  if (only === '=') return /^(?:amp;)?[A-Za-z_][\w.%[\]-]{0,60}=/.test(ahead);
  return /^["']?[A-Za-z_][\w.-]{1,60}["']?\s?[=:]/.test(ahead) || /^["'})\]]/.test(ahead);
}

function closes(text: string, at: number, limit: number): boolean {
  if (at + 1 >= limit) return true;
  // A full stop ends a sentence only before a blank.
  const next = text[at + 1] ?? '';
  return next === '.' ? at + 2 >= limit || /\s/.test(text[at + 2] ?? '') : /[\s,;:)\]}"'`|&<]/.test(next);
}

function borders(text: string, at: number, limit: number): boolean {
  return at >= limit || /[\s,;:)\]}>|.]/.test(text[at] ?? '');
}

/** Punctuation after a value belongs to the sentence or the list. */
export function trimEnd(text: string, from: number, end: number): number {
  let to = end;
  while (to > from && /[\s,;]/.test(text[to - 1] ?? '')) to -= 1;
  if (to > from && /[.:]/.test(text[to - 1] ?? '')) to -= 1;
  return to;
}
