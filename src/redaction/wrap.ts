/**
 * A value cut by a line wrap goes on at the start of the next line.
 * Source: mail programs, terminals, YAML's folded lines, continuation marks of shells and properties files. Known
 * misses: a part of fewer than three characters, and parts with other text between them.
 */

import { changes, couldBeCredential, looksRandom, uuid } from './judge/value.ts';
import type { Span } from './sink.ts';

/** Mail and terminals wrap a value into a few lines; a private key is read by its own rule. */
const MAX_LINES = 12;

const tail =
  /^[ \t]{0,8}(\\|\^|=|"[ \t]{0,4}\+?|'[ \t]{0,4}\+?)?[ \t]{0,4}(?:\r?\n|(?:\\r)?\\n)([ \t>|#*+"']{0,40})([A-Za-z0-9_+/=.~%-]{3,400})/;

export function extendWrapped(spans: readonly Span[], text: string): Span[] {
  return spans.map((span) => {
    if (span.kind === 'private-key' || span.kind === 'phone-number' || span.bare || span.end - span.start < 6)
      return span;
    let extended = span;
    for (let lines = 0; lines < MAX_LINES; lines += 1) {
      const next = continuation(extended, text);
      if (next === undefined) break;
      extended = next;
    }
    return extended;
  });
}

function continuation(span: Span, text: string): Span | undefined {
  const found = tail.exec(text.slice(span.end, span.end + 480));
  const part = found?.[3];
  if (found === null || part === undefined) return undefined;
  const end = span.end + found[0].length;
  const rest = /^(?:(?!\\[rn])[^\n]){0,200}/.exec(text.slice(end, end + 200))?.[0] ?? '';
  // A mark says that the line goes on; so does a header folded under its name.
  const told =
    /^[\\^]/.test(found[1] ?? '') ||
    span.value.endsWith('\\') ||
    (span.kind === 'cookie' && /^[ \t]/.test(found[2] ?? ''));
  const listed = told && part.length >= 8 && /^[,;]/.test(rest) && couldBeCredential(part);
  if (!listed && !goesOn(span, part, rest)) return undefined;
  return { ...span, end, value: span.value + part };
}

function goesOn(span: Span, part: string, rest: string): boolean {
  // The name of the next header; a border between parts.
  if (/^[A-Z][a-z]*(?:-[A-Z][a-z]*)+$|^--/.test(part)) return false;
  if (/^\s?[:=]/.test(rest) || /=(?!=?$)/.test(part) || uuid.test(part)) return false;
  const missing = missingLength(span.value);
  if (missing !== undefined)
    return part.length === missing || (missing > 0 && part.length < missing && /^\s*$/.test(rest));
  if (/^[0-9a-f]{12,}$/.test(span.value) !== /^[0-9a-f]{4,}$/.test(part)) return false;
  const alone = /^["'`,;)}\]\\ \t\r]{0,6}$/.test(rest);
  if (alone) return /\d/.test(part) ? couldBeCredential(part) || part.length < 8 : mixedCase(part);
  return part.length >= 16 && looksRandom(part) && /^ey[\w-]{10,}|[\w-]{16,}\.[\w-]{16,}/.test(span.value);
}

function mixedCase(part: string): boolean {
  return changes(part) >= 3;
}

/** Coval's keys have 32 characters behind the prefix: a shorter one was cut, a whole one was not. */
function missingLength(value: string): number | undefined {
  const body = /^coval_sk_[a-z]+_([A-Za-z0-9]+)$/.exec(value)?.[1];
  return body === undefined ? undefined : 32 - body.length;
}
