import type { Gather } from '../gather.ts';
import { readBytes } from './bytes.ts';
import { Documents } from './documents.ts';
import { strip, unescapeEntities, unlink } from './repair.ts';
import { readTable } from './table.ts';
import { TolerantReader } from './tolerant.ts';
import { nothingUnfinished } from './value.ts';
import { readWaterfall } from './waterfall.ts';

/** A dump inside a dump (a JSON string, base64 of gzip) is followed this far. */
const MOST_LAYERS = 4;
/** Starts that turned out to be no dump: brackets in prose and log lines. */
const MOST_STARTS = 64;
/** Each of these reads to the end of the text. */
const MOST_SWALLOWED = 8;

/** Text in any known form. Strict parsing first; repair only what strict parsing refuses. */
export function readText(input: string, gather: Gather, layer: number, bytes = input.length): void {
  if (layer > MOST_LAYERS) return;
  const { text, notes } = unlink(input.charCodeAt(0) === 0xfeff ? input.slice(1) : input);
  for (const note of notes) gather.note(note);
  const documents = new Documents(gather, (inner) => readText(inner, gather, layer + 1));
  if (text.trim() === '') {
    documents.empty();
    return;
  }
  if (readStrict(text, documents, bytes)) return;
  if (readBase64(text, gather, layer)) return;
  readDamaged(text, gather, documents);
}

function readStrict(text: string, documents: Documents, bytes: number): boolean {
  const first = /\S/.exec(text)?.[0];
  if (first !== '{' && first !== '[' && first !== '"') return false;
  const whole = parsed(text);
  if (whole !== undefined) return documents.take(whole.value, nothingUnfinished, bytes);
  return first === '{' && readLines(text, documents);
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Not JSON as a whole: an expected outcome, the next reader is tried.
    return undefined;
  }
}

/** One document a line. The first line decides; a broken later line is read as far as it goes. */
function readLines(text: string, documents: Documents): boolean {
  let from = 0;
  let read = false;
  while (from < text.length) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(from, end);
    from = end + 1;
    if (line.trim() === '') continue;
    const document = parsed(line);
    if (document) {
      read = documents.take(document.value, nothingUnfinished, line.length) || read;
    } else if (!read) {
      return false;
    } else {
      readLoose(line, documents);
    }
  }
  return read;
}

function readLoose(line: string, documents: Documents): void {
  const start = line.indexOf('{');
  if (start < 0) return;
  const reading = new TolerantReader(line, start).read();
  documents.takeReading(reading, line.length);
}

const base64Text = /^[\sA-Za-z0-9+/_-]+={0,2}\s*$/;

function readBase64(text: string, gather: Gather, layer: number): boolean {
  const bare = text
    .replace(/^\s*```[a-z]*|```\s*$/g, '')
    .replace(/^\s*data:[^,\n]{0,100};base64,/, '')
    .replace(/^\s*["'\u201c]|["'\u201d]\s*$/g, '');
  if (bare.trim().length < 12 || !base64Text.test(bare)) return false;
  const packed = bare.replace(/\s+/g, '').replace(/-/g, '+').replace(/_/g, '/');
  if (/^[0-9a-f]+$/i.test(packed) && packed.length % 2 === 0) {
    return readBytes(Buffer.from(packed, 'hex'), gather, layer + 1, true);
  }
  return readBytes(Buffer.from(packed, 'base64'), gather, layer + 1, true);
}

function readDamaged(text: string, gather: Gather, documents: Documents): void {
  const unescaped = unescapeEntities(text);
  const stripped = strip(unescaped.text);
  for (const note of [...unescaped.notes, ...stripped.notes]) gather.note(note);
  const clean = stripped.text;
  if (clean !== text) {
    const inner = clean.trim();
    if (readStrict(inner, documents, inner.length)) return;
    if (readBase64(inner, gather, MOST_LAYERS - 1)) return;
  }
  if (readDocuments(clean, gather, documents)) return;
  if (!readTable(clean, gather)) readWaterfall(clean, gather);
}

/** Objects and lists anywhere in the text: glued documents, console output, a dump inside prose. */
function readDocuments(text: string, gather: Gather, documents: Documents): boolean {
  let read = false;
  let misses = 0;
  let at = nextStart(text, 0);
  let prose = text.slice(0, at < 0 ? 0 : at).trim() !== '';
  let last = 0;
  let swallowed = 0;
  while (at >= 0 && misses < MOST_STARTS) {
    const reading = new TolerantReader(text, at).read();
    if (documents.takeReading(reading, reading.end - at)) {
      read = true;
      last = reading.end;
      at = nextStart(text, reading.end);
    } else {
      misses += 1;
      prose = true;
      if (reading.unfinished.size === 0) at = nextStart(text, reading.end);
      else {
        // An open bracket of the prose may have swallowed the dump: look again on the next line, a few times.
        swallowed += 1;
        const line = text.indexOf('\n', at);
        at = line < 0 || swallowed > MOST_SWALLOWED ? -1 : nextStart(text, line);
      }
    }
  }
  if (read && prose && !isTail(text.slice(last), gather)) gather.note('Text around the dump was left out.');
  return read;
}

/** A copy that starts in the middle: brackets close after it that never opened in it. */
function isTail(after: string, gather: Gather): boolean {
  if (!/^\s*[\]}]\s*[\]},]/.test(after)) return false;
  gather.partial('The beginning of the dump is missing; what is missing was not judged.');
  gather.refuse('cut off');
  return true;
}

function nextStart(text: string, from: number): number {
  const starts = /[{[]/g;
  starts.lastIndex = from;
  return starts.exec(text)?.index ?? -1;
}
