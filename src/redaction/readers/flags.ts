/**
 * Credentials in command lines: `--api-key VALUE`, `-u user:password`, `-pPASSWORD`, `set NAME VALUE`.
 * Source: the manual pages of the commands in rules/commands.ts, and what shells and tools call such flags. Known
 * misses: a password in a one-letter flag of a command not listed; values put together by the shell.
 */

import type { NameVerdict } from '../judge/name.ts';
import { judgeName } from '../judge/name.ts';
import { isWorded } from '../judge/worded.ts';
import { inlineEnd } from '../pairs/extent.ts';
import { maskValue } from '../pairs/pairs.ts';
import { maskCookies } from '../pairs/schemes.ts';
import { passwordCommands, pipedInto } from '../rules/commands.ts';
import type { Scan } from '../scan.ts';

export function scanFlags(scan: Scan): void {
  for (const at of scan.hints.at) namedFlag(scan, at);
  const { text } = scan;
  for (let at = text.indexOf(' -'); at >= 0; at = text.indexOf(' -', at + 2)) {
    userFlag(scan, at + 1);
    cookieFlag(scan, at + 1);
    shortFlag(scan, at);
  }
  if (text.includes('|') && /\b(?:echo|printf|print|Write-Output)\b/.test(text)) pipedValues(scan);
}

function isFlagCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95 ||
    code === 46
  );
}

/** The word around the hint, when it is a flag or what a `set` command sets, and a blank follows. */
function namedFlag(scan: Scan, hint: number): void {
  const { text } = scan;
  let end = hint;
  while (end - hint < 60 && isFlagCode(text.charCodeAt(end))) end += 1;
  const blank = text.charCodeAt(end);
  if (blank !== 32 && blank !== 9) return;
  let start = hint;
  while (start > 0 && hint - start < 60 && isFlagCode(text.charCodeAt(start - 1))) start -= 1;
  const flag = /^-{1,2}(?=[A-Za-z])/.exec(text.slice(start, start + 3))?.[0];
  const setting =
    flag === undefined &&
    /(?:^|[\s:])(?:set(?: -\w{1,3}){0,2}|put|add|setx|setenv|ENV|config|(?:proxy_set|grpc_set|add|set|more_set)[-_]header|fastcgi_param)[ \t]{1,4}$/.test(
      text.slice(Math.max(0, start - 24), start),
    );
  if (flag === undefined && !setting) return;
  let at = end;
  while (at - end < 20 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1;
  if (/^[-\s|&;>=]?$/.test(text[at] ?? '')) return;
  const name = text.slice(start + (flag?.length ?? 0), end);
  const verdict = judgeName(name);
  if (verdict.strength === 'none' || verdict.strength === 'benign') return;
  if (setting && verdict.strength !== 'strong') return;
  const sure = flag === '--' || verdict.strength !== 'strong';
  const word = shellWord(text, at);
  if (verdict.kind === 'key' && isWorded(text.slice(word.from, word.to)))
    mask(scan, { ...verdict, strength: 'strong' }, word);
  mask(scan, sure ? verdict : { ...verdict, strength: 'medium' }, word);
}

interface Word {
  readonly from: number;
  readonly to: number;
}

function mask(scan: Scan, verdict: NameVerdict, word: Word): void {
  if (verdict.kind === 'cookie' && scan.text.slice(word.from, word.to).includes('=')) {
    maskCookies(scan, word.from, word.to, '');
    return;
  }
  maskValue(
    scan,
    verdict,
    { name: verdict.kind, from: word.from, to: word.to, quoted: true, leading: false },
    '',
  );
}

function shellWord(text: string, at: number): Word {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    // A quote inside the value is followed by more of it.
    const rest = text.slice(at + 1, at + 2000);
    const end = rest.search(quote === '"' ? /"(?=[\s;|&)\]}"'`,\\]|$)/ : /'(?=[\s;|&)\]}"'`,\\]|$)/);
    if (end >= 0 && !rest.slice(0, end).includes('\n')) return { from: at + 1, to: at + 1 + end };
  }
  return { from: at, to: inlineEnd(text, at, Math.min(text.length, at + 4000)) };
}

const user =
  /(?:-u|(?<=\bab[ \t][^\n]{0,100})-A|--user|--proxy-user|-U|--userpwd|--auth|-a|--basic|--http-user|--creds|-E|--cert|--proxy-cert)(?:[ \t]{1,8}|=|(?=["']))["']?([^\s:"'@/]{1,200}):(?!\/\/)([^\s"']{0,200})/y;

/** curl and friends: the part behind the first colon; an API key may stand before it. */
function userFlag(scan: Scan, at: number): void {
  user.lastIndex = at;
  const found = user.exec(scan.text);
  if (found === null) return;
  const name = found[1] ?? '';
  const password = found[2] ?? '';
  const end = at + found[0].length;
  // `-u name:'password'`
  if (password === '' && /["']/.test(scan.text[end] ?? '')) {
    mask(scan, { strength: 'strong', kind: 'password' }, shellWord(scan.text, end));
    return;
  }
  if (password !== '')
    mask(scan, { strength: 'strong', kind: 'password' }, { from: end - password.length, to: end });
  const from = end - password.length - 1 - name.length;
  const key = /^(?:sk|pk|key|api|rk)[_-]/.test(name);
  if (key || password === '')
    mask(scan, { strength: key ? 'medium' : 'weak', kind: 'api-key' }, { from, to: from + name.length });
}

/** `-b 'session=…'`, `--cookie session=…`. */
function cookieFlag(scan: Scan, at: number): void {
  const flag = /^(?:-b|--cookie)[ \t=]{1,4}(?=["']?[\w.-]{1,80}=)/.exec(scan.text.slice(at, at + 100))?.[0];
  if (flag === undefined) return;
  const word = shellWord(scan.text, at + flag.length);
  maskCookies(scan, word.from, word.to, '');
}

/** Letters that mean a password behind some of the commands only. */
const flagCommands: Readonly<Record<string, RegExp>> = {
  '-a': /^(?:redis-cli|az|xh|https?)/,
  '-k': /openssl|zip|7z/,
  '-K': /openssl/,
  '-N': /ssh-keygen/,
  '-ap': /sipp|sipsak/,
};
const anyCommand = /^(?!redis-cli|az|xh|https?|ssh-keygen)/;

/** `-pSECRET`, `-a SECRET`, `-k SECRET`, behind a command that takes a password so. */
function shortFlag(scan: Scan, blank: number): void {
  const { text } = scan;
  const found = /^ -(?:pw|p|P|w|ap|a|k|K|N|storepass|keypass)(?=[ \t]|[^\s=-])[ \t]{0,8}(?=[^\s-])/.exec(
    text.slice(blank, blank + 24),
  );
  if (found === null) return;
  const letter = found[0].trim();
  const line = text.slice(Math.max(0, blank - 600), blank);
  const command = passwordCommands.exec(line.slice(line.lastIndexOf('\n') + 1))?.[1];
  if (command === undefined) return;
  if (!(flagCommands[letter] ?? anyCommand).test(command)) return;
  const word = shellWord(text, blank + found[0].length);
  const value = text.slice(word.from, word.to);
  if (/^\d{2,5}$/.test(value) || /^[\w.-]{1,80}\.[a-z]{2,4}$/.test(value)) return;
  mask(scan, { strength: 'strong', kind: 'password' }, word);
}

/** `echo VALUE | docker login --password-stdin`. */
function pipedValues(scan: Scan): void {
  const piped =
    /\b(?:echo|printf|print|Write-Output)(?:[ \t]{1,4}-[neE]{1,2})?[ \t]{1,4}(?:'%s' )?(?:"([^"\n]{4,400})"|'([^'\n]{4,400})'|([^\s"'|]{4,400}))[ \t]{0,4}\|[ \t]{0,4}([^\n]{0,200})/dg;
  for (const found of scan.text.matchAll(piped)) {
    if (!pipedInto.test(found[4] ?? '')) continue;
    const range = found.indices?.[1] ?? found.indices?.[2] ?? found.indices?.[3];
    if (range !== undefined)
      mask(scan, { strength: 'strong', kind: 'secret' }, { from: range[0], to: range[1] });
  }
}
