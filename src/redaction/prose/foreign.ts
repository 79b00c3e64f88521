/**
 * Credentials in sentences of other scripts, where names stand without blanks and with verbs of their own.
 * Source: rules/languages.ts and rules/spoken.ts. Known misses: scripts and languages not listed there.
 */
import { lineEndOf } from '../pairs/extent.ts';
import { spoken } from '../rules/spoken.ts';
import type { Scan } from '../scan.ts';
import { isSaid, type Noun, nounOf, saidAt } from './said.ts';

const label = new RegExp(
  `(?:${spoken.scripts})[^\\S\\n]{0,2}(?:[\\u0080-\\uffff]{0,12}|API|api)?(?: (?=[a-z]{0,20}[\\u0080-\\udfff])[a-z\\u0080-\\udfff]{1,20}){0,3}?[^\\S\\n]{0,2}(?<link>[:=>]|(?<= )-(?= ))?[^\\S\\n]{0,3}[*]{0,3}(?![a-z]{0,20}[\\u0370-\\u0530])(?=["'\`\\w!@#$%^&*+-])`,
  'giu',
);

export function scanForeign(scan: Scan): void {
  if (!scan.landmarks.foreign) return;
  let done = 0;
  for (const hint of scan.hints.at) {
    if (hint < done || scan.text.charCodeAt(hint) < 0xc0) continue;
    const from = scan.text.lastIndexOf('\n', hint) + 1;
    done = lineEndOf(scan.text, hint, scan.text.length);
    line(scan, from, done);
  }
}

function line(scan: Scan, from: number, to: number): void {
  for (const found of scan.text.slice(from, to).matchAll(label)) {
    const at = from + found.index + found[0].length;
    const noun = nounOf(found);
    if (/["'`]/.test(scan.text[at] ?? '')) {
      const range = saidAt(scan, at, noun, 'linked');
      if (range !== undefined) scan.sink.add(scan.view, range.from, range.to, noun.kind);
      continue;
    }
    bare(scan, at, noun, found.groups?.link !== undefined);
  }
}

/** A value in ASCII ends where the sentence goes on in its own script. */
function bare(scan: Scan, at: number, noun: Noun, linked: boolean): void {
  const ascii =
    /^(?:[\x21\x23-\x26\x28-\x5f\x61-\x7e]|["'`](?![\s,;:.)\]}]|$))+/.exec(
      scan.text.slice(at, at + 400),
    )?.[0] ?? '';
  const value = ascii.replace(/["'`)\],.;:!?*]{1,8}$/, '');
  if (isSaid(value, noun, linked ? 'linked' : 'beside', false)) {
    scan.sink.add(scan.view, at, at + value.length, noun.kind);
  }
}
