/** Whether what stands behind the name of a credential, in a sentence, is the credential. */

import { couldBeCredential, isBenign, isName, isPassphrase, isSentence } from '../judge/value.ts';
import { isDerived, isWorded } from '../judge/worded.ts';
import { inlineEnd } from '../pairs/extent.ts';
import { remarks, type Speech } from '../rules/spoken.ts';
import { sentenceWords } from '../rules/values.ts';
import type { Scan } from '../scan.ts';
import { MASKED } from '../views/normalise.ts';

/** beside: `password X`. linked: `the password for staging is X`. answered: X alone in the next message. */
export type How = 'beside' | 'linked' | 'answered';

export interface Noun {
  readonly speech: Speech;
  readonly kind: string;
  /** The name as written. */
  readonly text: string;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export function nounOf(found: RegExpExecArray): Noun {
  const groups = found.groups ?? {};
  const speech: Speech = groups.phrase
    ? 'phrase'
    : groups.pin
      ? 'pin'
      : groups.password
        ? 'password'
        : 'token';
  const text = groups[speech] ?? '';
  return { speech, text, kind: kindOf(text, speech) };
}

export function kindOf(label: string, speech: Speech = 'password'): string {
  if (
    /key|clave|cl[eé]s?$|chave|chiav|klucz|schl|sleutel|nyckel|anahtar|ключ|密[钥鑰]|金鑰|秘|キー|키|مفتاح|कुंजी|מפתח/i.test(
      label,
    )
  )
    return 'key';
  if (/token|jwt|bearer|jeton|belirte|тokeн|токен|令牌|トークン|토큰|टोकन|المميز/i.test(label))
    return 'token';
  if (speech === 'pin' || /^pin/i.test(label)) return 'pin';
  return speech === 'token' || /secret|cred/i.test(label) ? 'secret' : 'password';
}

/** The value that begins at the offset, if it is one. */
export function saidAt(scan: Scan, at: number, noun: Noun, how: How): Range | undefined {
  const { text } = scan;
  const quote = text[at] ?? '';
  if (/["'`]/.test(quote)) return quotedAt(text, at, quote, noun, how);
  // `****-****-a1b2` begins with what else would be emphasis.
  if (isBenign(/^[^\s,;]{1,200}/.exec(text.slice(at, at + 200))?.[0] ?? '')) return undefined;
  let from = at;
  while (/[(*_~[<]/.test(text[from] ?? '') && from - at < 4) from += 1;
  const inner = text[from] ?? '';
  if (/["'`]/.test(inner)) return quotedAt(text, from, inner, noun, how);
  const phrase = noun.speech === 'phrase' && how !== 'beside' ? phraseEnd(text, from) : from;
  if (phrase > from) return { from, to: phrase };
  const to = wordEnd(text, from);
  const value = text.slice(from, to);
  return isSaid(value, noun, how, closesAt(text, to)) ? { from, to } : undefined;
}

function quotedAt(text: string, at: number, quote: string, noun: Noun, how: How): Range | undefined {
  const length = text
    .slice(at + 1, at + 302)
    .search(quote === '"' ? /["\n]/ : quote === '`' ? /[`\n]/ : /['\n]/);
  const end = at + 1 + length;
  if (length < 3 || text[end] !== quote) return undefined;
  // French quotes keep a blank on their inner side.
  const inner = text.slice(at + 1, end);
  const from = at + 1 + inner.length - inner.trimStart().length;
  const value = inner.trim();
  const range = { from, to: from + value.length };
  if (quote === '`' && how === 'beside' && /^pass$/i.test(noun.text)) return undefined;
  // A style or a field stands between backticks, a credential between quotes.
  const chosen = quote !== '`' && isPassphrase(value) && !/s$/i.test(noun.text);
  if (!/\s/.test(value)) return chosen || isSaid(value, noun, how, true) ? range : undefined;
  if (noun.speech === 'pin') return isNumber(value) ? range : undefined;
  if (noun.speech === 'phrase') return /^[^\n:={}<>]{6,120}$/.test(value) ? range : undefined;
  if (noun.speech !== 'password' || isSentence(value) || (how === 'beside' && isRemark(value, 'phrase')))
    return undefined;
  return /^\p{L}{2,}(?: \p{L}{2,}){1,6}$/u.test(value) ? range : undefined;
}

/** Up to a blank; only a real tag ends it at `<`. */
export function wordEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + 4000);
  let end = inlineEnd(text, from, limit);
  for (let times = 0; times < 3 && text[end] === '<' && end > from; times += 1) {
    if (/^<\/?[a-z][a-z0-9]{0,12}(?:\s[^<>\n]{0,200})?\/?>/i.test(text.slice(end, end + 220))) break;
    end = Math.max(end, inlineEnd(text, end + 1, limit));
  }
  while (end > from && /[!?).,;:*_~\]"'`\u3001\u3002\u061f\u06d4\u060c]/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function closesAt(text: string, end: number): boolean {
  return /^["'`*_~]{0,3}[.!?,;)\u3001\u3002]?(?:\s*$|\s*\n|\s+[\p{Lu}(])/u.test(text.slice(end, end + 8));
}

/** Two to seven plain lower-case words up to the end of the clause. */
export function phraseEnd(text: string, from: number, speech: Speech = 'phrase'): number {
  const found = /^\p{Ll}{2,16}(?: \p{Ll}{2,16}){1,6}(?=[.,;!?)"'`]| -|\s*\n|\s*$)/u.exec(
    text.slice(from, from + 140),
  );
  if (found === null) return from;
  return isRemark(found[0], speech) ? from : from + found[0].length;
}

/** Words of talk rather than words of a phrase. */
export function isRemark(value: string, speech: Speech = 'password'): boolean {
  const parts = value
    .toLowerCase()
    .split(/[\s,.!?-]+/)
    .filter(Boolean);
  const remarked = parts.filter((part) => remarks.has(part)).length;
  const begins = remarks.has(parts[0] ?? '') && (speech !== 'phrase' || parts.length < 4);
  if (remarked * 2 >= parts.length || begins) return true;
  if (parts.filter((part) => sentenceWords.has(part)).length * 3 >= parts.length) return true;
  return speech !== 'phrase' && /(?:ly|ed|ing|ion|able|ment)$/.test(parts.at(-1) ?? '');
}

/** Words under `key` or `token` are mostly names: of variables, of fields, of styles. */
function isTokenOfWords(value: string, noun: Noun, how: How): boolean {
  if (noun.kind === 'secret') return isWorded(value);
  return how !== 'beside' && /[-.]|\d|[!?#$%&*+]$/.test(value);
}

/** People choose these as words; the others are issued. */
function word(noun: Noun): boolean {
  return noun.speech !== 'token';
}

export function isSaid(value: string, noun: Noun, how: How, closes: boolean): boolean {
  if (value.length < 3 || value.includes(MASKED) || isBenign(value) || isName(value)) return false;
  if (sentenceWords.has(value.toLowerCase()) || isAddress(value)) return false;
  if (isCode(value) || (how === 'beside' && isPassed(value, noun))) return false;
  if (isNumber(value)) return numberIs(value, noun, how);
  if (/\s/.test(value) || (how === 'beside' && /^[\w.-]{1,60}=[^=]/.test(value))) return false;
  // `cache key session:a1b2c3d4`: a name of names.
  if (how === 'beside' && !word(noun) && /^[a-z]{3,20}:\w/.test(value)) return false;
  // Seeds of one-time passwords are in base32, which may do without digits.
  if (how !== 'beside' && !word(noun) && /^(?=[A-Z2-7]*[A-Z])[A-Z2-7]{16,128}$/.test(value)) return true;
  if (noun.speech === 'pin' && how !== 'answered') return how === 'linked' && couldBeCredential(value);
  if (couldBeCredential(value) && !isPassphrase(value)) return how !== 'beside' || value.length >= 8;
  if (isWorded(value) || isPassphrase(value)) return word(noun) || isTokenOfWords(value, noun, how);
  if (how === 'beside') return noun.speech === 'phrase' && isSpoken(value, closes);
  if (!word(noun)) return false;
  if (/^[\p{L}\p{M}']+$/u.test(value)) return isWord(value, how, closes);
  return value.length >= 4 && /[\d_]|[^\w\s-]/.test(value) && !/^[<>[{(]/.test(value);
}

/** Of German and of Romance languages: the password is expired, changed, blocked. */
const participle =
  /^(?:ab|an|aus|be|ein|ent|ge|un|ver|zer)\w{3,20}(?:t|en|ig|lich|bar)$|^\w{5,20}(?:ad|id)[ao]s?$/i;

/** `the secret word Butterscotch`: long, or written as a name at the end of its sentence. */
function isSpoken(value: string, closes: boolean): boolean {
  if (isDerived(value) || remarks.has(value.toLowerCase())) return false;
  return /^\p{Ll}{12,40}$/u.test(value) || (closes && /^\p{Lu}\p{Ll}{4,40}$/u.test(value));
}

/** One word is a password only where the sentence ends behind it. */
function isWord(value: string, how: How, closes: boolean): boolean {
  const foreign = /[^A-Za-z']/.test(value);
  if (value.length < (foreign ? 4 : how === 'answered' ? 5 : 6) || remarks.has(value.toLowerCase()))
    return false;
  return closes && (foreign || !isDerived(value)) && !participle.test(value);
}

function isNumber(value: string): boolean {
  return (
    /^\d{3,16}[#*]{0,2}$/.test(value) ||
    /^\d(?: \d){3,7}$/.test(value) ||
    /^\d{3,6}(?:[- ]\d{3,6}){1,7}#?$/.test(value)
  );
}

function numberIs(value: string, noun: Noun, how: How): boolean {
  const digits = value.replace(/\D/g, '').length;
  if (noun.speech === 'pin') return digits >= 3 && !/^(?:19|20)\d\d-\d/.test(value);
  if (noun.speech === 'password') return digits >= (how === 'beside' ? 5 : 4);
  return noun.speech === 'phrase' || (noun.kind === 'secret' && how !== 'beside')
    ? digits >= 4
    : digits >= 20;
}

/** Links of Markdown, calls, members, templates, alternatives of an expression. */
function isCode(value: string): boolean {
  return (
    /^\/\/|^[\])}|]|^(?:\?:)?[a-z_?-]{2,30}(?:\|[a-z_?-]{2,30}){1,20}/.test(value) ||
    value.replace(/\$\{[\w.]{1,60}\}/g, '').length < Math.min(6, value.length) ||
    /\(\?[:=!<]|\]\{\d|\)\$|\\[swdbSWD][+*{)]/.test(value) ||
    /\]\(|:\/\/|[([{]$|\w\(\)?$|^[.#@]\w{1,40}[(\].]/.test(value) ||
    /^[a-z][a-z_-]{0,40}(?:\/[a-z][a-z_.-]{0,40}){1,8}(?:@[a-z]{1,20})?$/.test(value)
  );
}

/** `pass callbackOptions`: a verb and an argument. */
function isPassed(value: string, noun: Noun): boolean {
  return /^pass$/i.test(noun.text) && /^[a-z]+[A-Z][a-z]*$/.test(value);
}

/** Addresses, hosts and paths are where a credential is used. */
function isAddress(value: string): boolean {
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value) || /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(value))
    return true;
  return /^[\w-]+(?:\.[\w-]+){0,4}\.(?:com|net|org|io|dev|ai|app|cloud|local|internal|example|test|de|fr|es|it|nl|pl|jp|cn|kr|in|ru|tr|br)(?::\d+)?(?:\/\S*)?$/i.test(
    value,
  );
}
