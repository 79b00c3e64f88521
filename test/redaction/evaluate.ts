import type { Document } from './document.ts';

/** As many characters of a credential in a row are a leak. */
const RUN = 8;

export interface Verdict {
  readonly leaks: readonly string[];
  readonly lost: readonly string[];
}

export function evaluate(document: Document, redacted: string): Verdict {
  return {
    leaks: document.secrets.filter((secret) => survives(secret, redacted)),
    lost: document.keep.filter((text) => !redacted.includes(text)),
  };
}

function survives(secret: string, text: string): boolean {
  const run = Math.min(RUN, secret.length);
  for (let at = 0; at + run <= secret.length; at += 1) {
    if (text.includes(secret.slice(at, at + run))) return true;
  }
  return false;
}
