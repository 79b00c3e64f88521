/** Which placeholders of a cleared text stand for Coval keys, each with its fingerprint. */
import { z } from 'zod';
import type { Finding } from '../redaction/redact.ts';

export const KeyMark = z.strictObject({
  /** As it stands in the text: `[coval-key 1]`. */
  placeholder: z.string().regex(/^\[[a-z][a-z0-9-]{1,30} [1-9]\d{0,6}\]$/),
  /** Compared, never shown: see key-fingerprint.ts. */
  fingerprint: z.string().regex(/^[0-9a-f]{6}\.[0-9a-f]{10}$/),
  /** What it was sent with, where a check keeps the answer and not the command. */
  tool: z.enum(['curl', 'script']).optional(),
});
export type KeyMark = z.infer<typeof KeyMark>;

export function toolIn(command: string): KeyMark['tool'] {
  if (/\bcurl\b/.test(command)) return 'curl';
  return /send-test-span/.test(command) ? 'script' : undefined;
}

/** More keys than an honest paste holds. */
export const mostMarks = 20;
/** Each is looked for in the whole text, and a label at its first places. */
const mostLookedAt = 200;
const mostPlaces = 20;

export function keyMarks(text: string, findings: readonly Finding[]): KeyMark[] {
  return findings
    .filter(({ fingerprint }) => fingerprint !== undefined)
    .slice(0, mostLookedAt)
    .flatMap(({ placeholder, kind, fingerprint }) =>
      fingerprint !== undefined && (kind === 'coval-key' || isLabelled(text, placeholder))
        ? [{ placeholder, fingerprint }]
        : [],
    )
    .filter(({ placeholder }) => text.includes(placeholder))
    .slice(0, mostMarks);
}

/** The Coval keys of all fields; equal values have one placeholder in the whole form. */
export function marksIn(
  fields: Readonly<Record<string, string>>,
  findings: readonly Finding[],
): { keys?: KeyMark[] } {
  const marks = Object.values(fields).flatMap((text) => keyMarks(text, findings));
  const keys = [...new Map(marks.map((mark) => [mark.placeholder, mark])).values()].slice(0, mostMarks);
  return keys.length > 0 ? { keys } : {};
}

const settings =
  /(?:coval[\w-]{0,20}key["'\\\s]{0,4}[:=]["'\\\s]{0,4}|OTEL_EXPORTER_OTLP_(?:TRACES_)?HEADERS["']?\s{0,2}[=:][^\n]{0,300}x-api-key=)$/i;
const options = /(?:x-api-key["']?\s{0,2}:\s{0,2}|--api-key[\s="']{1,3})$/i;
const covalCommand = /api\.coval\.|send-test-span|\bcoval\s/;

/** Other vendors use `x-api-key` too: alone it counts only in a command that calls Coval. */
function isLabelled(text: string, placeholder: string): boolean {
  let at = text.indexOf(placeholder);
  for (let look = 0; at >= 0 && look < mostPlaces; look += 1, at = text.indexOf(placeholder, at + 1)) {
    const before = text.slice(Math.max(0, at - 500), at);
    if (settings.test(before)) return true;
    if (options.test(before) && covalCommand.test(logicalLine(text, at))) return true;
  }
  return false;
}

/** A command over several lines ends each but the last in a backslash. */
function logicalLine(text: string, at: number): string {
  let start = text.lastIndexOf('\n', at) + 1;
  while (start > 1 && /\\\s*$/.test(text.slice(Math.max(0, start - 4), start - 1)))
    start = text.lastIndexOf('\n', start - 2) + 1;
  let end = text.indexOf('\n', at);
  while (end > 0 && /\\\s*$/.test(text.slice(Math.max(0, end - 3), end))) end = text.indexOf('\n', end + 1);
  return text.slice(start, end < 0 ? text.length : end).slice(0, 4000);
}
