/**
 * Sentences in which the credential stands before its name, beside a user, or in a second clause.
 * Source: the same as prose.ts. Known misses: values told only by what the reader knows of the case.
 */

import { couldBeCredential, isBenign, isName, isPassphrase } from '../judge/value.ts';
import { isDerived, isWorded } from '../judge/worded.ts';
import { trimEnd } from '../pairs/extent.ts';
import type { Scan } from '../scan.ts';
import { isSaid, type Noun, saidAt, wordEnd } from './said.ts';

const changed = /^["'*]? (?:was )?(?:changed )?from ["'`]?([^\s"'`]{6,100})["'`]? to /di;
const backward =
  /(?:^|[\s("'`])["'`]?([^\s"'`]{4,200})["'`]?,? (?:is|was|as|being|ist|als|est|comme|es|como|è|come|é)(?: (?:my|the|our|your|his|her|their|a|its|das|der|unser|mein|le|la|notre|mon|nuestra|el|il|nostra|a|o|nossa))?(?: [\w-]{1,20}){0,3} (?:(?:api|access|auth|private|license)[ _-]?)?$/i;
const bracket =
  /(?:^|[\s"'`])["'`]?([^\s"'`()]{4,100})["'`]? \((?:(?:the|my|our|a|as|der|das|le|la|el|il) )?(?:[\w-]{1,16} ){0,2}$/i;
const login =
  /(?:basic[ -]auth(?:entication)?|credentials?|creds|login|log ?in|identifiants?|zugangsdaten|credenciales|credenziali|credenciais|user(?:name)? ?(?:\/|and|&|,) ?pass(?:word)?|user\/pw)(?: (?:are|is|with|as|for [\w.-]{1,30}))?(?:[ :=]{1,4}| \()["'`]?([\w.@+-]{2,60})["'`]?(?: ?[/|] ?| with (?:password )?|, ?|:| and )["'`]?([^\s"'`/&]{4,100})(?=[\s"'`]|$)/iy;
const theWord =
  /(?:^|[\s"'(])(?:words?|phrase|codes?|mot|wort|palabra|parola|palavra|woord|słowo) ["'`]?(?=[^\s"'`])/gi;
const mismatch =
  /(?:^|[\s,;(])(?:got|want|wanted|expected|received|actual|given|instead of|but was|sent|using|tried|vs\.?)[: ]{1,2}(?=["'`\w])/gi;

/** `the secret from … to …`: the old one may still work. */
export function sayChanged(scan: Scan, at: number, noun: Noun): void {
  const from = at + noun.text.length;
  const found = changed.exec(scan.text.slice(from, from + 140));
  const range = found?.indices?.[1];
  const value = found?.[1] ?? '';
  if (range === undefined || isBenign(value) || !isLikely(value)) return;
  scan.sink.add(scan.view, from + range[0], from + range[1], noun.kind);
}

/** Likely without any word beside it. */
function isLikely(value: string): boolean {
  return couldBeCredential(value) || isPassphrase(value) || isWorded(value);
}

/** `… is the database password`, `… (backup code)`: the value stands before the noun at `at`. */
export function sayBackward(scan: Scan, at: number, noun: Noun): void {
  const { text } = scan;
  const window = Math.max(0, at - 320);
  const start = window + text.slice(window, at).lastIndexOf('\n') + 1;
  const line = text.slice(start, at);
  const found = / (?:is|was|as|being|ist|als|est|comme|es|como|è|come|é) |\(/i.test(line.slice(-60))
    ? (backward.exec(line) ?? bracket.exec(line))
    : null;
  const value = found?.[1] ?? '';
  if (found === null || isBenign(value) || isName(value)) return;
  const from = start + found.index + found[0].indexOf(value);
  let to = trimEnd(text, from, from + value.length);
  while (to > from && /[*_~]/.test(text[to - 1] ?? '')) to -= 1;
  const inBracket =
    found[0].includes('(') &&
    text[at + noun.text.length] === ')' &&
    isSaid(text.slice(from, to), noun, 'beside', true);
  if (inBracket || (!found[0].includes('(') && isLikely(value) && value.length >= 6))
    scan.sink.add(scan.view, from, to, noun.kind);
}

/** `credentials: svc / hunter2`, `user/pass svc:hunter2`, `log in as svc with hunter2`. */
export function sayLogin(scan: Scan, at: number): void {
  login.lastIndex = at;
  const found = login.exec(scan.text);
  if (found === null) return;
  const raw = found[2] ?? '';
  const value = raw.replace(/[.,;)!?]{1,8}$/, '');
  if (!/[\d\W_]/.test(value) && !isWorded(value)) return;
  if (isBenign(value) || isName(value) || !isLikely(value)) return;
  const from = at + found[0].length - raw.length;
  scan.sink.add(scan.view, from, from + value.length, 'password');
}

/** `enter the word … when it asks for the secret phrase`, `the secret? It is just the word …`. */
export function sayWord(scan: Scan, at: number, end: number, noun: Noun): void {
  if (noun.speech === 'token' && noun.kind !== 'secret') return;
  const { text } = scan;
  const window = Math.max(0, at - 120);
  const start = window + text.slice(window, at).lastIndexOf('\n') + 1;
  const newline = text.indexOf('\n', end);
  const stop = Math.min(newline < 0 ? text.length : newline, end + 120);
  for (const [from, to] of [
    [start, at],
    [end, stop],
  ] as const) {
    const part = text.slice(from, to);
    theWord.lastIndex = 0;
    for (let found = theWord.exec(part); found !== null; found = theWord.exec(part)) {
      const begin = from + found.index + found[0].length;
      const close = wordEnd(text, begin);
      const value = text.slice(begin, close);
      const plain = /(?:the|das|le|la|a|o|het) (?:word|wort|mot|palabra|parola|palavra|woord) $/i.test(
        text.slice(begin - 14, begin),
      );
      const single = plain && /^[a-z]{7,40}$/.test(value) && !isDerived(value);
      if (close <= to && !isBenign(value) && !isName(value) && (single || isLikely(value)))
        addWithTail(scan, begin, close, stop, noun.kind);
    }
  }
}

/** `secret mismatch: got … want …`. */
export function sayMismatch(scan: Scan, end: number, noun: Noun): void {
  const { text } = scan;
  const newline = text.indexOf('\n', end);
  const stop = Math.min(newline < 0 ? text.length : newline, end + 160);
  const ahead = text.slice(end, stop);
  if (
    !/^[^.\n]{0,30}(?:mismatch|wrong|differ|invalid|rejected|does not match|doesn't match|not equal|unexpected|incorrect)/i.test(
      ahead,
    )
  )
    return;
  for (const found of ahead.matchAll(mismatch)) {
    const at = end + found.index + found[0].length;
    const range = saidAt(scan, at, { ...noun, kind: noun.kind }, 'linked');
    if (range !== undefined && isLikely(text.slice(range.from, range.to)))
      scan.sink.add(scan.view, range.from, range.to, noun.kind);
  }
}

/** `the word …, followed by the year`: the same word with something behind it, on the same line. */
function addWithTail(scan: Scan, begin: number, close: number, stop: number, kind: string): void {
  const value = scan.text.slice(begin, close);
  scan.sink.add(scan.view, begin, close, kind);
  const again = scan.text.slice(close, stop).indexOf(value);
  if (again >= 0) scan.sink.add(scan.view, close + again, wordEnd(scan.text, close + again), kind);
}
