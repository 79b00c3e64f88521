/**
 * What a command prints that was asked for a credential, on the line below it.
 * Source: the manuals of the tools named. Known misses: output of several lines, and commands not listed.
 */

import { isBenign, isName } from '../judge/value.ts';
import { maskValue } from '../pairs/pairs.ts';
import type { Scan } from '../scan.ts';

const asks =
  /(?:sudo )?(?:terraform output (?:-raw )?\S{0,60}(?:pass|secret|token|key)|(?:kubectl|oc) [^\n]{0,300}secrets?[^\n]{0,300}(?:jsonpath|base64|-o )|vault (?:kv get|read)[^\n]{0,200}-field|secretsmanager get-secret-value|ssm get-parameter[^\n]{0,200}--with-decryption|secrets versions access|keyvault secret show|print-(?:access|identity)-token|op (?:read|item get)|pass (?:show )?\S|bw get|security find-generic-password|(?:echo|printenv|cat|head)[^\n]{0,120}(?:pass|secret|token|key|cred)\w{0,20}["'})]{0,3}|(?:echo|printf)[^\n]{4,400}\| {0,2}base64 (?:-d|-D|--decode)|openssl rand|pwgen|gh auth token|aws sts|heroku config:get|consul kv get|doppler secrets get|chamber read|ansible-vault view)\S{0,60}[^\n]{0,80}\r?$/imy;

/** What stands before a command: a prompt, or nothing. */
const prompt = /[ \t]{0,8}(?:\S{0,60}[$%#>❯][ \t]{1,4})?(?=\S)/y;

export function scanOutputs(scan: Scan): void {
  const { text } = scan;
  for (const { start, end } of scan.landmarks.lines) below(scan, start, end);
  for (let at = text.indexOf('base64 -'); at >= 0; at = text.indexOf('base64 -', at + 8)) {
    const newline = text.indexOf('\n', at);
    below(scan, text.lastIndexOf('\n', at) + 1, newline < 0 ? text.length : newline);
  }
}

function below(scan: Scan, start: number, end: number): void {
  const { text } = scan;
  if (end === text.length || end - start > 700) return;
  prompt.lastIndex = start;
  if (!prompt.test(text)) return;
  asks.lastIndex = prompt.lastIndex;
  if (asks.test(text)) maskLine(scan, end + 1);
}

function maskLine(scan: Scan, from: number): void {
  const newline = scan.text.indexOf('\n', from);
  const line = scan.text.slice(from, newline < 0 ? scan.text.length : newline);
  const value = /^[ \t"']{0,8}([^\s"'<>{}[\]]{6,4000})["',]{0,2}[ \t]{0,4}\r?$/.exec(line)?.[1];
  if (
    value === undefined ||
    /^[-.\w]+:$|:\/\/|^[A-Za-z_]\w{0,60}=/.test(value) ||
    isBenign(value) ||
    isName(value)
  )
    return;
  if (/^[a-z]{1,12}$/.test(value) || /^(?:error|warning)/i.test(value)) return;
  const at = from + line.indexOf(value);
  const pair = { name: 'output', from: at, to: at + value.length, quoted: true, leading: true };
  maskValue(scan, { strength: 'strong', kind: 'secret' }, pair, '');
}
