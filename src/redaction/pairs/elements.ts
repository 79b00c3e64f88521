/**
 * The name a literal has by its place: behind a comma, as a default, in a call, in a list.
 * Source: constructors and calls of the client libraries that voice agents use. Known misses: calls whose name says
 * nothing, with a credential that looks like a word or an identifier.
 */

import { judgeName } from '../judge/name.ts';
import { isPassphrase, looksRandom, uuid } from '../judge/value.ts';
import { isWorded } from '../judge/worded.ts';
import { isLetter } from '../landmarks/code-units.ts';
import type { Frame } from '../scan.ts';
import type { Literal } from './literal.ts';

export interface Fallback {
  readonly name: string;
  readonly lineEnd: number;
}

/** Calls that take a credential as their first argument without naming it. */
const clients =
  /(?:client|deepgram|twilio|openai|anthropic|elevenlabs|cartesia|groq|vapi|telnyx|sendgrid|stripe|langfuse|pinecone|assemblyai|retell|livekit|resend|posthog|sentry|require|coval|setapikey|setaccesstoken|authenticate|configure|init|settoken|withtoken|withapikey|setcredentials|login|basicauth|credentials?|session|sign|hmac|createhmac|encrypt|decrypt|verify|cookieparser|fromsubscription|requestvalidator|validator)(?:(?:::|\.)(?:new|from_key|with_key))?$/i;

/** Clients whose first argument is nothing but a key, also when it looks like an identifier. */
const vendors =
  /(?:^|[.\s])(?:Vapi|Deepgram|OpenAI|ElevenLabs|Cartesia|Groq|Stripe|Resend|SendGrid|Retell|AssemblyAI|Telnyx|Anthropic)(?:Client)?(?:(?:::|\.)new)?$/;

/** Calls whose last argument is a password: the ones before say where and who. */
const logins =
  /(?:PDO|__construct|mysqli(?:_connect)?|mysql_connect|NetworkCredential|ftp_login|imap_open|ldap_bind|\bBind|basic_auth|HTTPBasicAuth|UsernamePasswordCredentials?|set_basic_auth|SetBasicAuth|plain_auth|PlainAuth)$/;

/** Candidates in the order in which they are tried. */
export function namesOfElement(
  text: string,
  frame: Frame,
  previous: string | undefined,
  fallback: Fallback | undefined,
  literal: Literal,
  value: string,
): string[] {
  const { end } = literal;
  const at = literal.from - 1;
  const names: string[] = [];
  if (previous !== undefined && /^[\w .:@/$[\]-]{1,60}$/.test(previous)) names.push(previous);
  if (fallback !== undefined && at <= fallback.lineEnd && isFallback(text, at)) names.push(fallback.name);
  const strength = frame.verdict.strength;
  const sensitive = strength === 'strong' || strength === 'medium';
  const alone =
    frame.close === 125 && frame.count === 0 && /^["'`]\s{0,4}\}/.test(text.slice(end - 1, end + 5));
  if (alone && frame.name !== '') names.push(frame.name);
  const last = !/^\s{0,20},/.test(text.slice(end, end + 21));
  const login = frame.role === 'login' || (last && logins.test(frame.name));
  if (login && frame.close === 41 && frame.count >= 1) names.push('password');
  if (frame.close === 41 && /(?:^|\.)(?:toBe|toEqual|toStrictEqual|eq|equal|equals|is)$/.test(frame.name)) {
    const expected = /\[["']([\w-]{1,60})["']\]\)?\.(?:not\.)?(?:to\.)?\w{1,20}\($/.exec(
      text.slice(Math.max(0, at - 100), at),
    )?.[1];
    if (expected !== undefined) names.push(expected);
  }
  if (frame.close === 93 && sensitive && frame.name !== '' && judgePlain(previous)) names.push(frame.name);
  if (frame.close === 41 && (sensitive || strength === 'weak') && isArgument(text, frame, literal))
    names.push(frame.name);
  if (
    frame.close === 41 &&
    clients.test(frame.name) &&
    (isBare(value) || (uuid.test(value) && vendors.test(frame.name))) &&
    !isModule(text, at)
  )
    names.push('api key');
  return names;
}

/** `require('module-of-words')`; behind `require('stripe')(` a key follows. */
function isModule(text: string, at: number): boolean {
  return /(?:^|[^\w)])require\(\s{0,4}$/.test(text.slice(Math.max(0, at - 16), at));
}

/** `set_password(service, user, password)`: the last; `get_password(service, user)`: none. */
function isArgument(text: string, frame: Frame, literal: Literal): boolean {
  if (
    frame.name === '' ||
    /(?:^|[._])(?:get|fetch|read|load|find|delete|list|has|lookup)(?=[_A-Z])/.test(frame.name)
  )
    return false;
  const more = /^\s{0,20},/.test(text.slice(literal.end, literal.end + 21));
  const sets = /(?:^|[._])(?:set|put|store|save|add|create|update)(?=[_A-Z])/.test(frame.name);
  return !more || (!sets && frame.role !== 'login');
}

/** A credential and no identifier; words joined as a password are one too. */
function isBare(value: string): boolean {
  return (looksRandom(value) && !uuid.test(value)) || isPassphrase(value) || isWorded(value);
}

function isFallback(text: string, at: number): boolean {
  return /(?:\?\?|\|\||\bor|\belse|\.default\(|[,:?+])\s*$/.test(text.slice(Math.max(0, at - 12), at));
}

/** In a flat list of names and values the value of a harmless name stays. */
function judgePlain(previous: string | undefined): boolean {
  return previous === undefined || judgeName(previous).strength !== 'benign';
}

const OPENING = 91;

/** `Str(`, `Some(`, `SecretStr(`: wrappers that printouts put around a value. */
export function wrapperLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (!isLetter(code) && code !== OPENING) return 0;
  const found =
    /^(?:\[\]\w{1,20}\{|(?:Map|HashMap|Dictionary|Object)(?:\(\d{1,4}\))?\s?(?=\{)|(?:Str|String|Some|Optional|Bytes|Slice|SecretStr|Secret|Just|Text|str|string|bytes|text|value|Ok|Box|Arc|Rc|literal|quote|trim|jsonencode|JSON\.stringify|base64encode|sensitive|nonsensitive|Field|field|Param|Option|Arg|Setting|env|Buffer\.from|bytes\.fromhex|bytearray\.fromhex|unhexlify|binascii\.unhexlify|encodeURIComponent|btoa|b64encode)\()(?=[^\s()])/.exec(
      text.slice(at, at + 26),
    );
  return found?.[0].length ?? 0;
}
