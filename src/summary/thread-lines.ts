import { lines, type Run } from '../blockkit/build.ts';
import { cut, limits } from '../blockkit/fit.ts';
import type { CaseEvent } from '../cases/events.ts';
import type { Message } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, instantWord, joined, sentence } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { diagnosisView } from './diagnosis-view.ts';
import { evidenceLabel } from './evidence-words.ts';
import { person, type Row, row, rowText } from './piece.ts';

/** One line per state change, each reader in its own words; no line for what the card shows by itself. */

/** `engineering` reads the thread of the brief. */
export type Reader = 'internal' | 'shared' | 'engineering';

export function threadLine(event: CaseEvent, reader: Reader): Row | undefined {
  return reader === 'engineering' ? briefLine(event) : caseLine(event, reader === 'internal');
}

const by = (event: CaseEvent, text: Redacted): Row => [person(event.by), { text: words` ${text}` }];
const say = (text: Redacted): Row => [{ text }];
const to = (user: string): Run => ({ user });

function caseLine(event: CaseEvent, internal: boolean): Row | undefined {
  switch (event.type) {
    case 'evidence_given':
      return event.by.user === 'bot'
        ? undefined
        : by(event, words`added ${evidenceKeys(event)}.${removed(event)}`);
    case 'evidence_withdrawn':
      return by(event, words`withdrew a piece of evidence.`);
    case 'consent_given':
      return internal ? by(event, words`agreed to one permanent test span.`) : undefined;
    case 'checks_planned':
      return event.checks.length > 0
        ? say(words`Checking: ${counted(event.checks.length, words`check is`, words`checks are`)} running.`)
        : undefined;
    case 'span_written':
      return say(spanLine(event.target, event.outcome));
    case 'diagnosed': {
      const view = diagnosisView(event.record);
      return view.confidence === 'insufficient'
        ? say(words`Not enough is known yet. ${view.missing[0]?.question ?? words`Add evidence.`}`)
        : say(
            words`Diagnosed, ${view.confidence === 'confirmed' ? words`confirmed` : words`${view.confidence === 'likely' ? words`likely` : words`possible`}`}: ${view.title}.`,
          );
    }
    case 'taken':
      return by(event, words`owns this case now.`);
    case 'assigned':
      return [to(event.to), { text: words` owns this case now.` }];
    case 'noted':
      if (event.internal) return internal ? by(event, words`noted: ${event.text}`) : undefined;
      return by(event, words`says: ${event.text}`);
    case 'asked_customer':
      return say(
        internal
          ? words`Waiting on customer: ${event.reason}`
          : words`We need this from you: ${event.reason}`,
      );
    case 'customer_answered':
      return say(internal ? words`The customer has answered.` : words`We have your answer.`);
    case 'fix_declared':
      return by(event, words`applied a fix: ${sentence(event.text)} Next comes the proof.`);
    case 'proof_started':
      return event.awaits === 'person'
        ? say(words`Proof: a person has to confirm it. The card says how.`)
        : undefined;
    case 'proof_finished':
      return say(
        event.passed
          ? words`Proof passed. ${beforeAndNow(event)}`
          : words`Proof failed. ${beforeAndNow(event)} The case is open again.`,
      );
    case 'handed_off':
      return internal
        ? by(event, words`handed this case to engineering.`)
        : say(words`Our engineers are looking at this case now.`);
    case 'handoff_accepted':
      return internal ? by(event, words`accepted the hand-off.`) : say(words`An engineer is working on it.`);
    case 'handoff_returned': {
      const list = joined(
        event.checklist.map(({ text }) => words`\n• ${text}`),
        words``,
      );
      return say(words`Our engineers need more:${list}`);
    }
    case 'handoff_answered':
      return internal
        ? by(event, words`answered: ${event.answer}`)
        : say(words`Our engineers have answered. Support tells you the next step.`);
    case 'handoff_closed':
      return internal
        ? by(event, words`closed the hand-off.${event.answer ? words` ${event.answer}` : words``}`)
        : say(words`Our engineers have finished. Support tells you the next step.`);
    case 'ticket_reported':
      return internal ? say(words`Ticket ${event.ticket.id}: ${event.ticket.state}.`) : undefined;
    case 'resolved':
      return by(event, words`resolved this case: ${event.reason}`);
    case 'reopened':
      return by(event, words`reopened this case: ${event.reason}`);
    case 'withdrawn':
      return by(event, words`withdrew this case: ${event.reason}`);
    case 'marked_duplicate':
      return internal
        ? by(event, words`closed this case. It is the same problem as ${duplicate(event.of)}.`)
        : say(words`This problem is handled in another case.`);
    case 'update_promised':
      return say(words`Next update by ${instantWord(event.due)}.`);
    case 'audience_changed':
      return event.audience === 'shared'
        ? say(words`This channel is shared now. Only what customers may see is shown here.`)
        : say(words`This channel is internal again.`);
    default:
      return undefined;
  }
}

/** The same two words as in the summary; a proof of an older case says only what came of it. */
function beforeAndNow({ before, after }: Extract<CaseEvent, { type: 'proof_finished' }>): Redacted {
  return before === undefined ? sentence(after) : words`Before: ${sentence(before)} Now: ${sentence(after)}`;
}

const duplicate = (of: string) => words`T-${Number(of.slice(2))}`;

function evidenceKeys(event: Extract<CaseEvent, { type: 'evidence_given' }>): Redacted {
  const labels = [...new Set(event.items.map(({ key }) => key))].map(evidenceLabel);
  const shown = joined(labels.slice(0, 5), words`, `);
  return labels.length > 5 ? words`${shown} and ${labels.length - 5} more` : shown;
}

function removed(event: Extract<CaseEvent, { type: 'evidence_given' }>): Redacted {
  return event.redacted > 0
    ? words` ${counted(event.redacted, words`secret value was`, words`secret values were`)} removed.`
    : words``;
}

function spanLine(target: Redacted, outcome: 'stored' | 'refused' | 'unknown'): Redacted {
  if (outcome === 'stored') return words`One test span was added to ${target}. It stays there.`;
  if (outcome === 'refused') return words`The test span to ${target} was refused. Nothing was stored.`;
  return words`It is not known whether the test span to ${target} was stored. It is not sent again.`;
}

/** Engineering hears what changes its work, in its own thread. */
function briefLine(event: CaseEvent): Row | undefined {
  switch (event.type) {
    case 'handoff_accepted':
      return by(event, words`accepted. The customer's thread knows.`);
    case 'handoff_returned':
      return by(
        event,
        words`returned it with ${counted(event.checklist.length, words`request`, words`requests`)}, now in the customer's thread.`,
      );
    case 'handoff_answered':
      return by(event, words`answered. Support has the answer.`);
    case 'handoff_closed':
      return by(event, words`closed this hand-off.`);
    case 'evidence_given':
      return event.by.user === 'bot' ? undefined : say(words`New evidence: ${evidenceKeys(event)}.`);
    case 'evidence_withdrawn':
      return say(words`A piece of evidence was withdrawn.`);
    case 'fix_declared':
      return say(words`A fix was applied: ${event.text}`);
    case 'proof_finished':
      return say(
        event.passed
          ? words`Proof passed. ${beforeAndNow(event)}`
          : words`Proof failed. ${beforeAndNow(event)}`,
      );
    case 'resolved':
      return say(words`Resolved: ${event.reason}`);
    case 'reopened':
      return say(words`Reopened: ${event.reason}`);
    case 'withdrawn':
      return say(words`Withdrawn: ${event.reason}`);
    case 'ticket_reported':
      return say(words`Ticket ${event.ticket.id}: ${event.ticket.state}.`);
    default:
      return undefined;
  }
}

/** Several lines that wait are one message; `late` stands above them. Of very many the newest are shown. */
export function linesMessage(rows: readonly Row[], late?: Redacted): Message {
  const kept = rows.slice(-mostLines);
  const rest = rows.length - kept.length;
  const shown = [
    ...(late ? [row(late)] : []),
    ...(rest > 0
      ? [row(words`${counted(rest, words`earlier change is`, words`earlier changes are`)} left out here.`)]
      : []),
    ...kept,
  ];
  const sizedRows = shown.map((cells) =>
    cells.map((run) => ('user' in run ? run : { ...run, text: cut(run.text, mostLine) })),
  );
  return {
    text: cut(joined(sizedRows.map(rowText), words`\n`), limits.messageText),
    blocks: [lines(...sizedRows)],
  };
}

/** With the two above them, lines of this length stay under a message's budget. */
const mostLines = 18;
const mostLine = 450;

export function plainMessage(text: Redacted): Message {
  return { text, blocks: [lines([{ text }])] };
}
