import { lines } from '../blockkit/build.ts';
import { isCredential } from '../evidence/seal.ts';
import type { Message } from '../ports.ts';
import type { Finding } from '../redaction/redact.ts';
import { words } from '../redaction/words.ts';

/** What the person who sent a key is told, alone: the key was seen by others, so it must be replaced. */

export type Removed = 'coval' | 'other';

/** The most pressing of what was removed; nothing for a phone number. */
export function removedCredential(findings: readonly Finding[]): Removed | undefined {
  if (findings.some(({ kind }) => kind === 'coval-key')) return 'coval';
  return findings.some(({ kind }) => isCredential(kind)) ? 'other' : undefined;
}

const notes = {
  coval: words`What you sent holds something that looks like a key. The bot did not keep it. Replace the key in Coval under Settings > API Keys. Then delete it from your message.`,
  other: words`What you sent holds something that looks like a key or a password. The bot did not keep it. If it was a Coval key, replace it under Settings > API Keys; otherwise replace it where it was made. Then delete it from your message.`,
} as const;

export function keyNote(removed: Removed): Message {
  const text = notes[removed];
  return { text, blocks: [lines([{ text }])] };
}
