/** Whether two pasted keys are the same, without either: a keyed digest that nobody without the secret can compute. */
import { createHmac } from 'node:crypto';

export type Fingerprint = (value: string, kind: string) => string | undefined;

/** What a label beside a Coval key may make of it; passwords, cookies and numbers are compared by nobody. */
const kinds: ReadonlySet<string> = new Set(['coval-key', 'api-key', 'secret', 'token', 'bearer-token']);

/** 24 bits tell installations apart: a digest of another secret compares with nothing. */
const installationDigits = 6;
/** 40 bits: two keys of one case do not meet by chance, and 2^88 keys of 128 bits share each digest, so it names none. */
const valueDigits = 10;

export function keyFingerprint(secret: string): Fingerprint {
  const key = createHmac('sha256', secret).update('coval-triage key fingerprint v1').digest();
  const digest = (text: string, digits: number) =>
    createHmac('sha256', key).update(text).digest('hex').slice(0, digits);
  const installation = digest('installation', installationDigits);
  return (value, kind) => {
    const bare = kinds.has(kind) ? bareKey(value) : undefined;
    return bare === undefined ? undefined : `${installation}.${digest(`key ${bare}`, valueDigits)}`;
  };
}

/** The key alone: what was removed may hold a scheme word before it, or the rest of a sentence behind it. */
function bareKey(value: string): string | undefined {
  const named = new Set(value.match(/coval_[A-Za-z0-9_-]{16,200}/g));
  if (named.size > 1) return undefined;
  const [one = value] = named;
  const bare = one
    .trim()
    .replace(/^(?:Bearer|Basic|Token)\s+/i, '')
    .replace(/^["'`]+|["'`]+$/g, '');
  return bare === '' || /\s/.test(bare) ? undefined : bare;
}

/** Two digests of different installations say nothing about each other. */
export function compareFingerprints(one: string, other: string): 'same' | 'different' | 'unknown' {
  if (one === other) return 'same';
  return one.split('.')[0] === other.split('.')[0] ? 'different' : 'unknown';
}
