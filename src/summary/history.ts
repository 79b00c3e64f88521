import { actions, type Block, button, context, lines } from '../blockkit/build.ts';
import { cut } from '../blockkit/fit.ts';
import type { Case, EvidenceItem } from '../cases/case.ts';
import type { CaseEvent } from '../cases/events.ts';
import { type Durations, durations, waitedUntil } from '../cases/milestones.ts';
import { catalogue } from '../checks/catalogue.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord, instantWord, joined, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { cardActions } from './buttons.ts';
import { evidenceLabel } from './evidence-words.ts';
import { person, type Row, row, rowText } from './piece.ts';
import { evidenceRow } from './summary.ts';
import { threadLine } from './thread-lines.ts';

/** "History": who did what and when, every version of the evidence, and how long the case took. For colleagues only. */

export const historyCallback = 'case_history_view';
export const mostPerPage = 30;
const mostEvidence = 60;
const mostText = 450;
/** Rows in one block: a block of many long lines is hard to read, a block for each has no room for them all. */
const rowsPerBlock = 10;

/** `events` are the newest that are known, oldest first; `skip` is how many of the newest earlier pages have shown. */
export function historyBlocks(state: Case, events: readonly CaseEvent[], skip: number, now: number): Block[] {
  const shown = events.slice(0, events.length - skip).slice(-mostPerPage);
  const older = events.length - skip - shown.length;
  const rows = shown.map(eventRow).reverse();
  return [
    ...titled(skip === 0 ? words`What happened, newest first` : words`What happened before`, rows),
    ...(older > 0 ? [olderButton(state, skip + shown.length)] : []),
    ...(skip === 0
      ? [...evidenceBlocks(state), ...titled(words`How long it took`, tookRows(state, now))]
      : []),
  ];
}

/** The same in words, oldest first, for a terminal. */
export function historyText(state: Case, events: readonly CaseEvent[], now: number): Redacted {
  const parts = [
    ...[words`What happened`, ...events.map((event) => rowText(eventRow(event)))],
    ...[
      words``,
      words`Evidence, every version`,
      ...state.evidence.map((item) => rowText(versionRow(state, item))),
    ],
    ...[words``, words`How long it took`, ...tookRows(state, now).map(rowText)],
  ];
  return joined(parts, words`\n`);
}

function titled(title: Redacted, rows: readonly Row[]): Block[] {
  const blocks: Block[] = [lines([{ text: title, style: 'bold' }])];
  for (let from = 0; from < rows.length; from += rowsPerBlock)
    blocks.push(lines(...rows.slice(from, from + rowsPerBlock).map(shortened)));
  return blocks;
}

const shortened = (cells: Row): Row =>
  cells.map((run) => ('user' in run ? run : { ...run, text: cut(run.text, mostText) }));

const olderButton = (state: Case, skip: number): Block =>
  actions('case-history', [button(cardActions.history, words`Older`, `${state.id} ${skip}`)]);

function eventRow(event: CaseEvent): Row {
  const said = threadLine(event, 'internal') ?? quietLine(event);
  const who = person(event.by);
  const [first] = said;
  const isNamed = first && 'user' in first && 'user' in who && first.user === who.user;
  const rest = isNamed ? said : [who, { text: words`: ` }, ...said];
  return [{ text: words`${instantWord(event.at)} · ` }, ...rest];
}

const openedWords = {
  command: words`with /coval-triage`,
  message: words`from a message`,
  shortcut: words`with the shortcut`,
  mention: words`by a mention`,
  cli: words`from the command line`,
} as const;

/** What the thread does not tell because the card shows it, or because nothing changed for anybody. */
function quietLine(event: CaseEvent): Row {
  switch (event.type) {
    case 'opened':
      return row(words`opened the case ${openedWords[event.from]}.`);
    case 'anchored':
      return row(words`the card was posted.`);
    case 'evidence_given': {
      const [item] = event.items;
      return row(words`wrote down ${item ? evidenceLabel(item.key) : words`evidence`}.`);
    }
    case 'checks_planned':
      return row(words`no check is needed.`);
    case 'check_started':
      return row(words`began: ${catalogue[event.kind].title}.`);
    case 'check_finished':
      return row(words`${catalogue[event.result.kind].title}: ${event.result.sentence}`);
    case 'proof_started':
      return row(words`the proof is running. Before: ${event.before}`);
    case 'handoff_posted':
      return row(words`hand-off ${event.number} was posted to engineering.`);
    case 'checklist_ticked':
      return row(
        event.done
          ? words`ticked off request ${event.index + 1} of engineering.`
          : words`request ${event.index + 1} of engineering is open again.`,
      );
    case 'nudged':
      return row(words`sent a reminder.`);
    case 'snoozed':
      return row(words`no reminders until ${instantWord(event.until)}.`);
    default:
      return row(idWord(event.type));
  }
}

function evidenceBlocks(state: Case): Block[] {
  const items = state.evidence.slice(-mostEvidence);
  const older = state.evidence.length - items.length;
  return [
    ...titled(
      words`Evidence, every version`,
      items.length > 0 ? items.map((item) => versionRow(state, item)).reverse() : [row(words`None.`)],
    ),
    ...(older > 0
      ? [context(words`${counted(older, words`older piece is`, words`older pieces are`)} not shown.`)]
      : []),
  ];
}

/** Who, when, from where, what strength; and what became of it. */
function versionRow(state: Case, item: EvidenceItem): Row {
  const next = state.evidence.find(({ replaces }) => replaces === item.id);
  const version = item.version > 1 || next ? words` · version ${item.version}` : words``;
  const replaced = next ? words` · corrected by ${idWord(next.id)}` : words``;
  return [
    ...evidenceRow(item),
    { text: words` · by ` },
    person(item.by),
    { text: words`${version}${replaced}` },
    ...(item.withdrawn
      ? [
          { text: words` · withdrawn by ` },
          person(item.withdrawn.by),
          { text: words`, ${instantWord(item.withdrawn.at)}` },
        ]
      : []),
  ];
}

const tookWords: readonly (readonly [keyof Durations, Redacted])[] = [
  ['firstResponse', words`First response`],
  ['evidenceComplete', words`Evidence complete`],
  ['verdict', words`Verdict`],
  ['handoffAccepted', words`Hand-off accepted`],
  ['proved', words`Proved`],
];

function tookRows(state: Case, now: number): Row[] {
  const took = durations(state);
  const rows = tookWords.map(([name, text]) => {
    const ms = took[name];
    return row(ms === undefined ? words`${text}: not yet` : words`${text}: ${spanWord(ms)}`);
  });
  const waited = waitedUntil(state, now);
  return [...rows, row(words`Time spent waiting on the customer is left out: ${spanWord(waited)}.`)];
}
