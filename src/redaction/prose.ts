/** Credentials in sentences: "the password for staging is …", "use … as the API key", "log in as … with …". */
import { isLetter } from './code-units.ts';
import { inlineEnd, trimEnd } from './extent.ts';
import { scanForeign } from './foreign.ts';
import { scanHeadings } from './headings.ts';
import { MASKED } from './normalise.ts';
import { maskValue } from './pairs.ts';
import { sentenceWords } from './rules/values.ts';
import type { Scan } from './scan.ts';
import { couldBeCredential, isBenign, isName, isPassphrase, isSentence } from './value.ts';

const noun =
  '(?:pass(?:word|phrase|code|wd|wort|e)?s?|pwd|pw|secrets?|tokens?|keys?|credentials?|creds|pin(?: code)?|jwt|bearer|sid|login|contrasena|contraseña|clave|mot de passe|kennwort|senha|wachtwoord|salasana|has[lł]o|heslo|l[oö]senord|chiave|chave)';
const link =
  '(?: ?\\([^()\\n]{0,40}\\))?(?: (?:for|of|on|in|from|at|we|i|you|that|which|they|he|she|für|fur|zum|zur|vom|pour|client|de|del|della|do|da|di|du|des|para|per|voor|van|till|dla) (?:[\\w.@/\u00c0-\u024f-]{1,40} ){0,6}?|[ ,])?(?:(?:still |now |currently )?(?:is|was|are|es|ist|lautet|est|era|é|è|jest|je|är|(?<=salasana )on|equals|became|reads|should be|must be|will be|set to|changed to|rotated to|updated to|to)(?: (?:now|still|currently|set to|simply|just))?[: ]|\\x27s |= |->|=>|>| -{1,2} |\\|)';

const forward = new RegExp(`${noun}["'*~]{0,2}${link}[ \\t]{0,3}(?=\\S)`, 'iy');
const beside = new RegExp(`(${noun})[ \\t]+(?=["'\`(~*_\\w])`, 'iy');
const changed = new RegExp(`${noun} from ["'\`]?([^\\s"'\`]{6,100})["'\`]? to `, 'diy');
const backward =
  /(?:^|[\s("'`])["'`]?([^\s"'`]{6,200})["'`]?,? (?:is|was|as|being)(?: (?:my|the|our|your|his|her|their|a|its))?(?: [\w-]{1,20}){0,3} (?:(?:api|access|auth|private|license)[ _-]?)?$/i;
const login =
  /(?:credentials?|creds|login|log ?in|identifiants?|zugangsdaten|credenciales|credenziali|credenciais|user(?:name)? ?(?:\/|and|&|,) ?pass(?:word)?|user\/pw)(?: (?:are|is|with|as|for [\w.-]{1,30}))?[ :=]{1,4}["'`]?([\w.@+-]{2,60})["'`]?(?: ?[/|] ?| with (?:password )?|, ?|:| and )["'`]?([^\s"'`/&]{4,100})(?=[\s"'`]|$)/iy;

export function scanProse(scan: Scan): void {
  const { text } = scan;
  for (const at of scan.hints.at) {
    if (!beginsWord(text, at)) continue;
    sayForward(scan, at);
    sayChanged(scan, at);
    sayBeside(scan, at);
    sayBackward(scan, at);
    sayLogin(scan, at);
  }
  scanHeadings(scan);
  scanForeign(scan);
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || !isLetter(text.charCodeAt(at - 1)) || /api$/i.test(text.slice(Math.max(0, at - 3), at));
}

/** `the secret from … to …`: the old one may still work. */
function sayChanged(scan: Scan, at: number): void {
  changed.lastIndex = at;
  const found = changed.exec(scan.text);
  const range = found?.indices?.[1];
  const value = found?.[1] ?? '';
  if (range === undefined || isBenign(value) || !(couldBeCredential(value) || isPassphrase(value))) return;
  scan.sink.add(scan.view, range[0], range[1], kindOf(found?.[0] ?? ''));
}

function sayForward(scan: Scan, at: number): void {
  forward.lastIndex = at;
  const found = forward.exec(scan.text);
  if (found === null) return;
  // `your password to continue`: a purpose, not a value.
  const purpose = /(?<!set|changed|updated|rotated) to\s*$/i.test(found[0]);
  const word =
    !purpose &&
    /pass|pwd|^pw|pin|contras|clave|mot|kenn|senha|wacht|salas|has[lł]o|heslo|l[oö]sen/i.test(found[0]);
  take(scan, at + found[0].length, word, kindOf(found[0]));
}

function sayBeside(scan: Scan, start: number): void {
  const { text } = scan;
  beside.lastIndex = start;
  const found = beside.exec(text);
  if (found === null) return;
  const at = start + found[0].length;
  const end = inlineEnd(text, at, Math.min(text.length, at + 4000));
  const value = text.slice(at, end).replace(/^["'`(~*_]|["'`~*_).,;:!?]{1,8}$/g, '');
  if (!isBesideValue(value, found[1] ?? '', /["'`]/.test(text[at] ?? ''))) return;
  take(scan, at, isPassphrase(value) || isCompound(value), kindOf(found[1] ?? ''));
}

/** `… is the database password`: the value stands before the noun at `at`. */
function sayBackward(scan: Scan, at: number): void {
  const { text } = scan;
  if (!/^(?:pass(?:word|phrase|code|wd)|secret|token|key|pin)\b/i.test(text.slice(at, at + 11))) return;
  const before = text.slice(Math.max(0, at - 60), at);
  if (!/ (?:is|was|as|being) /.test(before)) return;
  const window = Math.max(0, at - 320);
  const from = window + text.slice(window, at).lastIndexOf('\n') + 1;
  const found = backward.exec(text.slice(from, at));
  const value = found?.[1] ?? '';
  if (
    found === null ||
    !(couldBeCredential(value) || isPassphrase(value)) ||
    isBenign(value) ||
    isName(value)
  )
    return;
  const start = from + found.index + found[0].indexOf(value);
  scan.sink.add(
    scan.view,
    start,
    trimEnd(text, start, start + value.length),
    kindOf(text.slice(at, at + 11)),
  );
}

/** `credentials: svc / hunter2`, `user/pass svc:hunter2`, `log in as svc with hunter2`. */
function sayLogin(scan: Scan, at: number): void {
  login.lastIndex = at;
  const found = login.exec(scan.text);
  if (found === null) return;
  const value = (found[2] ?? '').replace(/[.,;)!?]{1,8}$/, '');
  if (!/[\d\W_]/.test(value) || isBenign(value) || isName(value)) return;
  if (!couldBeCredential(value) && !isPassphrase(value)) return;
  const from = at + found[0].length - (found[2] ?? '').length;
  scan.sink.add(scan.view, from, from + value.length, 'password');
}

/** Without a verb between, the value itself has to look like one. */
function isBesideValue(value: string, label: string, quoted: boolean): boolean {
  if (value.length < 8 || /^[\w.-]{1,60}=/.test(value)) return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return couldBeCredential(value);
  const sure = /^pass|^pwd/i.test(label);
  return (isPassphrase(value) && (quoted || sure)) || (sure && /^[a-z]+$/.test(value) && isCompound(value));
}

function kindOf(label: string): string {
  if (/key|clave/i.test(label)) return 'key';
  if (/token|jwt|bearer/i.test(label)) return 'token';
  if (/^pin/i.test(label)) return 'pin';
  return /secret|cred/i.test(label) ? 'secret' : 'password';
}

function take(scan: Scan, at: number, word: boolean, kind: string): void {
  const { text } = scan;
  const quote = text[at] ?? '';
  if (/["'`]/.test(quote)) {
    const end = text
      .slice(at + 1, at + 302)
      .search(quote === '`' ? /[`\n]/ : quote === '"' ? /["\n]/ : /['\n]/);
    if (end >= 0 && text[at + 1 + end] === quote && !isSentence(text.slice(at + 1, at + 1 + end))) {
      const pair = { name: kind, from: at + 1, to: at + 1 + end, quoted: true, leading: false };
      const strong = word || isCompound(text.slice(pair.from, pair.to));
      maskValue(scan, { strength: strong ? 'strong' : 'medium', kind }, pair, '');
    }
    return;
  }
  let from = at;
  while (/[(*_~[]/.test(text[from] ?? '') && from - at < 4) from += 1;
  let end = inlineEnd(text, from, Math.min(text.length, from + 4000));
  while (end > from && /[!?).,;:*_~]/.test(text[end - 1] ?? '')) end -= 1;
  const value = text.slice(from, end);
  if (value.includes(MASKED) || isBenign(value) || isName(value) || sentenceWords.has(value.toLowerCase()))
    return;
  if (!/^https?:/.test(value) && saidValue(text, value, end, word)) scan.sink.add(scan.view, from, end, kind);
}

function saidValue(text: string, value: string, end: number, word: boolean): boolean {
  if (couldBeCredential(value)) return true;
  if (!word) return false;
  if (/^[A-Za-z']+$/.test(value)) {
    return value.length >= 6 && (endsSentence(text, end) || isCompound(value));
  }
  return value.length >= 4 && /[\d_]|[^\w\s]/.test(value);
}

/** Longer than words of sentences are, and not built like one of them. */
function isCompound(value: string): boolean {
  return (
    value.length >= 13 &&
    !/(?:ly|ed|ing|ions?|ible|able|ments?|ives?|ents?|ful|ous|al|ic|ness|ity|or|er|ate|ised?|ized?)$/i.test(
      value,
    )
  );
}

function endsSentence(text: string, end: number): boolean {
  return /^[.!?,;)]?(?:\s*$|\s*\n|\s+[A-Z(])/.test(text.slice(end, end + 8));
}
