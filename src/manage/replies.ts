import { actions, type Block, lines } from '../blockkit/build.ts';
import { cut, fitBlocks, limits } from '../blockkit/fit.ts';
import type { Case } from '../cases/case.ts';
import { type CaseLine, caseNumber } from '../cases/case-line.ts';
import { statusWord } from '../cases/status-word.ts';
import type { Message } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { instantWord, joined, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { sectionBlocks, summaryBlocks } from '../summary/blocks.ts';
import { nextStep } from '../summary/card.ts';
import { causeWord } from '../summary/diagnosis-view.ts';
import { type Row, row, rowText, sized } from '../summary/piece.ts';
import { type Audience, summarise } from '../summary/summary.ts';
import { plainText, summaryText } from '../summary/text.ts';
import { forgetButton } from './modal.ts';

/** Private answers to sub-commands. */

export function said(text: Redacted): Message {
  return { text, blocks: [lines([{ text }])] };
}

const helpLines: readonly Redacted[] = [
  words`/coval-triage – start a triage. Add a few words and they are filled in.`,
  words`/coval-triage list [mine, unowned, waiting, stale, escalated] – open cases; list all – ended ones as well`,
  words`/coval-triage show T-7 – the summary`,
  words`/coval-triage status T-7 – state, owner, next step`,
  words`/coval-triage history T-7 – who did what and when, and every version of the evidence`,
  words`/coval-triage search WORDS – by ID, matrix row, agent or customer`,
  words`/coval-triage take T-7 – own it`,
  words`/coval-triage assign T-7 @person – give it to somebody`,
  words`/coval-triage note T-7 TEXT – internal note`,
  words`/coval-triage escalate T-7 – hand it to engineering`,
  words`/coval-triage resolve T-7 REASON, reopen T-7 REASON`,
  words`/coval-triage export [csv, json] – all cases and how long they took, as a file`,
  words`/coval-triage forget T-7 – delete the case`,
];

/** What a customer may use: to see their cases. The rest of their part has buttons. */
const customerLines: readonly Redacted[] = [
  words`/coval-triage list – the open cases of this channel; list all – ended ones as well`,
  words`/coval-triage show T-7 – the summary`,
  words`/coval-triage status T-7 – state, owner, next step`,
  words`To help with a case, press Add evidence on its card.`,
];

export function helpMessage(isCustomer = false): Message {
  return said(joined(isCustomer ? customerLines : helpLines, words`\n`));
}

/** Says what the block says. */
export function lineRow(line: CaseLine, now: number, isOwn: boolean): Row {
  const head = words`T-${caseNumber(line.id)} · ${statusWord(line.status)} · ${line.title}`;
  const changed = words` · changed ${spanWord(now - line.updatedAt)} ago`;
  if (isOwn) return [{ text: words`${head}${changed}` }];
  const owner = line.owner ? { user: line.owner } : { text: words`nobody` };
  const said = line.causeTitle ?? (line.cause && causeWord(line.cause));
  const cause = said ? words` · ${said}` : words``;
  return [{ text: words`${head} · Owner: ` }, owner, { text: words`${changed}${cause}` }];
}

export interface List {
  title: Redacted;
  found: readonly CaseLine[];
  now: number;
  /** There are more than these. */
  more: boolean;
  /** For a customer, who reads neither owner nor cause. */
  isOwn: boolean;
  /** One case as Home shows it, with the way to its thread. */
  block: (line: CaseLine) => Block;
}

export function listMessage({ title, found, now, more, isOwn, block }: List): Message {
  const leftOut = words`There are more. Use search, or open the bot's Home.`;
  const rows = found.length > 0 ? found.map((line) => lineRow(line, now, isOwn)) : [[{ text: words`None.` }]];
  const blocks = [
    lines([{ text: title, style: 'bold' }]),
    ...(found.length > 0 ? found.map(block) : [lines(...rows)]),
    ...(more ? [lines([{ text: leftOut }])] : []),
  ];
  return {
    text: cut(
      joined([title, ...rows.map(rowText), ...(more ? [leftOut] : [])], words`\n`),
      limits.messageText,
    ),
    blocks: fitBlocks(blocks, lines([{ text: leftOut }])),
  };
}

export function showMessage(state: Case, audience: Audience): Message {
  const summary = summarise(state, audience);
  return { text: summaryText(summary), blocks: summaryBlocks(summary) };
}

/** State, owner, next step, and when somebody hears again. */
export function statusMessage(state: Case, audience: Audience): Message {
  const owner: Row = state.owner ? [{ user: state.owner }] : [{ text: words`nobody` }];
  const text = words`T-${caseNumber(state.id)} · ${statusWord(state.status)} · ${state.title} · Owner: `;
  const head: Row = [{ text }, ...owner];
  const next = sized(nextStep(state, audience), 900);
  const update =
    state.nextUpdateAt === undefined ? [] : [row(words`Next update by ${instantWord(state.nextUpdateAt)}.`)];
  return {
    text: plainText(rowText(head), [next], joined(update.map(rowText), words``)),
    blocks: [lines(head), ...sectionBlocks(next), ...update.map((cells) => lines(cells))],
  };
}

export const onlyForget = words`Only support or the operator can forget a case.`;

export function forgetMessage(state: Case): Message {
  const text = words`Forget T-${caseNumber(state.id)}? The case, its evidence and the bot's messages and files are deleted. Press the button to do it.`;
  const blocks: Block[] = [lines([{ text }]), actions('forget', [forgetButton(state)])];
  return { text, blocks };
}
