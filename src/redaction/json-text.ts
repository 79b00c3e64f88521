/** What replacing must respect so that valid JSON stays valid: strings and the escapes in them. */
import type { Span } from './sink.ts';

const QUOTE = 34;
const BACKSLASH = 92;

/** Tells for ascending offsets whether they stand inside a string in double quotes. */
export function stringScan(text: string): (offset: number) => boolean {
  let index = 0;
  let inside = false;
  return (offset) => {
    for (; index < offset; index += 1) {
      const code = text.charCodeAt(index);
      if (code === BACKSLASH && inside) index += 1;
      else if (code === QUOTE) inside = !inside;
    }
    return inside;
  };
}

/** The span without a backslash at its end that belongs to the character behind it. */
export function withoutHalfEscape(text: string, span: Span): Span {
  let slashes = 0;
  while (span.end - slashes > span.start && text.charCodeAt(span.end - slashes - 1) === BACKSLASH)
    slashes += 1;
  const next = text.charCodeAt(span.end);
  return slashes % 2 === 1 && (next === QUOTE || next === BACKSLASH) ? { ...span, end: span.end - 1 } : span;
}
