import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';

/** A file that was read, or why not: in words that say what to do. */

/** Larger configurations hold more than a configuration. */
export const mostConfigBytes = 200_000;

const reasons: Readonly<Record<string, Redacted>> = {
  file_too_large: words`This file is too large. Cut it and upload it again.`,
  file_empty: words`This file is empty. Choose another one.`,
  file_not_here: words`This file belongs to another workspace. Paste its text, or ask a member here to upload it.`,
  file_sign_in_page: words`Slack did not let the bot read this file. Ask its operator to give the app the scope files:read.`,
  not_found: words`This file was deleted. Upload it again.`,
  file_deleted: words`This file was deleted. Upload it again.`,
};

export function fileTrouble(code: string): Redacted {
  return reasons[code] ?? words`This file could not be read. Submit again, or paste its text.`;
}

/** UTF-8 or UTF-16 text; undefined for anything that is not text. */
export function textOfFile(bytes: Uint8Array): string | undefined {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}
