/** One HTTP exchange with Coval: own deadline, capped body, no redirects, no decompression, faults as data. */
import type { Dispatcher } from 'undici';
import type { Reply, Unreadable } from '../checks/reply.ts';
import { classifyFault, parseEnvelope, parseJson, parseRetryAfter } from './errors.ts';

export type Question<T> = {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** Undefined when the JSON is not what we know how to read. */
  read: (json: unknown) => T | undefined;
};

export type Limits = { deadlineMs: number; maxBytes: number };

/** An envelope is far smaller; an error page may be longer and is recognised by its start. */
const refusalBytes = 64_000;
/** What is kept of a body that was not understood. */
const keptLength = 4_096;

export async function exchange<T>(
  dispatcher: Dispatcher,
  question: Question<T>,
  limits: Limits,
  now: () => number,
): Promise<Reply<T>> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // The signal alone is not enough: undici 7 ignores it while a proxy keeps dropping the connection (undici #3897).
  const late = new Promise<Reply<T>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'unreached', error: 'timeout', code: 'DEADLINE', maybeSent: true, attempts: 1 });
      abort.abort();
    }, limits.deadlineMs);
  });
  try {
    return await Promise.race([ask(dispatcher, question, limits, abort.signal, now), late]);
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

async function ask<T>(
  dispatcher: Dispatcher,
  question: Question<T>,
  limits: Limits,
  signal: AbortSignal,
  now: () => number,
): Promise<Reply<T>> {
  let response: Dispatcher.ResponseData;
  try {
    response = await dispatcher.request({
      origin: question.url.origin,
      path: question.url.pathname + question.url.search,
      method: question.method,
      headers: question.headers,
      body: question.body ?? null,
      signal,
    });
  } catch (thrown) {
    return { kind: 'unreached', ...classifyFault(thrown), attempts: 1 };
  }
  const succeeded = response.statusCode >= 200 && response.statusCode < 300;
  const packed = ![undefined, '', 'identity'].includes(header(response, 'content-encoding'));
  const { text, ended } = await readBody(response, packed ? 0 : succeeded ? limits.maxBytes : refusalBytes);
  const requestId = clean(header(response, 'x-request-id') ?? header(response, 'x-amzn-requestid'));
  const status = response.statusCode;
  if (!succeeded) {
    const retryAfterSeconds = parseRetryAfter(header(response, 'retry-after'), now());
    const envelope = parseEnvelope(text);
    return {
      kind: 'denied',
      status,
      envelope,
      body: text.slice(0, keptLength),
      requestId,
      retryAfterSeconds,
      attempts: 1,
    };
  }
  const unreadable = (reason: Unreadable['reason']): Reply<T> => {
    return { kind: 'unreadable', status, reason, body: text.slice(0, keptLength), requestId, attempts: 1 };
  };
  // We asked for plain bytes; unpacking what we did not ask for would open the door to a compression bomb.
  if (packed) return unreadable('compressed');
  if (ended !== 'whole') return unreadable(ended);
  const json = parseJson(text);
  if (json === undefined) return unreadable('not_json');
  const value = question.read(json);
  return value === undefined
    ? unreadable('unexpected_shape')
    : { kind: 'answered', status, value, requestId, attempts: 1 };
}

/** Counts bytes itself: undici's own cap was seen to look at the wire only. Never throws. */
async function readBody(response: Dispatcher.ResponseData, most: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  let ended: 'whole' | 'too_large' | 'cut_off' = 'whole';
  try {
    for await (const chunk of response.body) {
      // undici types a chunk as unknown; without setEncoding() it is always a Buffer.
      const bytes = chunk as Buffer;
      chunks.push(bytes.subarray(0, Math.max(0, most - size)));
      size += bytes.length;
      if (size > most) {
        ended = 'too_large';
        break;
      }
    }
  } catch {
    ended = 'cut_off';
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), ended };
}

function header(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A request ID is quoted in hand-offs: only the shape of one gets through. */
function clean(requestId: string | undefined): string | undefined {
  return requestId !== undefined && /^[\w=.:/+-]{1,120}$/.test(requestId) ? requestId : undefined;
}
