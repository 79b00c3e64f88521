import { type Block, context, header, lines, preformatted } from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { fitBlocks, limits } from '../blockkit/fit.ts';
import { words } from '../redaction/words.ts';
import type { Section } from './piece.ts';
import type { Summary } from './summary.ts';

/** Summary → blocks. Every section is drawn anew; nobody edits a block in place. */

export function summaryBlocks(summary: Summary): Block[] {
  const blocks = [
    header(summary.heading),
    ...summary.sections.flatMap(sectionBlocks),
    context(escapeMrkdwn(summary.footer)),
  ];
  return fitBlocks(blocks, context(words`This message is full: some parts are left out.`));
}

export function sectionBlocks({ label, rows, code }: Section): Block[] {
  const [first = [], ...rest] = rows;
  const labelled = [{ text: words`${label}: `, style: 'bold' as const }, ...first];
  return [lines(labelled, ...rest), ...(code ? [preformatted(code, limits.section)] : [])];
}
