/** Compares the Coval keys of the evidence: those of the deployed agent with those of a test or of our own checks. */
import { asRedacted } from '../../redaction/redact.ts';
import type { Check } from '../evidence.ts';
import { saySource } from '../facts.ts';
import { compareFingerprints } from '../key-fingerprint.ts';
import { type KeyMark, toolIn } from '../key-marks.ts';
import { readPastedChecks } from '../pasted-check.ts';
import { isHealthyFake } from './answer.ts';
import { commandBlocks } from './commands.ts';
import { type Notebook, note } from './notebook.ts';

/** One piece of evidence and the keys that were removed from it. */
export interface KeyPiece {
  /** An evidence key. */
  readonly source: string;
  readonly text: string;
  readonly marks: readonly KeyMark[];
  /** The answer, when the piece is the output of a command that was read as a check. */
  readonly check?: Check | undefined;
}

export interface KeyEvidence {
  readonly pieces: readonly KeyPiece[];
  /** The key that our own checks ran with, and what they were answered. */
  readonly own?: { readonly fingerprint: string; readonly checks: readonly Check[] } | undefined;
}

/** What a test showed of the key it was run with. */
interface Shown {
  readonly spanTaken: boolean;
  readonly targetFound: boolean;
  readonly refused: boolean;
}

interface Tested extends Shown {
  readonly fingerprint: string;
  readonly where: string;
}

interface Deployed {
  readonly fingerprint: string;
  readonly source: string;
}

/** By fact, the most telling first: which key was set beside which, in one sentence. */
export type KeySentences = ReadonlyMap<string, string>;

export function readKeys({ pieces, own }: KeyEvidence, book: Notebook): KeySentences {
  const deployed: Deployed[] = [];
  const tested: Tested[] = [];
  for (const piece of pieces) readPiece(piece, deployed, tested);
  if (own !== undefined)
    tested.push(
      ...own.checks.map((check) => ({
        ...shownBy(check),
        fingerprint: own.fingerprint,
        where: 'our own check',
      })),
    );
  warnOfSeveral(pieces, deployed, book);
  const sentences = new Map<string, string>();
  for (const [fact, how, counts] of comparisons) {
    const result = compare(deployed, tested.filter(counts));
    if (result === undefined) continue;
    note(book, fact, result.is, result.seen.source, 'pasted_log');
    // That another key was refused says nothing about this one.
    if (fact === 'key.refused' && result.is === 'different') continue;
    const is = result.is === 'same' ? 'is' : 'is not';
    sentences.set(
      fact,
      `The key in ${placeOf(result.seen.source)} ${is} the key ${how} ${result.with.where}.`,
    );
  }
  return sentences;
}

const comparisons: readonly [fact: string, how: string, counts: (one: Tested) => boolean][] = [
  ['key.worked', 'that worked in', ({ spanTaken }) => spanTaken],
  ['key.finds_target', 'that found the target in', ({ targetFound }) => targetFound],
  ['key.refused', 'that was refused in', ({ refused }) => refused],
];

interface Comparison {
  readonly is: 'same' | 'different';
  readonly seen: Deployed;
  readonly with: Tested;
}

/** All or none: where the deployed keys differ among themselves, or one cannot be compared, nothing is known. */
function compare(deployed: readonly Deployed[], tested: readonly Tested[]): Comparison | undefined {
  const [seen] = deployed;
  const [first] = tested;
  if (seen === undefined || first === undefined) return undefined;
  const verdicts = deployed.map(({ fingerprint }) => {
    const each = tested.map((one) => compareFingerprints(fingerprint, one.fingerprint));
    if (each.includes('same')) return 'same';
    return each.includes('unknown') ? 'unknown' : 'different';
  });
  if (verdicts.every((is) => is === 'different')) return { is: 'different', seen, with: first };
  if (!verdicts.every((is) => is === 'same')) return undefined;
  const equal = tested.find(({ fingerprint }) => fingerprint === seen.fingerprint);
  return { is: 'same', seen, with: equal ?? first };
}

const placeOf = (source: string): string =>
  source === 'description' || source === 'trace_dump' ? 'the pasted lines' : saySource(source);

function readPiece({ source, text, marks, check }: KeyPiece, deployed: Deployed[], tested: Tested[]): void {
  if (check !== undefined) {
    addTested(text, marks, check, tested);
    return;
  }
  for (const block of commandBlocks(text)) {
    const here = marks.filter(({ placeholder }) => block.text.includes(placeholder));
    if (here.length === 0) continue;
    // The text was cleared before it came here.
    const answers = block.isTest ? readPastedChecks(asRedacted(block.text)) : [];
    for (const answer of answers) addTested(block.text, here, answer, tested);
    if (block.isTest) continue;
    for (const { placeholder, fingerprint } of here)
      if (source === 'agent_config' || isSet(block.text, placeholder)) deployed.push({ fingerprint, source });
  }
}

/** Two keys in one command: nobody can say which of them was answered. */
function addTested(text: string, marks: readonly KeyMark[], check: Check, tested: Tested[]): void {
  const [mark, ...more] = distinct(marks);
  if (mark === undefined || more.length > 0) return;
  const tool = marks[0]?.tool ?? toolIn(text) ?? 'other';
  tested.push({ ...shownBy(check), fingerprint: mark, where: tools[tool] });
}

const tools = { curl: 'the curl test', script: 'the span test', other: 'the test' } as const;

/** A setting or a header of a log, not a word in a sentence. */
function isSet(text: string, placeholder: string): boolean {
  const at = text.indexOf(placeholder);
  return /(?:key|headers?|authorization)["'\\]{0,3}\s{0,2}[:=]\s{0,2}(?:x-api-key=|bearer\s)?["'\\]{0,3}$/i.test(
    text.slice(Math.max(0, at - 80), at),
  );
}

const distinct = (marks: readonly { fingerprint: string }[]): string[] => [
  ...new Set(marks.map(({ fingerprint }) => fingerprint)),
];

/** Only a span test shows that a key may write traces; a look-up that finds the target shows its organization. */
function shownBy(check: Check): Shown {
  const { kind, status } = check;
  const isSuccess = status !== null && status >= 200 && status < 300;
  return {
    spanTaken: kind === 'fake_id_span' ? isHealthyFake(check) : kind === 'target_span' && isSuccess,
    targetFound: isSuccess && ['target_span', 'get_simulation', 'get_conversation'].includes(kind),
    refused: status === 401 || (status === 403 && ['fake_id_span', 'target_span'].includes(kind)),
  };
}

function warnOfSeveral(pieces: readonly KeyPiece[], deployed: readonly Deployed[], book: Notebook): void {
  for (const { source, text, marks, check } of pieces) {
    if (check !== undefined) continue;
    const told = commandBlocks(text)
      .filter(({ isTest }) => !isTest)
      .map((block) => block.text)
      .join('\n');
    const keys = distinct(marks.filter(({ placeholder }) => told.includes(placeholder)));
    if (keys.length < 2) continue;
    note(book, 'key.several', true, source, 'pasted_log');
    book.warnings.push(
      `${counted(keys.length)} different Coval keys stand in ${placeOf(source)}. Find out which of them the running agent uses.`,
    );
    return;
  }
  const [one, ...others] = deployed;
  const other = others.find(
    ({ fingerprint, source }) =>
      one !== undefined &&
      source !== one.source &&
      compareFingerprints(fingerprint, one.fingerprint) === 'different',
  );
  if (one === undefined || other === undefined) return;
  note(book, 'key.several', true, other.source, 'pasted_log');
  book.warnings.push(
    `The key in ${placeOf(other.source)} is not the key in ${placeOf(one.source)}. Find out which of them the running agent uses.`,
  );
}

const counted = (count: number): string => (count === 2 ? 'Two' : String(count));
