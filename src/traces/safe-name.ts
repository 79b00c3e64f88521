import { redact } from '../redaction/redact.ts';

const LONGEST_NAME = 80;
/** Control characters and the marks that Slack reads as a mention, a link or code. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029<>`]/gu;

/** Letters only: nothing of a credential, a number or an address can hide in it. */
const plainName = /^[a-z]{1,20}(?:[_. -][a-z]{1,20}){0,4}$/i;

/** A span name as it may be shown: bounded, on one line, without a credential somebody put into it. */
export function safeName(name: string): string {
  if (plainName.test(name)) return name;
  const clean = redact(name.slice(0, 2000)).text.replace(unsafe, ' ').trim();
  return clean.length > LONGEST_NAME ? `${clean.slice(0, LONGEST_NAME - 1)}…` : clean;
}
