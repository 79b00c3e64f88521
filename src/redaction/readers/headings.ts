/**
 * A line that is only a label, and the value alone on the next line.
 * Source: forms copied from a page, notes, definition lists. Known misses: a label that ends with other words, a value
 * of several words.
 */
import { judgeName, type NameVerdict } from '../judge/name.ts';
import { couldBeCredential } from '../judge/value.ts';
import { isWorded } from '../judge/worded.ts';
import { maskValue } from '../pairs/pairs.ts';
import type { Scan } from '../scan.ts';

const head =
  /^[ \t>#*\-_=]{0,12}([A-Za-z\u0080-\udfff][\w \-/.\u0080-\udfff]{1,50}?)[ \t]{0,8}(?:\([^()\n]{0,40}\))?[:*_ \t=-]{0,8}\r?$/;
/** The marks of a key file; what is between them has a rule of its own. */
const mark = /^(?:BEGIN|END) /;
const body = /^[ \t>*`"'-]{0,8}(?::[ \t]{1,8})?([^\s`"'<>]{4,400})[`"'*]{0,3}[ \t]{0,8}\\?\r?$/;

export function scanHeadings(scan: Scan): void {
  const { text } = scan;
  for (const { start, end } of scan.landmarks.lines) {
    if (end === text.length || end - start > 120) continue;
    const label = head.exec(text.slice(start, end))?.[1];
    if (label !== undefined && !mark.test(label)) below(scan, label, end + 1);
  }
}

function below(scan: Scan, label: string, from: number): void {
  const verdict = judgeName(label);
  if (verdict.strength === 'none' || verdict.strength === 'benign') return;
  const { text } = scan;
  let at = from;
  for (let lines = 0; lines < 3; lines += 1) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (end - at > 440) return;
    const line = text.slice(at, end);
    if (!/^[ \t>*=~\r-]{0,80}$/.test(line)) {
      const value = body.exec(line)?.[1] ?? schemed(line, verdict);
      if (value === undefined || !goes(value, verdict)) return;
      const start = at + line.indexOf(value);
      maskValue(
        scan,
        verdict,
        { name: label, from: start, to: start + value.length, quoted: true, leading: false },
        '',
      );
      return;
    }
    if (newline < 0) return;
    at = newline + 1;
  }
}

/** `Splunk …` below `Authorization Header`: a scheme and a credential. */
function schemed(line: string, verdict: NameVerdict): string | undefined {
  if (verdict.kind !== 'authorization') return undefined;
  return /^[ \t>*`"'-]{0,8}([A-Za-z][\w-]{1,30} [^\s`"'<>]{8,4000})[`"']{0,3}[ \t]{0,8}\r?$/.exec(line)?.[1];
}

function goes(value: string, { strength, kind }: NameVerdict): boolean {
  const password = strength === 'strong' && kind === 'password';
  const key = strength === 'strong' && /key|token/.test(kind);
  if (
    /[:=]$/.test(value) ||
    /^[{[(]/.test(value) ||
    /^-+$/.test(value) ||
    /^[A-Za-z_][\w.-]{2,}[:=]\S/.test(value)
  )
    return false;
  if (!password && /^[a-z]+(?:_[a-z]+){1,6}$/.test(value) && !(key && isWorded(value))) return false;
  return couldBeCredential(value) || isWorded(value) || (password && /[\d\W_]/.test(value));
}
