/** The name a literal has by its place: behind a comma, as a default, in a call, in a list. */
import { judgeName } from './name.ts';
import type { Frame } from './scan.ts';
import { looksRandom, uuid } from './value.ts';

export interface Fallback {
  readonly name: string;
  readonly lineEnd: number;
}

/** Calls that take a credential as their first argument without naming it. */
const clients =
  /(?:client|deepgram|twilio|openai|anthropic|elevenlabs|cartesia|groq|vapi|telnyx|sendgrid|stripe|langfuse|pinecone|assemblyai|retell|livekit|resend|posthog|sentry|require|coval|setapikey|setaccesstoken|authenticate|configure|init|settoken|withtoken|withapikey|setcredentials|login|basicauth|credentials?|session)$/i;

/** Candidates in the order in which they are tried. */
export function namesOfElement(
  text: string,
  frame: Frame,
  previous: string | undefined,
  fallback: Fallback | undefined,
  at: number,
  value: string,
): string[] {
  const names: string[] = [];
  if (previous !== undefined && /^[\w .:@/$[\]-]{1,60}$/.test(previous)) names.push(previous);
  if (fallback !== undefined && at <= fallback.lineEnd && isFallback(text, at)) names.push(fallback.name);
  const strength = frame.verdict.strength;
  const sensitive = strength === 'strong' || strength === 'medium';
  if (frame.role === 'login' && frame.close === 41 && frame.count >= 1) names.push('password');
  if (frame.close === 93 && sensitive && frame.name !== '' && judgePlain(previous)) names.push(frame.name);
  if (frame.close === 41 && sensitive && frame.name !== '') names.push(frame.name);
  if (frame.close === 41 && clients.test(frame.name) && looksRandom(value) && !uuid.test(value))
    names.push('api key');
  return names;
}

function isFallback(text: string, at: number): boolean {
  return /(?:\?\?|\|\||\bor|\belse|[,:?+])\s*$/.test(text.slice(Math.max(0, at - 8), at));
}

/** In a flat list of names and values the value of a harmless name stays. */
function judgePlain(previous: string | undefined): boolean {
  return previous === undefined || judgeName(previous).strength !== 'benign';
}

/** `Str(`, `Some(`, `SecretStr(`: wrappers that printouts put around a value. */
export function wrapperLength(text: string, at: number): number {
  const found =
    /^(?:\[\]\w{1,20}\{|(?:Str|String|Some|Bytes|Slice|SecretStr|Secret|Just|Text|str|string|bytes|text|value|Ok|Box|Arc|Rc|literal|quote|trim|jsonencode|JSON\.stringify|base64encode|sensitive|nonsensitive|Field|field|Param|Option|Arg|Setting|env|Buffer\.from|encodeURIComponent|btoa|b64encode)\()(?=[^\s()])/.exec(
      text.slice(at, at + 24),
    );
  return found?.[0].length ?? 0;
}
