/**
 * A question for a credential, or a line that announces one, and the answer on one of the next lines.
 * Source: transcripts of chats and mail. Known misses: an answer more than six lines below, and answers in pictures
 * of words only the two know.
 */
import { judgeName } from '../judge/name.ts';
import { isWorded } from '../judge/worded.ts';
import { spoken } from '../rules/spoken.ts';
import type { Scan } from '../scan.ts';
import { MASKED } from '../views/normalise.ts';
import { isRemark, isSaid, type Noun, nounOf, phraseEnd, type Range } from './said.ts';

/** Letters of the languages asked in; `\p{L}` makes an expression that is tried at every character four times slower. */
const letter = '[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u02af\u0370-\u1fff\u3041-\ud7ff]';

function withPlainLetters({ source }: RegExp): RegExp {
  return new RegExp(source.replaceAll('[\\p{L}]', letter), 'i');
}

const nouns = new RegExp(`(?<![\\p{L}\\d_-])(?:${spoken.latin})(?![\\p{L}\\d_-])`, 'giu');
const scripts = new RegExp(`(?:${spoken.scripts})`, 'giu');
const logins =
  /(?<![\p{L}\d_-])(?:logins?|credentials|creds|log-?in details|sign-?in|zugangsdaten|identifiants|credenciales|credenziali|credenciais)(?![\p{L}\d_-])/iu;

/** `[10:02] Ann:`, `10:02 us :`, `A4.`, `> `: who says it, and when. */
const speaker =
  /^[ \t>*|+-]{0,12}(?:\[[^\][\n]{1,32}\][ \t]{0,3})?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?[ \t]?(?:[AP]M)?[ \t]{1,3}(?:- )?)?(?:(?:[QAFR]\d{0,3}[.:)]|<[\w.-]{1,30}>(?= )|(?<who>[\p{L}\p{M}_@][\p{L}\p{M}\d_@ .'-]{0,30}?)[ \t]{0,10}(?:\(\d{1,2}:\d\d\))?:(?!\/))[ \t]{0,10}(?=\S))?/u;
/** A line that only says who speaks, a rule, a border of a table. */
const pause =
  /^[ \t>*|:=+-]{0,40}(?:(?:```|~~~)\w{0,20}|\([^()\n]{1,40}\)|[\p{L}][\p{L} .'-]{0,30} \[?\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?\]?:?)?[ \t]{0,8}$/iu;
/** `it's`, `sure, here it is:`, `es la de siempre,`. */
const lead =
  /^(?:[\p{L}\p{M}' ]{1,30}[,:] )?(?:(?:then|yes|yep|sure|ok|okay|so|and|well|oh|hmm|sorry|ja|oui|s[ií]|sim|tak|evet|да|はい) ){0,2}(?:(?:it'?s|it is|that'?s|that is|this is|here|here it is|here you go|is|c'est|es|es ist|ist|das ist|è|é|jest|to|het is|это)(?: (?:the|just|still|now|noch|immer|die|der|das|la|le|el|il|o|a))?:? )?/iu;
const asking = withPlainLetters(
  /(?<![\p{L}])(?:what|which|whats|send|share|give|tell|paste|post|dm|remind|need|provide|forward|put in|and the|and for|was ist|welche[srn]?|schick|gib|sag|quel(?:le)?|c'est quoi|envoie|donne|passe|cu[aá]l|qu[eé]|p[aá]same|dame|manda|qual|me diz|dimmi|mandami|welk|wat is|geef|stuur|jakie|podasz|podaj|neydi|nedir|скинь|дай|какой|пришли)(?![\p{L}])/iu,
);
/** The line says something about the credential instead of asking for it. */
const statement =
  /(?<![\p{L}])(?:is|was|are|were|has|have|had|fails?|failed|rejected|expired|expires|returns?|returned|works?|worked|gives?|gave|looks|seems|got|gets|not|never|invalid|missing|wrong|errors?|ist|war|wurde|est|era|è|jest|401|403)(?![\p{L}])/iu;

/** A line that is the name of something. */
const label = /^[ \t>*#-]{0,12}(?<name>[\p{L}][\p{L}\d _/-]{1,40}?) ?:?[ \t*]{0,8}$/u;

const userBefore = /^[\w.@+-]{2,60} ?[:/|] ?(?=\S{4,100}$)/;
/** `and for the admin?`: the same question again. */
const more = /(?:^|[ :])(?:and|und|et|y|e|en|i|what about|ve)(?: [\p{L}\p{M}'-]{1,20}){1,5} ?[?\u061f]\s*$/iu;
const MOST_LINES = 6;

export function scanQuestions(scan: Scan): void {
  const { text } = scan;
  for (const { start, end } of scan.landmarks.lines) {
    if (end === text.length || end - start > 240) continue;
    const asked = question(text.slice(start, end).trimEnd());
    if (asked !== undefined) answer(scan, end + 1, asked);
  }
}

interface Asked {
  readonly noun: Noun;
  /** Said by someone, so that a plain word can be an answer. */
  readonly turn: boolean;
  /** The user comes first. */
  readonly user: boolean;
  /** Asked for credentials as such: one line may be all of them. */
  readonly both: boolean;
}

function question(line: string): Asked | undefined {
  const said = speaker.exec(line);
  const body = line.slice(said?.[0].length ?? 0);
  const who = said?.groups?.who;
  if (body.includes(MASKED) || (who !== undefined && isThing(who))) return undefined;
  const turn = /\d|[>:.)]\s*$/.test(said?.[0] ?? '') && said?.[0].trim() !== '';
  const announced = /(?::|(?:below|follows|hier|ci-dessous|abajo|abaixo|sotto)[.:]?)[*_ ]{0,3}$/i.test(body);
  const asks = /[?\u061f](?=["'`*_)\]\s]|$)/.test(body) || asking.test(body);
  if (!(announced || asks || (turn && who !== undefined))) return undefined;
  const found = lastNoun(body);
  if (found === undefined) return undefined;
  const behind = body.slice(found.end);
  const announces =
    announced &&
    !/[.!;] /.test(behind) &&
    !statement.test(behind.replace(/ (?:is|are|ist|est|es) (?=below|here)/i, ' '));
  const trails =
    turn && who !== undefined && /^[\p{L}\p{M}\s'"`,.!?()-]{0,40}$/u.test(behind) && !statement.test(behind);
  if (!(announces || trails || (asks && !tells(behind)))) return undefined;
  return {
    noun: found.noun,
    turn: turn || asks,
    user: !turn && /\b(?:user|username|login|credentials|creds|zugangsdaten|identifiants)\b/i.test(body),
    both: /cred|zugang|ident/i.test(found.noun.text),
  };
}

/** Behind the question mark the line goes on with something else. */
function tells(behind: string): boolean {
  return !/[?\u061f]/.test(behind) && statement.test(behind);
}

function lastNoun(body: string): { noun: Noun; end: number } | undefined {
  let last: { noun: Noun; end: number } | undefined;
  for (const pattern of /[^\x20-\x7e]/.test(body) ? [nouns, scripts] : [nouns]) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(body); found !== null; found = pattern.exec(body)) {
      const end = found.index + found[0].length;
      if (
        /^ (?:count|policy|manager|rotation|length|usage|exchange|limit|id|name|reset)s?\b/i.test(
          body.slice(end),
        )
      )
        continue;
      if (last === undefined || end > last.end) last = { noun: nounOf(found), end };
    }
  }
  const login = last === undefined || /^cred/i.test(last.noun.text) ? logins.exec(body) : null;
  if (login !== null) {
    return {
      noun: { speech: 'password', kind: 'password', text: login[0] },
      end: login.index + login[0].length,
    };
  }
  return last;
}

function answer(scan: Scan, from: number, asked: Asked): void {
  const { text } = scan;
  let at = from;
  let talk = 0;
  for (let lines = 0; lines < MOST_LINES && at < text.length; lines += 1) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (end - at > 440) return;
    const line = text.slice(at, end).trimEnd();
    // Answered already, in the round before.
    if (line.includes(MASKED)) return;
    if (!pause.test(line)) {
      const range = answerIn(line, asked);
      if (range !== undefined) {
        const alone = !asked.user || range.pair;
        const first = { from: at + range.from, to: at + range.to };
        const taken = alone
          ? first
          : (following(text, end, asked) ?? (asked.both && !isMasked(text, end) ? first : undefined));
        if (taken !== undefined) scan.sink.add(scan.view, taken.from, taken.to, asked.noun.kind);
        const again = asked.turn ? lineAfter(text, end) : undefined;
        if (again === undefined || !more.test(text.slice(again.from, again.to))) return;
        talk = 0;
        lines = 0;
        at = again.to + 1;
        continue;
      }
      talk += 1;
      if (talk > 2 || line.length > 80 || isOther(line)) return;
    }
    if (newline < 0) return;
    at = newline + 1;
  }
}

function lineAfter(text: string, end: number): Range | undefined {
  if (end + 1 >= text.length) return undefined;
  const newline = text.indexOf('\n', end + 1);
  const to = newline < 0 ? text.length : newline;
  return to - end > 440 ? undefined : { from: end + 1, to };
}

/** The password was found in the round before; the line above it is the user. */
function isMasked(text: string, end: number): boolean {
  const next = lineAfter(text, end);
  return next !== undefined && text.slice(next.from, next.to).includes(MASKED);
}

/** User on one line, password on the next. */
function following(text: string, end: number, asked: Asked): Range | undefined {
  const next = lineAfter(text, end);
  if (next === undefined) return undefined;
  const range = answerIn(text.slice(next.from, next.to).trimEnd(), asked);
  return range === undefined ? undefined : { from: next.from + range.from, to: next.from + range.to };
}

/** Another question, another name: what follows answers that. */
function isOther(line: string): boolean {
  const said = speaker.exec(line);
  const body = line.slice(said?.[0].length ?? 0);
  return (
    /[?\u061f]|[:=]\s*\S|[{}<]/.test(body) ||
    lastNoun(body) !== undefined ||
    isThing(said?.groups?.who ?? label.exec(line)?.groups?.name ?? '')
  );
}

function isThing(who: string): boolean {
  return (
    judgeName(who).strength !== 'none' ||
    /(?:^|[ _-])(?:id|sid|url|uri|host|model|trace|span|run|simulation|region|endpoint|status|error|version|date|time|path|env|environment|file|level|message|code|tenant|port)$/i.test(
      who,
    )
  );
}

/** The line holds an answer and nothing else. */
function answerIn(line: string, asked: Asked): (Range & { pair: boolean }) | undefined {
  const said = speaker.exec(line);
  if (isThing(said?.groups?.who ?? '')) return undefined;
  let from = said?.[0].length ?? 0;
  // A line of code or of a file.
  if (/["'`][,;]$|[{;]$/.test(line)) return undefined;
  const opening = lead.exec(line.slice(from))?.[0] ?? '';
  from += opening.length;
  // `user / password`
  const user = asked.noun.speech === 'password' ? userBefore.exec(line.slice(from)) : null;
  const pair = user !== null;
  from += user?.[0].length ?? 0;
  while (/["'`(*_~<|[\s]/.test(line[from] ?? '') && from < line.length) from += 1;
  let to = line.length;
  while (to > from && /["'`)*_~>|\].,;!\s\\]/.test(line[to - 1] ?? '')) to -= 1;
  const value = line.slice(from, to);
  if (/\s/.test(value))
    return !opening.includes(',') && severalWords(line, from, to, asked) ? { from, to, pair } : undefined;
  if (/[:?]$/.test(value) || /^[\w.-]{1,40}[:=](?!=|$)/.test(value)) return undefined;
  const word = /^[A-Za-z]+$/.test(value) && !isWorded(value);
  if (word && !(asked.turn && /^[a-z]+$|^[A-Z][a-z]{8,}$/.test(value))) return undefined;
  if (word && isRemark(value)) return undefined;
  return isSaid(value, asked.noun, 'answered', true) ? { from, to, pair } : undefined;
}

function severalWords(line: string, from: number, to: number, asked: Asked): boolean {
  if (asked.noun.speech === 'pin') return isSaid(line.slice(from, to), asked.noun, 'answered', true);
  if (asked.noun.speech === 'token' && asked.noun.kind !== 'secret') return false;
  const value = line.slice(from, to);
  return phraseEnd(value, 0, asked.noun.speech) === value.length && value.split(' ').length >= 3;
}
