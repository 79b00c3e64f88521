import { type Block, bullets, context, input, lines, textInput, userSelect } from '../blockkit/build.ts';
import { type CaseLine, caseNumber } from '../cases/case-line.ts';
import type { ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { type LineReader, type LinkBase, lineBlock, precedentBlock } from './line.ts';

/** Search: words or a person, and the cases they find; a case number also shows other cases with the same evidence. */

export const searchCallback = 'home_search_form';
const termBlock = 'search-term';
const personBlock = 'search-person';
export const mostFound = 15;
export const mostPrecedents = 8;

export interface Found {
  lines: readonly CaseLine[];
  more: boolean;
  reader: LineReader;
  now: number;
  base: LinkBase;
  /** Other cases with the evidence of the one that was asked for. */
  same?: { of: string; lines: readonly CaseLine[] };
}

/** A customer finds only their own cases, so is not asked whose. */
export function buildSearch(found?: Found, asksPerson = true): ModalView {
  return {
    callback_id: searchCallback,
    title: words`Search cases`,
    submit: words`Search`,
    close: words`Close`,
    blocks: [
      input(termBlock, words`What to look for`, textInput('search_term', { most: 200, focus: true }), {
        hint: words`A case number, an ID that was pasted, a matrix row, an agent type or words of the title.`,
      }),
      ...(asksPerson
        ? [input(personBlock, words`Customer or owner`, userSelect('search_person', words`Anybody`))]
        : []),
      ...(found ? resultBlocks(found) : []),
    ],
  };
}

/** What was typed, and whose cases; one of the two is enough. */
export interface Sought {
  term: string;
  person?: string;
}

export function readSought(
  values: Readonly<Record<string, { text?: string; user?: string }>>,
): Sought | undefined {
  const term = values[termBlock]?.text?.trim() ?? '';
  const person = values[personBlock]?.user;
  const isWord = /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(term);
  if (!isWord && (person === undefined || term !== '')) return undefined;
  return { term, ...(person && { person }) };
}

export const termMissing: Record<string, Redacted> = {
  [termBlock]: words`Write at least two letters or digits, or choose a person.`,
};

function resultBlocks({ lines: found, more, reader, now, base, same }: Found): Block[] {
  if (found.length === 0)
    return [
      bold(words`Nothing found`),
      bullets([
        words`Every word has to occur: try fewer words.`,
        words`Words are compared whole: paste the whole ID.`,
      ]),
    ];
  return [
    bold(words`Found`),
    ...found.map((line) => lineBlock(line, reader, now, base)),
    ...(more ? [context(words`There are more. Add a word.`)] : []),
    ...(same ? sameBlocks(same, base) : []),
  ];
}

function sameBlocks({ of, lines: found }: NonNullable<Found['same']>, base: LinkBase): Block[] {
  return [
    bold(words`Same evidence as T-${caseNumber(of)}`),
    ...(found.length > 0
      ? found.map((line) => precedentBlock(line, base))
      : [lines([{ text: words`No other case has this evidence.` }])]),
  ];
}

const bold = (text: Redacted): Block => lines([{ text, style: 'bold' }]);
