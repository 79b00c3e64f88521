/** What came back from one question to Coval, as data; nothing here is an exception. */
export type Reply<T> = Answered<T> | Denied | Unreadable | Unreached | Unsent;

/** The four that evidence knows by name, and the rest (a connection closed half-way, a protocol error). */
export type NetworkError = 'timeout' | 'dns' | 'refused' | 'tls' | 'other';

export type Envelope = {
  code?: string | undefined;
  message?: string | undefined;
  details: readonly { field?: string | undefined; description?: string | undefined }[];
};

/** Every text in a reply is as Coval sent it: redact it before it leaves the check. */
export type Answered<T> = {
  kind: 'answered';
  status: number;
  value: T;
  requestId?: string | undefined;
  attempts: number;
};

export type Denied = {
  kind: 'denied';
  status: number;
  /** Absent: the answer was not Coval's own (a gateway, a firewall, a proxy). */
  envelope?: Envelope | undefined;
  body: string;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  attempts: number;
};

/** A success status whose body cannot be used. */
export type Unreadable = {
  kind: 'unreadable';
  status: number;
  reason: 'not_json' | 'unexpected_shape' | 'too_large' | 'cut_off' | 'compressed';
  body: string;
  requestId?: string | undefined;
  attempts: number;
};

export type Unreached = {
  kind: 'unreached';
  error: NetworkError;
  /** The system's own word, such as ENOTFOUND. */
  code?: string | undefined;
  /** True when the request may have reached Coval, so a write may have been stored. */
  maybeSent: boolean;
  attempts: number;
};

/** Nothing left this machine. */
export type Unsent = { kind: 'unsent'; reason: 'no_key' | 'invalid_id' };

/** Coval's own IDs and the known-fake ones; anything else never gets into a path, a filter or a header. */
const SafeId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export function isSafeId(id: string): boolean {
  return SafeId.test(id);
}

/** The request never reached a handler of Coval: no such path there, or a firewall or proxy answered. */
export function isGatewayAnswer(reply: Reply<unknown>): reply is Denied {
  if (reply.kind !== 'denied' || reply.envelope !== undefined) return false;
  return [403, 405, 410].includes(reply.status) || (reply.status === 404 && isPage(reply.body));
}

/** A web page is never an answer of the API, whatever its status. */
function isPage(body: string): boolean {
  return /^\s{0,100}<(?:!doctype|html|head|body|\?xml)/i.test(body);
}

export function isMissingScope(reply: Reply<unknown>): reply is Denied {
  return reply.kind === 'denied' && reply.status === 403 && reply.envelope !== undefined;
}

export function isNotFound(reply: Reply<unknown>): reply is Denied {
  return reply.kind === 'denied' && reply.status === 404 && !isPage(reply.body);
}

export function statusOf(reply: Reply<unknown>): number | null {
  return reply.kind === 'unreached' || reply.kind === 'unsent' ? null : reply.status;
}
