import { hasSecretShape } from './secret-shape.ts';

const LONGEST_NAME = 80;
/** Control characters and the marks that Slack reads as a mention, a link or code. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029<>`]/gu;

/** A span name as it may be shown: bounded, on one line, without a credential somebody put into it. */
export function safeName(name: string): string {
  const cut = name.length > 2000 ? name.slice(0, 2000) : name;
  if (hasSecretShape(cut)) return '[name removed: it holds a credential]';
  const clean = cut.replace(unsafe, ' ').trim();
  return clean.length > LONGEST_NAME ? `${clean.slice(0, LONGEST_NAME - 1)}…` : clean;
}
