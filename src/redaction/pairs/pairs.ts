/** A name beside a value: decide what of the value goes. */

import { judgeName, type NameVerdict } from '../judge/name.ts';
import {
  couldBeCredential,
  isBenign,
  isName,
  isSentence,
  keyIdLength,
  looksRandom,
  uuid,
} from '../judge/value.ts';
import { isWorded } from '../judge/worded.ts';
import { plainCookies, plainHeaders } from '../rules/headers.ts';
import type { Frame, Scan } from '../scan.ts';
import { MASKED } from '../views/normalise.ts';
import { maskAuthorization, maskCookies } from './schemes.ts';

export interface Pair {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly quoted: boolean;
  /** The pair begins its line, as in files; otherwise it stands in running text. */
  readonly leading: boolean;
}

const nameKeys = new Set(
  'name key header headername header_name fieldname field_name variable var param parameter attribute property setting k label title env envvar provide'.split(
    ' ',
  ),
);
const valueKeys = new Set(
  'value val v stringvalue string_value content text secretvalue secret_value default defaultvalue default_value data current plainvalue plain_value bytesvalue bytes_value usevalue vstr v_str strval string_val stringval'.split(
    ' ',
  ),
);
const LONGEST_KEY = Math.max(...[...nameKeys, ...valueKeys].map((key) => key.length));

/** `name`, `key`, `value` and their like: two neighbours may be a name and its value. */
export function isSiblingKey(text: string, from: number, to: number): boolean {
  if (to - from > LONGEST_KEY) return false;
  const key = text.slice(from, to).toLowerCase();
  return nameKeys.has(key) || valueKeys.has(key) || key === 'type';
}

/** Nothing about the container says that a value in it is a credential. */
export function isHarmless(frame: Frame): boolean {
  const { strength } = frame.verdict;
  return (
    frame.role === 'plain' &&
    frame.siblingName === undefined &&
    (strength === 'none' || strength === 'benign')
  );
}

/** True when the value was masked or is known to need no further look. */
export function visitPair(scan: Scan, frame: Frame, pair: Pair): boolean {
  return visitSibling(scan, frame, pair) ?? maskByName(scan, frame, pair.name, pair);
}

/** `{ name: X, value: Y }`: undefined when the pair is none of the two. */
function visitSibling(scan: Scan, frame: Frame, pair: Pair): boolean | undefined {
  if (frame.close === 0 && frame.indent < 0) return undefined;
  if (pair.name.length > LONGEST_KEY) return undefined;
  const key = pair.name.toLowerCase();
  if (nameKeys.has(key)) return noteName(scan, frame, pair);
  if (key === 'type' && isSecretType(scan.text.slice(pair.from, Math.min(pair.to, pair.from + 40))))
    frame.siblingName ??= 'secret';
  if (!valueKeys.has(key)) return undefined;
  const own =
    frame.role === 'login' &&
    (frame.siblingName === undefined || judgeName(frame.siblingName).strength === 'none');
  const name = own ? 'password' : (frame.siblingName ?? (isSensitive(frame) ? frame.name : undefined));
  if (name !== undefined && name !== '') return maskByName(scan, frame, name, { ...pair, name });
  frame.waiting ??= [];
  if (frame.waiting.length < 8) frame.waiting.push({ scan, from: pair.from, to: pair.to });
  return frame.role === 'plain' ? undefined : false;
}

/** `"type": "SecureString"` beside `"value"`. */
function isSecretType(type: string): boolean {
  return /^(?:secure_?string|secret(?:_text|_string)?|password|sensitive|credential|(?:access|auth|bearer|api)_?(?:token|key)|token|bearer)$/i.test(
    type,
  );
}

function isSensitive(frame: Frame): boolean {
  return frame.verdict.strength === 'strong' || frame.verdict.strength === 'medium' || isKeyRing(frame);
}

/** `keys: { deepgram: …, vapi: … }`: a container of keys, although `keys` alone says little. */
function isKeyRing(frame: Frame): boolean {
  return frame.verdict.strength === 'weak' && frame.verdict.kind === 'key' && /keys$/i.test(frame.name);
}

function noteName(scan: Scan, frame: Frame, pair: Pair): boolean | undefined {
  const name = scan.text.slice(pair.from, Math.min(pair.to, pair.from + 121));
  if (!/^[\w .\-/:[\]"]{1,120}$/.test(name)) return undefined;
  const { strength } = judgeName(name);
  if (pair.name.toLowerCase() === 'key' && looksRandom(name) && !isName(name)) return undefined;
  if (strength === 'none' && frame.role === 'plain')
    return pair.name.toLowerCase() === 'key' ? undefined : false;
  frame.siblingName = name;
  for (const range of frame.waiting ?? []) {
    maskByName(range.scan, frame, name, { ...pair, from: range.from, to: range.to, name, quoted: true });
  }
  frame.waiting = undefined;
  return true;
}

/** `add_argument("--password", default="…")`: the first argument names the others. */
export function noteArgument(frame: Frame, value: string): void {
  const name = value.replace(/^-{1,2}/, '');
  if (value.length <= 60 && judgeName(name).strength === 'strong') frame.siblingName ??= name;
}

/** Headers that say which one. */
const identifies =
  /(?:^|-)(?:call|run|trace|span|simulation|conversation|agent|session|room|job|request|correlation|org|tenant)(?:-?id)?$/i;

/** The verdict of the name, seen inside its container. */
export function judgeIn(frame: Frame, name: string): NameVerdict {
  const own = judgeName(name);
  if (frame.role === 'headers') {
    if (plainHeaders.has(name.toLowerCase()) || (own.strength === 'none' && identifies.test(name)))
      return { strength: 'benign', kind: 'secret' };
    return own.strength === 'none' ? { strength: 'weak', kind: 'header' } : own;
  }
  if (frame.role === 'cookies') {
    if (plainCookies.has(name.toLowerCase())) return { strength: 'benign', kind: 'cookie' };
    return own.strength === 'strong' ? own : { strength: 'medium', kind: 'cookie' };
  }
  if (frame.role === 'secrets' && own.strength === 'none' && !name.includes('@')) {
    return { strength: frame.name === 'secretData' ? 'strong' : 'medium', kind: frame.verdict.kind };
  }
  if (own.strength === 'none' && isKeyRing(frame)) return { strength: 'weak', kind: 'key' };
  return own;
}

export function maskByName(scan: Scan, frame: Frame, name: string, pair: Pair): boolean {
  const lower = name.toLowerCase();
  if (
    lower === 'cookie' ||
    lower === 'set-cookie' ||
    lower.endsWith('.cookie') ||
    lower === 'document.cookie'
  ) {
    maskCookies(scan, pair.from, pair.to, frame.path);
    return true;
  }
  return maskValue(scan, judgeIn(frame, name), pair, frame.path);
}

export function maskValue(scan: Scan, verdict: NameVerdict, pair: Pair, path: string): boolean {
  if (verdict.strength === 'none' || verdict.strength === 'benign') return false;
  const { text } = scan;
  let { from, to } = pair;
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
  const value = text.slice(from, to);
  const fallback = /^\$\{\w{1,80}:?[-=](?=[^{}]{4,400}\}$)/.exec(value)?.[0].length;
  if (fallback !== undefined)
    return maskValue(scan, verdict, { ...pair, from: from + fallback, to: to - 1 }, path);
  if (value.includes(MASKED)) return maskAround(scan, from, to, verdict);
  if (isBenign(value) || (isName(value) && !isSchemeAndWords(value))) return false;
  const both =
    /^(?:user(?:name)?|login) ?\/ ?p|^(?:zugangsdaten|credentials|creds|identifiants|credenciales|credenziali)$/i.test(
      pair.name,
    )
      ? (/^\S{1,80} ?\/ ?(?=\S+$)/.exec(value)?.[0].length ?? 0)
      : 0;
  const login = both > 0 ? both : verdict.kind === 'auth' ? loginLength(value) : 0;
  if (login > 0) {
    scan.sink.add(scan.view, from + login, to, 'password', { path });
    return true;
  }
  // `user:password@tcp(host:3306)/name`: drivers of Go.
  const dsn = /^([\w.-]{1,60}:)([^\n]{1,200})@(?:tcp|udp|unix)\(/.exec(value);
  if (dsn !== null) {
    const password = dsn[2] ?? '';
    const at = from + (dsn[1] ?? '').length;
    if (!isBenign(password)) scan.sink.add(scan.view, at, at + password.length, 'password', { path });
    return true;
  }
  const scheme = maskAuthorization(scan, from, to, verdict, path);
  if (scheme !== undefined) return scheme;
  if (!goes(value, verdict, pair)) return false;
  const bare = !pair.quoted && /^[\d.+-]+$/.test(value);
  scan.sink.add(scan.view, from, from + keyIdLength(value), verdict.kind, { path, bare });
  return true;
}

/** `Bearer amber-lagoon`: a credential made of words, behind its scheme. */
function isSchemeAndWords(value: string): boolean {
  const rest = /^(?:bearer|basic|token)\s+(\S+)$/i.exec(value)?.[1];
  return rest !== undefined && (rest.length >= 16 || isWorded(rest) || (rest.includes('_') && !isName(rest)));
}

/** `BASIC_AUTH=user:password`: how much of it is the user. */
function loginLength(value: string): number {
  const user = /^[\w.@-]{1,60}:(?=[^\s:/]{4,200}$)/.exec(value)?.[0].length ?? 0;
  const password = value.slice(user);
  return user > 0 && (isWorded(password) || couldBeCredential(password)) ? user : 0;
}

function goes(value: string, verdict: NameVerdict, pair: Pair): boolean {
  // A structure is read leaf by leaf.
  if (/^[{[]\s*["'{[\\]/.test(value) && value.length > 12) return false;
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value)) return false;
  if (/^\d+(?:\.\d+)?$/.test(value)) return numberGoes(value, verdict, pair.name);
  // Identifiers of Twilio: calls, messages, recordings.
  if (verdict.strength === 'weak' && /^[A-Z]{2}[0-9a-f]{32}$/.test(value)) return false;
  if (verdict.strength === 'weak' && isChosen(value, verdict, pair)) return true;
  if (verdict.strength === 'weak')
    return looksRandom(value) && !(/(?:^|[.\s])session$/i.test(pair.name) && isIdentifier(value));
  if (verdict.kind === 'signature' && /^[a-z]=\d{10,13}$/.test(value)) return false;
  if (
    verdict.strength === 'medium' &&
    /^(?:password|secret|auth|token)$/.test(verdict.kind) &&
    isWorded(value)
  )
    return true;
  if (verdict.strength === 'medium')
    return couldBeCredential(value) && !/\s\S{1,400}\s\S{1,400}\s/.test(value);
  if (/\s/.test(value) && isSentence(value)) return false;
  if (!pair.quoted && !pair.leading && /^[a-z]+$/.test(value)) return isWordPassword(value, verdict);
  return value.length >= 3;
}

/** A UUID, or 22 letters and digits as Coval writes its IDs. */
function isIdentifier(value: string): boolean {
  return uuid.test(value) || /^[A-Za-z0-9]{22}$/.test(value);
}

/** `KEY='RavenHazel!'`, `"key": "sable-velvet-lagoon"`: a password somebody made up, under a name that says little. */
function isChosen(value: string, verdict: NameVerdict, pair: Pair): boolean {
  if (verdict.kind !== 'key') return false;
  const variable = /^[A-Z_]{3,40}$/.test(pair.name);
  if (variable && pair.quoted && couldBeCredential(value)) return true;
  if (!isWorded(value)) return false;
  return variable || (pair.quoted && /^[a-z]+(?:[-.][a-z]+){2,}$/.test(value));
}

function isWordPassword(value: string, verdict: NameVerdict): boolean {
  return !isSentence(value) && value.length >= 5 && verdict.kind !== 'token';
}

/** A count is no credential; a number under `pin` or `password` is. */
function numberGoes(value: string, verdict: NameVerdict, name: string): boolean {
  const code = /^(?:pass(?:word|code|phrase)?|pin|pwd|pw)\b[^@]*$/i.test(name);
  if (verdict.strength !== 'strong') return value.length >= 20 || (code && /^\d{4,10}$/.test(value));
  if (verdict.kind === 'token') return value.length >= 8;
  return value.length >= 3;
}

/** Part of the value is masked already: what stands beside goes too when it could be a credential. */
function maskAround(scan: Scan, from: number, to: number, verdict: NameVerdict): boolean {
  let start = from;
  for (let index = from; index <= to; index += 1) {
    if (index < to && scan.text[index] !== MASKED) continue;
    const piece = scan.text.slice(start, index);
    const lead = piece.length - piece.trimStart().length;
    const trimmed = piece.trim();
    // A closing quote and what code or a list goes on with. A scheme. A variable with a default. The scope behind an AWS key id.
    const next =
      /^["'`][,;&)\]}]|^(?:bearer|basic|token)%20$|^\$\{\w{1,80}:?[-=]$|^(?:\/|%2F)\d{8}(?:\/|%2F)[\w/%-]*$/i.test(
        trimmed,
      );
    if (
      !next &&
      trimmed.length >= 6 &&
      verdict.strength === 'strong' &&
      !/\s/.test(trimmed) &&
      couldBeCredential(trimmed)
    ) {
      scan.sink.add(scan.view, start + lead, start + lead + trimmed.length, verdict.kind);
    }
    start = index + 1;
  }
  return true;
}
