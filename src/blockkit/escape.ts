import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';

/** Pasted text can never mention anybody, forge a link, break out of a fence or turn the reading order. */

/** Controls except tab and line feed, bidi overrides and isolates, zero-width characters, BOM, line separators. */
const unsafe = /(?![\t\n])\p{Cc}|\u061C|[\u200B-\u200F]|[\u2028-\u202E]|[\u2060-\u2069]|\uFEFF/gu;

const halfCharacter = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** What every text that goes to Slack passes: no controls, no half characters. */
export function safeText(text: Redacted): Redacted {
  return reshape(text, (raw) =>
    raw.replaceAll('\r\n', '\n').replace(unsafe, '').replace(halfCharacter, '\uFFFD'),
  );
}

/** For mrkdwn: the three control characters become entities; a mention or a link cannot be formed. */
export function escapeMrkdwn(text: Redacted): Redacted {
  return reshape(safeText(text), (raw) =>
    raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  );
}

/** For inline code in mrkdwn: a backtick has no escape, so it becomes an apostrophe. */
export function inlineCode(text: Redacted): Redacted {
  return reshape(escapeMrkdwn(text), (raw) => `\`${raw.replaceAll('`', "'").replaceAll('\n', ' ')}\``);
}

/** For Markdown files: a fence longer than any run of backticks inside. */
export function fenced(text: Redacted): Redacted {
  return reshape(text, (raw) => {
    const longest = Math.max(2, ...[...raw.matchAll(/`+/g)].map((run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${raw}\n${fence}`;
  });
}

/** Slack hands message and command text over escaped once, with links wrapped; forms come raw. Undone at the edge. */
export function unescapeInbound(text: string): string {
  return text
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<mailto:[^|>]+\|([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
