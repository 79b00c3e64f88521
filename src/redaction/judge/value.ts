/** What a value looks like: a fill-in, a reference, plain words, something a credential could be, something random. */

import { fillIns, foreignSentenceWords, references, sentenceWords, trivialValues } from '../rules/values.ts';
import { MASKED } from '../views/normalise.ts';
import { judgeName, splitWords } from './name.ts';
import { remembering } from './remembering.ts';

/** One expression for many: a value is tried once and not once for each. */
function oneOf(patterns: readonly RegExp[]): (text: string) => boolean {
  const united = [...new Set(patterns.map(({ flags }) => flags))].map((flags) => {
    const alike = patterns.filter((pattern) => pattern.flags === flags);
    return new RegExp(alike.map(({ source }) => `(?:${source})`).join('|'), flags);
  });
  return (text) => united.some((pattern) => pattern.test(text));
}

export const isFillIn = oneOf(fillIns);
const refersElsewhere = oneOf(references);

export const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Placeholders, references and words that name no value. */
export function isBenign(value: string): boolean {
  const text = value.trim().replace(/^["'`]|["'`,;]+$/g, '');
  if (text === '' || trivialValues.has(text.toLowerCase())) return true;
  if (text.length > 400 || text.startsWith('<Buffer ')) return false;
  return isFillIn(text) || refersElsewhere(text);
}

export function isReference(value: string): boolean {
  const text = value.replace(/[,;]+$/, '');
  return text.length <= 300 && refersElsewhere(text);
}

/** `os.getenv("X", …`: a call, not a value. */
export function isCode(value: string): boolean {
  if (
    /^(?:await\s+|new\s+)?[A-Za-z_$][\w$.]*(?:[([]["'`]|\((?:[A-Za-z_]\w{0,40}\s?=\s?[\w"'`]|[{[*]))/.test(
      value,
    )
  )
    return true;
  if (
    /^(?:raise|return|throw|continue|break|yield|print|assert|del|import|log(?:ger)?\.|console\.|sys\.|die|exit|panic!?)\b/.test(
      value,
    )
  )
    return true;
  const typed = /^([^=\n]{1,60}?)\s?=\s{0,4}\S/.exec(value)?.[1];
  return typed !== undefined && /\s=/.test(value) && isType(typed.trim());
}

/** Between a colon and an equals sign: `string`, `Optional[str]`, `string | undefined`, `&'static str`. */
export function isType(text: string): boolean {
  return /^[&*]?(?:'?(?:static|mut|readonly|dyn)\s)?[A-Za-z_][\w.$]*(?:[<[][\w.$<>[\]|, &']{0,50}[>\]])?(?:\[\])?(?:\s?\|\s?[\w.$[\]<>]+){0,3}\??$/.test(
    text,
  );
}

/** `x-api-key`, `API_KEY`, `access token`: the value is itself the name of a credential. */
export function isName(text: string): boolean {
  if (text.length > 64) return false;
  // A prompt: `Password: `.
  const value = text.replace(/[:?]\s{0,4}$/, '');
  if (value.length > 60 || !/^[A-Za-z][A-Za-z _.-]*$/.test(value)) return false;
  if (judgeName(value).strength === 'none') return false;
  return /[_ .-]/.test(value) ? hasFewWords(value) : true;
}

const hasFewWords = remembering((name) => splitWords(name).length <= 6);

export function looksRandom(value: string): boolean {
  if (value.length < 16) return false;
  if (uuid.test(value)) return true;
  if (/^[0-9a-f]{20,}$/i.test(value)) return /\d/.test(value) && /[a-f]/i.test(value);
  return changes(value) >= value.length * (/[^A-Za-z0-9]/.test(value) ? 0.24 : 0.2);
}

/** How often the class (lower, upper, digit) changes inside runs of letters and digits. */
export function changes(value: string): number {
  let count = 0;
  let last = 0;
  const end = Math.min(value.length, 400);
  for (let index = 0; index < end; index += 1) {
    const kind = unitClass(value.charCodeAt(index));
    if (kind !== 0 && last !== 0 && kind !== last) count += 1;
    if (kind !== 0) last = kind;
  }
  return count;
}

export function unitClass(code: number): 0 | 1 | 2 | 3 {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 48 && code <= 57 ? 3 : 0;
}

/** Long enough and mixed enough to be a credential; plain words, dates, versions, paths and names of things are not. */
export function couldBeCredential(value: string): boolean {
  if (value.length < 6 || value.includes(MASKED)) return false;
  if (looksRandom(value)) return true;
  if (/^\d+(?:[.:/-]\d+)*$/.test(value)) return false;
  if (/^v?\d+\.\d+/.test(value) || /^\d{4}-\d\d-\d\d/.test(value)) return false;
  if (/^[A-Za-z][A-Za-z ]*$/.test(value)) return false;
  if (/^https?:\/\//.test(value) || /^[\w.-]+\/[\w./-]+$/.test(value)) return false;
  const digits = /\d/.test(value);
  const letters = /[A-Za-z]/.test(value);
  if (digits && letters && value.length >= 8) return true;
  if (/[!@#$%^&*?~+=<>|\\]/.test(value) && value.length >= 8) return true;
  return /^[a-z]+(?:[-_][a-z]+){2,}$/i.test(value) && !isName(value);
}

/** Words of a sentence rather than a value: `header is missing`, `expired yesterday`. */
export function isSentence(value: string): boolean {
  const parts = value.trim().split(/\s+/);
  const first = (parts[0] ?? '').toLowerCase();
  if (sentenceWords.has(first.replace(/[,.;:!?]+$/, ''))) return true;
  if (parts.length < 3) return false;
  if (foreignSentenceWords.has(first) && parts.every((part) => /^[\p{L}']+[,.;:!?]?$/u.test(part)))
    return true;
  const plain = parts.filter(
    (word) => /^[A-Za-z][a-z']*[,.;:!?]?$/.test(word) || /^[a-z]+-[a-z]+[,.;:!?]?$/.test(word),
  );
  return (
    plain.length >= parts.length - 1 &&
    parts.some((word) => sentenceWords.has(word.toLowerCase().replace(/[,.;:!?]+$/, '')))
  );
}

/** Words joined as people join them for passwords: `copper-velvet-lamp`. */
export function isPassphrase(value: string): boolean {
  return value.length <= 80 && /^[A-Za-z]+(?:[-_.][A-Za-z]+){2,}$/.test(value) && !isName(value);
}

/** AWS puts date, region and service behind the key id; they are worth keeping. */
export function keyIdLength(value: string): number {
  const found = /^([A-Z0-9]{16,24})(?:\/|%2F)\d{8}(?:\/|%2F)/.exec(value);
  return found?.[1]?.length ?? value.length;
}
