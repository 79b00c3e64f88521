import { type Block, section } from '../blockkit/build.ts';
import type { CaseLine } from '../cases/case-line.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { causeOf, lineHead, openButton, precedentBlock as precedent } from '../summary/precedents.ts';

/** One case in a list: what it is, where it stands, who has it, and the way to its thread. */

/** `own`: for a customer, whose list names nobody and nothing but their own case. */
export type LineReader = 'staff' | 'own';

/** Everything before the channel in a link to a message; the same for every message of a workspace. */
export type LinkBase = string | undefined;

export function lineBlock(line: CaseLine, reader: LineReader, now: number, base: LinkBase): Block {
  return section(lineText(line, reader, now), openButton(line, threadUrl(line, base)));
}

export function lineText(line: CaseLine, reader: LineReader, now: number): Redacted {
  const changed = words`changed ${spanWord(now - line.updatedAt)} ago`;
  if (reader === 'own') return words`${lineHead(line)}\n${changed}`;
  const owner = line.owner ? words`<@${idWord(line.owner)}>` : words`nobody`;
  const cause = causeOf(line);
  const shown = cause ? words` · ${cause}` : words``;
  return words`${lineHead(line)}\nOwner: ${owner} · ${changed}${shown}`;
}

/** An earlier case with the same evidence, and what ended it. */
export function precedentBlock(line: CaseLine, base: LinkBase): Block {
  return precedent(line, threadUrl(line, base));
}

/** Slack answers a link to one message; all others differ in channel and time only. */
export function linkBase(permalink: string): LinkBase {
  return /^(https?:\/\/[^\s/]{1,200}\/archives\/)[CGD][A-Z0-9]+\/p\d+/.exec(permalink)?.[1];
}

function threadUrl({ channel, thread }: CaseLine, base: LinkBase): string | undefined {
  if (base === undefined || thread === undefined) return undefined;
  return `${base}${channel}/p${thread.replace('.', '')}`;
}
