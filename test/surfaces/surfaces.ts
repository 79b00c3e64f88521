import type { Block } from '../../src/blockkit/build.ts';
import type { Case } from '../../src/cases/case.ts';
import { handoffReasons } from '../../src/cases/case.ts';
import { caseLine } from '../../src/cases/case-line.ts';
import type { CaseEvent } from '../../src/cases/events.ts';
import { fieldKeys } from '../../src/evidence/form.ts';
import { buildEvidenceModal, buildPreview } from '../../src/evidence/modal.ts';
import { briefBlocks, briefOf, briefText } from '../../src/handoff/brief.ts';
import { buildAnswer, buildHandOff, buildReturn } from '../../src/handoff/modal.ts';
import { lineBlock } from '../../src/home/line.ts';
import { buildOpening, duplicateView } from '../../src/intake/opening.ts';
import { buildFix, buildManage } from '../../src/manage/modal.ts';
import {
  forgetMessage,
  helpMessage,
  listMessage,
  showMessage,
  statusMessage,
} from '../../src/manage/replies.ts';
import type { Message, ModalView } from '../../src/ports.ts';
import type { Redacted } from '../../src/redaction/redacted.ts';
import { words } from '../../src/redaction/words.ts';
import { cardBlocks, cardText } from '../../src/summary/card.ts';
import { commandsView, consentView } from '../../src/summary/consent.ts';
import { dumpMessage } from '../../src/summary/dump.ts';
import { historyBlocks } from '../../src/summary/history.ts';
import { linesMessage, threadLine } from '../../src/summary/thread-lines.ts';
import { whyBlocks } from '../../src/summary/why.ts';

/** Everything that is ever drawn of a case, by name. */

export type Named<T> = readonly [name: string, drawn: T];

const late = words`Drawn 2 h late`;
const audiences = ['internal', 'shared'] as const;
const readers = [...audiences, 'engineering'] as const;

export function messagesOf(state: Case, events: readonly CaseEvent[], now: number): Named<Message>[] {
  const line = caseLine(state);
  const list = {
    ...{
      title: words`Open cases`,
      found: Array.from({ length: 15 }, () => line),
      now,
      more: true,
      isOwn: false,
    },
    block: (one: typeof line): Block => lineBlock(one, 'staff', now, 'https://desk.slack.com/archives/'),
  };
  return [
    ...audiences.flatMap((audience): Named<Message>[] => [
      [
        `card, ${audience}`,
        { text: cardText(state, audience, late), blocks: cardBlocks(state, audience, late) },
      ],
      [`summary, ${audience}`, showMessage(state, audience)],
      [`status, ${audience}`, statusMessage(state, audience)],
    ]),
    ...readers.map((reader): Named<Message> => {
      const rows = events.map((event) => threadLine(event, reader)).filter((row) => row !== undefined);
      return [`thread, ${reader}`, linesMessage(rows, words`Late: this happened up to 2 h ago.`)];
    }),
    ...state.handoffs.map((handoff): Named<Message> => {
      const brief = briefOf(state, handoff);
      const blocks = briefBlocks(brief, state, handoff, 'https://desk.slack.com/archives/C1/p1');
      return [`brief ${handoff.number}`, { text: briefText(brief), blocks }];
    }),
    ...state.evidence.flatMap((item): Named<Message>[] => {
      const message = dumpMessage(item);
      return message ? [[`dump ${item.id}`, message]] : [];
    }),
    ['list', listMessage(list)],
    ['forget', forgetMessage(state)],
    ['help', helpMessage()],
    ['help, customer', helpMessage(true)],
  ];
}

export function viewsOf(
  state: Case,
  events: readonly CaseEvent[],
  now: number,
  typed: Redacted,
): Named<ModalView>[] {
  const metadata = { case: state.id };
  const values = Object.fromEntries(fieldKeys.map((key) => [key, typed]));
  const pieces = state.evidence.slice(-100).map(({ id }) => ({ value: id, text: typed }));
  const read = (name: Redacted, blocks: readonly Block[]): ModalView => ({
    ...{ callback_id: 'read', title: name, close: words`Close`, blocks },
  });
  return [
    ['opening', buildOpening({ metadata, symptom: 'no_traces', description: typed, asksChannel: true })],
    ['duplicate', duplicateView(metadata, caseLine(state), now)],
    [
      'evidence',
      buildEvidenceModal({
        metadata,
        fields: fieldKeys,
        values,
        notice: typed,
        all: true,
        withdrawable: pieces,
      }),
    ],
    ['preview', buildPreview(metadata, values, 9_999, [typed, typed])],
    ...(['support', 'engineering', 'operator'] as const).map(
      (role): Named<ModalView> => [`manage, ${role}`, buildManage(state, role)],
    ),
    ['fix', buildFix(state)],
    ...handoffReasons.map((reason): Named<ModalView> => [`hand off, ${reason}`, buildHandOff(state, reason)]),
    ...state.handoffs.slice(-1).flatMap((handoff): Named<ModalView>[] => [
      ['return', buildReturn(state, handoff)],
      ['answer', buildAnswer(state, handoff, false)],
      ['close', buildAnswer(state, handoff, true)],
    ]),
    ['consent', consentView(state, { type: 'simulation', id: 'nQ3vXa7Lp2RtYbZc8sKfTt' })],
    ['commands', commandsView(state, undefined)],
    [
      'why',
      read(words`Why?`, whyBlocks(state, [{ line: caseLine(state), url: 'https://desk.slack.com/x' }])),
    ],
    ['history', read(words`History`, historyBlocks(state, events, 0, now))],
    ['older history', read(words`History`, historyBlocks(state, events, 30, now))],
  ];
}
