import { describe, expect, test } from 'vitest';
import { limits } from '../../src/blockkit/fit.ts';
import { checkMessageBlocks, checkView, elementsIn } from '../../src/playground/limits/payload.ts';
import { isFields } from '../../src/playground/limits/rule.ts';
import { visibleText } from '../../src/playground/person.ts';
import type { Message, ModalView } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import { actor, caseAfter, diagnosisRecord, evidence, start } from '../case-builders.ts';
import { firstEvent, largestCases, largestEvents, mostTyped } from './largest-case.ts';
import { messagesOf, type Named, viewsOf } from './surfaces.ts';

/** Whatever is drawn of a case fits into Slack, and can be read aloud. */

const plain = (text: string | undefined) => text && { type: 'plain_text', text };
const viewAsSent = ({ title, submit, close, callback_id, blocks }: ModalView) => ({
  ...{ type: 'modal', callback_id, blocks },
  ...{ title: plain(title), submit: plain(submit), close: plain(close) },
});

describe('the largest case', () => {
  const events = [firstEvent(), ...largestEvents()];
  const longer = [...events, ...events, ...events];
  const wrong = (found: Named<unknown>[]) => found.filter(([, verdict]) => verdict !== null);

  test('stays within the limits of a message, in every state and for every reader', () => {
    for (const state of largestCases()) {
      const messages = messagesOf(state, longer, start);
      expect(wrong(messages.map(([name, { blocks }]) => [name, checkMessageBlocks(blocks)]))).toEqual([]);
      expect(messages.filter(([, { text }]) => text.length > limits.messageText + 400)).toEqual([]);
    }
  });

  test('stays within the limits of a form, in every state and for every role', () => {
    for (const state of largestCases()) {
      const views = viewsOf(state, longer, start, mostTyped);
      expect(wrong(views.map(([name, view]) => [name, checkView(viewAsSent(view))]))).toEqual([]);
    }
  });
});

describe('read aloud', () => {
  const at = start;
  const events = [
    {
      ...{ type: 'evidence_given' as const, by: actor('customer'), at, redacted: 1 },
      items: [
        evidence('symptom', words`no_traces`),
        evidence('response_status', 404),
        evidence('trace_dump', {
          ...{ spans: 2, traces: 1, names: [{ name: 'llm', count: 2 }], picture: 'conversation' },
          ...{ findings: [{ code: 'duplicate_spans', count: 2, advice: 'Send once.' }], notes: ['A note.'] },
        }),
      ],
    },
    {
      ...{ type: 'diagnosed' as const, by: actor('bot'), at },
      record: diagnosisRecord(1, { summary: { fix: { state: 'required', text: 'Send the other ID.' } } }),
    },
    {
      ...{ type: 'handed_off' as const, by: actor('support'), at, reason: 'other' as const, missing: [] },
      override: words`They wait.`,
    },
  ];
  const state = caseAfter(events);
  const messages = messagesOf(state, events, at);
  const views = viewsOf(state, events, at, words`typed`);

  test('a message says in its text whatever its blocks say', () => {
    const unsaid = messages.flatMap(([name, message]) =>
      missingWords(message).map((word) => `${name}: ${word}`),
    );
    expect(unsaid).toEqual([]);
  });

  test('every button and choice has a word of its own, and every field a label', () => {
    const blocks = [...messages, ...views].flatMap(([name, { blocks: drawn }]) =>
      drawn.map((block) => [name, block] as const),
    );
    for (const [name, block] of blocks)
      for (const element of elementsIn(block).filter(({ action_id: id }) => id !== undefined)) {
        const isField = block.type === 'input';
        const said = isField ? block['label'] : (element['text'] ?? element['placeholder']);
        expect(
          isFields(said) ? String(said['text']) : '',
          `${name}, ${String(element['action_id'])}`,
        ).toMatch(/\p{L}{2}/u);
      }
  });

  test('no meaning hangs on an emoji', () => {
    const whole = JSON.stringify([messages, views]);
    expect(whole).not.toMatch(/:[a-z_]+:|\p{Extended_Pictographic}/u);
  });
});

/** Words of the blocks that the text lacks; buttons and menus are read by themselves. */
function missingWords({ text, blocks }: Message): string[] {
  const spoken = new Set(wordsOf(text));
  const read = blocks.filter(({ type }) => type !== 'actions');
  const drawn = read.map((block) => ({ ...block, accessory: undefined }));
  return [...new Set(wordsOf(visibleText(drawn)))].filter((word) => !spoken.has(word));
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
