/**
 * Credentials in sentences: "the password for staging is …", "PIN 1234", "the secret phrase is …".
 * Source: how people write in support channels, in the languages of rules/spoken.ts. Known misses: a credential
 * named several sentences before its value; one plain short word.
 */

import { judgeName } from '../judge/name.ts';
import { couldBeCredential } from '../judge/value.ts';
import { isLetter, isWordCode } from '../landmarks/code-units.ts';
import { keyQualifiers, plainKeyQualifiers } from '../rules/names.ts';
import { spoken } from '../rules/spoken.ts';
import type { Scan } from '../scan.ts';
import { MASKED } from '../views/normalise.ts';
import { sayBackward, sayChanged, sayLogin, sayMismatch, sayWord } from './asides.ts';
import { type Noun, nounOf, type Range, saidAt } from './said.ts';

const noun = new RegExp(`(?:${spoken.latin})(?![\\p{L}\\d_-])`, 'iuy');
/** A word between the name and its verb; clauses may hold commas, sentences end. */
const word = `[^\\s:=?!;"|>${MASKED}]{0,39}[^\\s:=?!;."|>${MASKED}]`;
const gap = `["'*~_\`]{0,3}(?:[ \\t]?\\([^()\\n]{0,40}\\))?(?<gap>,? (?:${spoken.prepositions})(?![\\p{L}-]),?(?: ${word}){0,7}?)??`;
const verb =
  `(?:,? (?:still |now |currently |really |also |always )?(?<verb>${spoken.verbs})(?:[: ]|(?=\\p{Lo}))(?:(?:${spoken.fillers})[: ,]{1,2}){0,3}` +
  `|'s |(?<sign> ?(?:=>|->|=|:(?=[ \\t]|(?<=\\p{L}:)[^\\d/])|\\.{4,40}) ?| -{1,2} | [|>] ))[ \\t]{0,3}(?=\\S)`;
const link = new RegExp(gap + verb, 'iuy');
/** After a verb that no value followed: `the password that is used is …`. */
const further = new RegExp(`(?:${word} ){0,6}?(?<last>${word})${verb}`, 'iuy');
const beside = /["'*~_`]{0,3}(?:[ \t]{1,20}|[ \t](?=\())(?=["'`(~*_[\w\u0080-\udfff])/y;
const typed = new RegExp(
  `(?:^|[\\s(])(?:${spoken.typed})(?: it| in| the| den| die| le| la){0,2}(?: is| was)?:? {1,2}(?=\\S)`,
  'iu',
);

/** They point at a key; they do not say what kind of key it is. */
const pointers = new Set(
  'this that which what another some any every each missing unknown invalid issue answer input env state'.split(
    ' ',
  ),
);

const apart = /(?: (?:that|which|we|you|they|i)(?: (?!is|was)[a-z']{1,12}){1,4})?, (?=\S)/iy;
const digitsLater =
  /(?: (?:for|of|on|to|at|in|für|pour|para|per|voor|do))(?: [\p{L}-]{1,20}){1,4} (?=\d{4,8}#?(?:\D|$))/iuy;

const also =
  /["'`*!?#]{0,3} (?:or|oder|ou|o) (?=[\w"'`])|["'`*!?#]{0,3},? (?:but|and|or|aber|und|oder|mais|et|ou|pero|y|o|ma|e) (?:it'?s |it |is |was |now |then |later |es |ist |jetzt |nun |c'est |est |maintenant |ahora |adesso |è |é |agora ){1,4}(?=\S)/iy;

const answered =
  /[^?\n\ue000]{0,60}\?["')*]{0,2}[ \t-]{1,6}(?:[A-Z][\w ]{0,20}: {1,2})?(?:it'?s |it is |that'?s |yes,? |sure,? |c'est |es ist |es |è |é ){0,2}(?:just |still |now )?(?=\S)/iy;

const things =
  /^(?:ids?|sids?|urls?|hosts?|models?|traces?|spans?|runs?|simulations?|regions?|endpoints?|status|errors?|versions?|dates?|time|paths?|env|environments?|files?|agents?|calls?|users?|usernames?|names?|codes?|ports?)$/i;

export function scanProse(scan: Scan): void {
  const { text } = scan;
  let last = -1;
  for (const hint of scan.hints.at) {
    const at = wordStart(text, hint);
    if (at < 0 || at === last) continue;
    last = at;
    sayLogin(scan, at);
    noun.lastIndex = at;
    const found = noun.exec(text);
    if (found === null) continue;
    const name = nounOf(found);
    if (isNameOfOther(text, at, name.text)) continue;
    const end = at + found[0].length;
    sayForward(scan, end, name);
    sayAnswer(scan, end, name);
    sayApart(scan, end, name);
    sayTyped(scan, end, name);
    sayChanged(scan, at, name);
    sayBackward(scan, at, name);
    sayWord(scan, at, end, name);
    sayMismatch(scan, end, name);
  }
}

/** A hint may stand on a letter with an accent inside its word. */
function wordStart(text: string, hint: number): number {
  let at = hint;
  if (text.charCodeAt(hint) >= 0xc0 && text.charCodeAt(hint) < 0x250) {
    while (at > 0 && hint - at < 20 && isLatin(text.charCodeAt(at - 1))) at -= 1;
    return at;
  }
  if (at === 0 || !isLatin(text.charCodeAt(at - 1))) return at;
  return /api$/i.test(text.slice(Math.max(0, at - 3), at)) ? at : -1;
}

function isLatin(code: number): boolean {
  return isLetter(code) || (code >= 0xc0 && code < 0x250);
}

/** Of names whose words are joined. */
function isNameCode(code: number): boolean {
  return isWordCode(code) || code === 45;
}

function sayForward(scan: Scan, end: number, name: Noun): void {
  link.lastIndex = end;
  const found = link.exec(scan.text);
  const { gap, sign } = found?.groups ?? {};
  // A bare `name: value` is a pair, and read as one.
  const pair = gap === undefined && sign !== undefined && /^ ?[:=] ?$/.test(sign);
  if (found !== null && !(pair && (name.speech === 'token' || name.speech === 'password'))) {
    let at = end + found[0].length;
    // `your password to continue`: a purpose, unless it looks like a value.
    const purpose = /^to$/i.test(found.groups?.verb ?? '');
    for (let tries = 0; tries < 3; tries += 1) {
      const range =
        saidAt(scan, at, name, (purpose && tries === 0) || sign === ' | ' ? 'beside' : 'linked') ??
        behindVendor(scan, at, name);
      if (range !== undefined) {
        add(scan, range, name);
        sayAlso(scan, range.to, name);
        return;
      }
      further.lastIndex = at;
      const next = further.exec(scan.text);
      if (next === null || isElse(next)) break;
      at += next[0].length;
    }
  }
  sayBeside(scan, end, name);
}

/** `phone_number_key`, `the primary key`. */
function isNameOfOther(text: string, at: number, name: string): boolean {
  const joint = text[at - 1];
  if (joint === '_' || joint === '-') {
    let from = at - 1;
    while (at - from < 59 && isNameCode(text.charCodeAt(from - 1))) from -= 1;
    if (from < at - 1) return judgeName(text.slice(from, at) + name).strength === 'benign';
  }
  if (joint !== ' ' || !/^key/i.test(name)) return false;
  const word = /([a-z]{3,20}) $/i.exec(text.slice(Math.max(0, at - 22), at))?.[1]?.toLowerCase();
  return word !== undefined && plainKeyQualifiers.has(word) && !pointers.has(word);
}

/** `… but now it's …`: the next value of the same. */
function sayAlso(scan: Scan, at: number, name: Noun): void {
  also.lastIndex = at;
  const found = also.exec(scan.text);
  const range = found === null ? undefined : saidAt(scan, at + found[0].length, name, 'beside');
  if (range !== undefined) add(scan, range, name);
}

/** The sentence went on to speak of another thing: `… is expired, the run is …`. */
function isElse(next: RegExpExecArray): boolean {
  const words = next[0].slice(0, next[0].length - (next.groups?.sign?.length ?? 0));
  return (
    /,|(?:^| )(?:and|und|et|y|e|en|i) (?:the|a|our|its|der|die|das|le|la|el|il|o|het)(?: |$)/i.test(words) ||
    things.test(next.groups?.last ?? '')
  );
}

/** `the key: deepgram …`: whose it is stands before it. */
function behindVendor(scan: Scan, at: number, name: Noun): Range | undefined {
  const vendor = /^([A-Za-z]{2,20})[: ]{1,3}/.exec(scan.text.slice(at, at + 24));
  if (vendor?.[1] === undefined || !keyQualifiers.has(vendor[1].toLowerCase())) return undefined;
  const range = saidAt(scan, at + vendor[0].length, name, 'linked');
  return range !== undefined && couldBeCredential(scan.text.slice(range.from, range.to)) ? range : undefined;
}

function sayBeside(scan: Scan, end: number, name: Noun): void {
  beside.lastIndex = end;
  const found = beside.exec(scan.text);
  if (found === null) return;
  const range = saidAt(scan, end + found[0].length, name, 'beside');
  if (range === undefined || isObject(scan.text, end, range, name)) return;
  add(scan, range, name);
  sayAlso(scan, range.to, name);
}

/** `secret agent-tls not found`: an object of Kubernetes or of a vault, called by its name. */
function isObject(text: string, at: number, range: Range, name: Noun): boolean {
  if (name.kind !== 'secret' || /\d|[A-Z]/.test(text.slice(range.from, range.to))) return false;
  const before = text.slice(Math.max(0, at - 60), at);
  const behind = text.slice(range.to, range.to + 40);
  return (
    /(?:kubectl|kubernetes|k8s|imagepull|helm|namespace|mount|volume|vault|create|get|describe|apply)[^\n]{0,50}$/i.test(
      before,
    ) ||
    /^["'`]?,? (?:is |was |has been |does |do |already )?(?:not found|not exist|in namespace|in the|exists?|created|deleted|configured|mounted|unchanged|updated|synced|missing|doesn)/i.test(
      behind,
    )
  );
}

/** `the key that we use, …, starts with`; `passcode for the bridge 518822`. */
function sayApart(scan: Scan, end: number, name: Noun): void {
  const pattern = name.speech === 'pin' ? digitsLater : apart;
  pattern.lastIndex = end;
  const found = pattern.exec(scan.text);
  if (found === null) return;
  const range = saidAt(scan, end + found[0].length, name, 'beside');
  if (range === undefined || !/^[!?#]{0,3}(?:[,.;)\n\r]|$)/.test(scan.text.slice(range.to, range.to + 4)))
    return;
  add(scan, range, name);
}

/** `what's the key? It's …`, `which password? Support: …`. */
function sayAnswer(scan: Scan, end: number, name: Noun): void {
  answered.lastIndex = end;
  const found = answered.exec(scan.text);
  if (found === null) return;
  // The question is about something else: `which model stands behind the key?`
  if (isAside(scan.text, end - name.text.length)) return;
  const range = saidAt(scan, end + found[0].length, name, name.speech === 'pin' ? 'linked' : 'beside');
  if (range !== undefined) add(scan, range, name);
}

/** `please enter your code - I typed …`. */
function sayTyped(scan: Scan, end: number, name: Noun): void {
  const newline = scan.text.indexOf('\n', end);
  const to = Math.min(newline < 0 ? scan.text.length : newline, end + 120);
  const found = typed.exec(upToMasked(scan.text.slice(end, to)));
  if (found === null) return;
  const how = name.speech === 'password' ? 'beside' : 'linked';
  const range = saidAt(scan, end + found.index + found[0].length, name, how);
  if (range !== undefined) add(scan, range, name);
}

function add(scan: Scan, range: Range, name: Noun): void {
  scan.sink.add(scan.view, range.from, range.to, name.kind);
  if (name.speech !== 'pin') return;
  // `backup codes: 1234 5678, 2345 6789`
  let { to } = range;
  for (let more = 0; more < 20; more += 1) {
    const next =
      /^#?(?:[,;/]| and| or| und| et| y| e| i| oder| ou| o)? {0,2}(\d{3,8}(?:[- ]\d{3,6}){0,2}|(?=[\w-]{0,12}\d)[\dA-Za-z]{4,8}(?:-[\dA-Za-z]{4,8}){1,4})(?![\w.:])/.exec(
        scan.text.slice(to, to + 50),
      );
    if (next?.[1] === undefined || /^ /.test(next[0])) return;
    to += next[0].length;
    scan.sink.add(scan.view, to - next[1].length, to, name.kind);
  }
}

/** What stands behind a masked value belongs to another sentence. */
function upToMasked(text: string): string {
  const at = text.indexOf(MASKED);
  return at < 0 ? text : text.slice(0, at);
}

function isAside(text: string, at: number): boolean {
  return /(?:model|run|trace|id|url|host|agent|error|status|name|user|account|endpoint|region|difference|problem|owner) (?:\w{1,12} )?(?:behind|of|for|with|without|to|in|on) (?:the |that |your |this |a )?(?:[\w-]{1,16} ){0,2}$/i.test(
    text.slice(Math.max(0, at - 80), at),
  );
}
