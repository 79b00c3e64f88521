import { type Block, type Element, lines, linkButton, section } from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { cut } from '../blockkit/fit.ts';
import { type CaseLine, caseNumber } from '../cases/case-line.ts';
import { statusWord } from '../cases/status-word.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { causeWord } from './diagnosis-view.ts';

/** Cases in a list, and earlier cases with the same evidence: what they were and what fixed them. For colleagues only. */

export const openCaseAction = 'home_open';
const mostTitle = 80;
const mostFix = 160;

export interface Precedent {
  line: CaseLine;
  /** Of its thread. */
  url?: string | undefined;
}

export function precedentBlocks(found: readonly Precedent[]): Block[] {
  if (found.length === 0) return [];
  return [
    lines([{ text: words`Earlier cases with the same evidence`, style: 'bold' }]),
    ...found.map(({ line, url }) => precedentBlock(line, url)),
  ];
}

export function precedentBlock(line: CaseLine, url: string | undefined): Block {
  return section(precedentText(line), openButton(line, url));
}

export function precedentText(line: CaseLine): Redacted {
  if (line.fixedBy) return words`${lineHead(line)}\nFixed by: ${shown(line.fixedBy, mostFix)}`;
  const cause = causeOf(line);
  return cause ? words`${lineHead(line)}\nCause: ${cause}` : lineHead(line);
}

export const lineHead = (line: CaseLine) =>
  words`*T-${caseNumber(line.id)}* · ${statusWord(line.status)} · ${shown(line.title, mostTitle)}`;

export function causeOf({ cause, causeTitle }: CaseLine): Redacted | undefined {
  const said = causeTitle ?? (cause && causeWord(cause));
  return said && shown(said, mostTitle);
}

export function openButton(line: CaseLine, url: string | undefined): Element | undefined {
  return url ? linkButton(openCaseAction, words`Open T-${caseNumber(line.id)}`, url) : undefined;
}

/** Somebody's words inside ours: one line, no markup. */
function shown(text: Redacted, most: number): Redacted {
  const plain = reshape(text, (raw) =>
    raw
      .replace(/\s+/g, ' ')
      .replace(/[*_~`]/g, '')
      .trim(),
  );
  return escapeMrkdwn(cut(plain, most));
}

/** What helped comes first. */
export function byUse(one: CaseLine, other: CaseLine): number {
  return Number(Boolean(other.fixedBy)) - Number(Boolean(one.fixedBy)) || other.updatedAt - one.updatedAt;
}
