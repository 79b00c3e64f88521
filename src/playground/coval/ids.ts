/** IDs in Coval's shapes that stay the same from start to start, so that a guide, a test and a person can name them. */
import { createHash } from 'node:crypto';

const shortAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const ulidAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 22 characters: agents, runs, simulations, conversations, metrics. */
export function shortId(name: string): string {
  return digits(name, shortAlphabet, 22);
}

/** 26 characters: metric outputs, versions, workspaces. */
export function ulid(name: string): string {
  return `01${digits(name, ulidAlphabet, 24)}`;
}

export function hexId(name: string, length: 16 | 32): string {
  return createHash('sha256').update(name).digest('hex').slice(0, length);
}

function digits(name: string, alphabet: string, length: number): string {
  const bytes = createHash('sha256').update(name).digest();
  return Array.from({ length }, (_, at) => alphabet[(bytes[at] ?? 0) % alphabet.length]).join('');
}
