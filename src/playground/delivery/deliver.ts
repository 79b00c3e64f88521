/** Brings one command, interaction or event to the bot, by socket when one is open, otherwise by signed HTTP. */
import { createHmac } from 'node:crypto';
import { isFields } from '../limits/rule.ts';
import type { Delivery, Traffic, TrafficKind } from '../local-api.ts';
import type { State } from '../state/state.ts';
import { DELIVERY_FAULTS, type Exchange, openExchange, takeFault } from '../state/traffic.ts';
import type { Envelope, Sockets } from './sockets.ts';

export type Parcel = {
  kind: TrafficKind;
  title: string;
  envelope: Pick<Envelope, 'type' | 'payload' | 'accepts_response_payload'>;
  /** The same over HTTP. */
  body: string;
  contentType: 'application/x-www-form-urlencoded' | 'application/json';
  retry?: { num: number; reason: string };
};
export type Reply =
  | { ok: true; status: number; body: unknown; noRetry: boolean; ms: number }
  | { ok: false; reason: Reason; status: number; noRetry: boolean; ms: number };
export type Reason =
  | 'http_timeout'
  | 'http_error'
  | 'connection_failed'
  | 'too_many_redirects'
  | 'unknown_error';

export type Options = { signingSecret: string; ackTimeoutMs: number; requestUrl(): string | null };
export type Courier = {
  deliver(parcel: Parcel): Promise<Reply>;
  /** Sends an earlier delivery once more, freshly signed; null when it is not remembered. */
  again(traffic: number): Promise<Reply> | null;
};

/** So many deliveries can be sent again from the traffic list. */
const REMEMBERED = 1_000;

export function createCourier(state: State, sockets: Sockets, options: Options): Courier {
  const sent = new Map<number, Parcel>();
  const send = (parcel: Parcel, fault: Traffic['fault']) => {
    const exchange = open(state, sockets, options, parcel, fault);
    sent.set(exchange.entry.id, parcel);
    const oldest = sent.keys().next().value;
    if (sent.size > REMEMBERED && oldest !== undefined) sent.delete(oldest);
    return sendOnce(sockets, options, parcel, exchange);
  };
  return {
    async deliver(parcel) {
      const fault = takeFault(state, parcel.kind, DELIVERY_FAULTS);
      const name = fault?.kind ?? null;
      if (fault?.kind === 'late') await wait(fault.delayMs ?? 1_000);
      // Slack never says which of two equal deliveries counts; the first answer is taken here.
      if (fault?.kind === 'duplicate')
        return (await Promise.all([send(parcel, name), send(parcel, name)]))[0];
      return await send(parcel, name);
    },
    again(traffic) {
      const parcel = sent.get(traffic);
      return parcel === undefined ? null : send(parcel, null);
    },
  };
}

function open(
  state: State,
  sockets: Sockets,
  options: Options,
  parcel: Parcel,
  fault: Traffic['fault'],
): Exchange {
  const isSocket = sockets.count() > 0;
  return openExchange(state, {
    direction: 'to-bot',
    kind: parcel.kind,
    title: parcel.title,
    transport: isSocket ? 'socket' : 'http',
    requestHeaders: isSocket ? {} : signedHeaders(state, options.signingSecret, parcel),
    requestBody: isSocket ? JSON.stringify(parcel.envelope) : parcel.body,
    retryNum: parcel.retry?.num ?? 0,
    fault,
  });
}

async function sendOnce(
  sockets: Sockets,
  options: Options,
  parcel: Parcel,
  exchange: Exchange,
): Promise<Reply> {
  const { transport, requestHeaders, fault } = exchange.entry;
  const startedAt = performance.now();
  const url = options.requestUrl();
  let reply: Reply;
  if (fault === 'undelivered' || (transport === 'http' && url === null))
    reply = failed('connection_failed', 0);
  else if (transport === 'socket') reply = await bySocket(sockets, parcel, options.ackTimeoutMs, exchange);
  else reply = await byHttp(url ?? '', requestHeaders, parcel, options.ackTimeoutMs, exchange);
  if (!reply.ok && exchange.entry.ms === null) exchange.close({ status: reply.status, error: reply.reason });
  return { ...reply, ms: Math.round(performance.now() - startedAt) };
}

function failed(reason: Reason, status: number, noRetry = false): Reply {
  return { ok: false, reason, status, noRetry, ms: 0 };
}

function signedHeaders(state: State, secret: string, parcel: Parcel): Record<string, string> {
  const timestamp = String(Math.floor(state.clock.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${parcel.body}`).digest('hex');
  return {
    'content-type': parcel.contentType,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    ...(parcel.retry === undefined
      ? {}
      : { 'x-slack-retry-num': String(parcel.retry.num), 'x-slack-retry-reason': parcel.retry.reason }),
  };
}

async function byHttp(
  url: string,
  headers: Record<string, string>,
  parcel: Parcel,
  timeoutMs: number,
  exchange: Exchange,
): Promise<Reply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: parcel.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const responseHeaders = Object.fromEntries(response.headers);
    const noRetry = responseHeaders['x-slack-no-retry'] === '1';
    const error = response.ok ? null : 'http_error';
    exchange.close({ status: response.status, responseHeaders, responseBody: text, error });
    if (response.status >= 300 && response.status < 400)
      return failed('too_many_redirects', response.status, noRetry);
    if (!response.ok) return failed('http_error', response.status, noRetry);
    return { ok: true, status: response.status, body: parseBody(text), noRetry, ms: 0 };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return failed(isTimeout ? 'http_timeout' : 'connection_failed', 0);
  }
}

async function bySocket(
  sockets: Sockets,
  parcel: Parcel,
  timeoutMs: number,
  exchange: Exchange,
): Promise<Reply> {
  const retry = parcel.retry && { retry_attempt: parcel.retry.num, retry_reason: parcel.retry.reason };
  const result = await sockets.send({ ...parcel.envelope, ...retry }, timeoutMs);
  if ('error' in result) return failed(result.error === 'timeout' ? 'http_timeout' : 'connection_failed', 0);
  const isEmpty = Object.keys(result.payload).length === 0;
  exchange.close({ status: 200, responseBody: isEmpty ? '' : JSON.stringify(result.payload) });
  // Bolt wraps a plain-text ack as { text }.
  return { ok: true, status: 200, body: isEmpty ? null : result.payload, noRetry: false, ms: 0 };
}

/** JSON when it is an object, text when there is any, otherwise null. */
function parseBody(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isFields(parsed) ? parsed : text;
  } catch {
    return text;
  }
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What the person is told; Slack's own error words. */
export function outcome(reply: Reply, shown: (error: string) => string): Delivery {
  if (reply.ok) return { state: 'acknowledged', status: reply.status, ms: reply.ms };
  const error = reply.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
  return { state: 'failed', error, shown: shown(error), ms: reply.ms };
}
