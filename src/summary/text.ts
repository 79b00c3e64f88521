import { fenced } from '../blockkit/escape.ts';
import { cut, limits } from '../blockkit/fit.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { joined } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { rowText, type Section } from './piece.ts';
import type { Summary } from './summary.ts';

/** Summary → words: Markdown for files and the CLI, plain text for screen readers and notifications. */

export function summaryMarkdown(summary: Summary): Redacted {
  return joined(
    [words`# ${summary.heading}`, ...summary.sections.map(sectionMarkdown), words`${summary.footer}`],
    words`\n\n`,
  );
}

export function sectionMarkdown({ label, rows, code }: Section): Redacted {
  const body = joined(
    rows.map((cells) => (rows.length > 1 ? words`- ${rowText(cells)}` : rowText(cells))),
    words`\n`,
  );
  const block = code ? words`\n\n${fenced(code)}` : words``;
  return words`## ${label}\n\n${body}${block}`;
}

/** Read aloud in place of the blocks, so it says what they say. */
export function summaryText(summary: Summary): Redacted {
  return plainText(summary.heading, summary.sections, summary.footer);
}

export function plainText(heading: Redacted, sections: readonly Section[], footer?: Redacted): Redacted {
  const parts = sections.map(({ label, rows, code }) => {
    const said = joined(
      rows.map(rowText).filter((text) => text !== words``),
      rows.length > 2 ? words`\n` : words` `,
    );
    return code ? words`${label}: ${said} ${code}` : words`${label}: ${said}`;
  });
  return cut(joined([heading, ...parts, ...(footer ? [footer] : [])], words`\n`), limits.messageText);
}
