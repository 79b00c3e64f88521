import { createHmac, timingSafeEqual } from 'node:crypto';

/** How a webhook proves who sent it and when: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. */

export const signatureHeader = 'x-triage-signature';

/** A captured request is worthless after this; clocks may differ by as much. */
const windowSeconds = 300;

export function sign(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${digest(secret, seconds, body)}`;
}

export type Verified = 'valid' | 'missing' | 'malformed' | 'stale' | 'forged';

export function verify(
  secret: string,
  header: string | undefined,
  body: string,
  nowSeconds: number,
): Verified {
  if (header === undefined || header === '') return 'missing';
  const parts = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (!parts?.[1] || !parts[2]) return 'malformed';
  const seconds = Number(parts[1]);
  const expected = Buffer.from(digest(secret, seconds, body), 'hex');
  // The signature first: only its owner learns that the clock was wrong.
  if (!timingSafeEqual(expected, Buffer.from(parts[2], 'hex'))) return 'forged';
  return Math.abs(nowSeconds - seconds) > windowSeconds ? 'stale' : 'valid';
}

function digest(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}
