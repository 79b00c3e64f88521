import { type Block, linkButton, section } from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { cut } from '../blockkit/fit.ts';
import { type CaseLine, caseNumber } from '../cases/case-line.ts';
import { statusWord } from '../cases/status-word.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord, reshape, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { causeWord } from '../summary/diagnosis-view.ts';

/** One case in a list: what it is, where it stands, who has it, and the way to its thread. */

/** `own`: for a customer, whose list names nobody and nothing but their own case. */
export type LineReader = 'staff' | 'own';

export const openAction = 'home_open';
const mostTitle = 80;
const mostFix = 160;

/** Everything before the channel in a link to a message; the same for every message of a workspace. */
export type LinkBase = string | undefined;

export function lineBlock(line: CaseLine, reader: LineReader, now: number, base: LinkBase): Block {
  return section(lineText(line, reader, now), openButton(line, base));
}

export function lineText(line: CaseLine, reader: LineReader, now: number): Redacted {
  const changed = words`changed ${spanWord(now - line.updatedAt)} ago`;
  if (reader === 'own') return words`${head(line)}\n${changed}`;
  const owner = line.owner ? words`<@${idWord(line.owner)}>` : words`nobody`;
  const cause = line.cause ? words` · ${shown(causeWord(line.cause), mostTitle)}` : words``;
  return words`${head(line)}\nOwner: ${owner} · ${changed}${cause}`;
}

/** An earlier case with the same evidence, and what ended it. */
export function precedentBlock(line: CaseLine, base: LinkBase): Block {
  return section(precedentText(line), openButton(line, base));
}

export function precedentText(line: CaseLine): Redacted {
  if (line.fixedBy) return words`${head(line)}\nFixed by: ${shown(line.fixedBy, mostFix)}`;
  return line.cause ? words`${head(line)}\nCause: ${shown(causeWord(line.cause), mostTitle)}` : head(line);
}

const head = (line: CaseLine) =>
  words`*T-${caseNumber(line.id)}* · ${statusWord(line.status)} · ${shown(line.title, mostTitle)}`;

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

function openButton(line: CaseLine, base: LinkBase) {
  const url = threadUrl(line, base);
  return url ? linkButton(openAction, words`Open T-${caseNumber(line.id)}`, url) : undefined;
}

/** Slack answers a link to one message; all others differ in channel and time only. */
export function linkBase(permalink: string): LinkBase {
  return /^(https?:\/\/[^\s/]{1,200}\/archives\/)[CGD][A-Z0-9]+\/p\d+/.exec(permalink)?.[1];
}

function threadUrl({ channel, thread }: CaseLine, base: LinkBase): string | undefined {
  if (base === undefined || thread === undefined) return undefined;
  return `${base}${channel}/p${thread.replace('.', '')}`;
}
