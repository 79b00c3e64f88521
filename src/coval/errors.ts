/** What a failed exchange means: faults of the network told apart, and Coval's error envelope told from a gateway's page. */
import type { Envelope, NetworkError } from '../checks/reply.ts';
import { ErrorBody } from './schemas.ts';

export type Fault = { error: NetworkError; code?: string | undefined; maybeSent: boolean };

/** Error codes of the system and of undici; prefixes stand for families (ERR_SSL_WRONG_VERSION_NUMBER, …). */
const families: { error: NetworkError; maybeSent: boolean; codes: RegExp }[] = [
  { error: 'dns', maybeSent: false, codes: /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/ },
  {
    error: 'refused',
    maybeSent: false,
    codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EACCES|EADDRNOTAVAIL)$/,
  },
  {
    error: 'tls',
    maybeSent: false,
    codes:
      /^(ERR_SSL_\w+|ERR_TLS_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)$/,
  },
  { error: 'timeout', maybeSent: false, codes: /^(UND_ERR_CONNECT_TIMEOUT)$/ },
  { error: 'timeout', maybeSent: true, codes: /^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/ },
];

/** Deep enough for undici's wrapping (fetch > connect > system); a bound, because causes may form a circle. */
const deepestCause = 6;

export function classifyFault(thrown: unknown): Fault {
  const codes = codesOf(thrown);
  for (const code of codes) {
    const family = families.find((each) => each.codes.test(code));
    if (family) return { error: family.error, code, maybeSent: family.maybeSent };
  }
  return { error: 'other', code: codes[0], maybeSent: true };
}

/** Outermost first. `EAI_AGAIN`-like words only: a message may carry an address or worse. */
function codesOf(thrown: unknown): string[] {
  const codes: string[] = [];
  let at = [thrown];
  for (let depth = 0; depth < deepestCause && at.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const error of at) {
      if (!(error instanceof Error)) continue;
      if ('code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{2,60}$/.test(error.code))
        codes.push(error.code);
      next.push(error.cause);
      // Node tries IPv6 and IPv4 and throws both failures together.
      if (error instanceof AggregateError) next.push(...error.errors);
    }
    at = next;
  }
  return codes;
}

/** Undefined when the body is not Coval's envelope: then the answer came from a gateway, a firewall or a proxy. */
export function parseEnvelope(body: string): Envelope | undefined {
  const json = parseJson(body);
  const parsed = ErrorBody.safeParse(json);
  if (!parsed.success) return undefined;
  const { code, message, details } = parsed.data.error;
  return code === undefined && message === undefined ? undefined : { code, message, details };
}

/** Undefined for text that is not JSON. Our longest body is capped long before nesting could overflow zod. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Seconds or an HTTP date, as seconds from now; absent or nonsense is undefined. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value.trim())) return Number(value.trim());
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
