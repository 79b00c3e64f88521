import { catalogue, type ErrorCode, TriageError } from '../errors.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Clock, Log, Message, Once } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { Decoded } from './decode.ts';
import type { Delivery, Listener, Reply } from './listener.ts';

/**
 * The one wrapper around every listener: taken once, acknowledged once and in time, every fault answered with a
 * sentence and logged without what the person typed.
 */

/** Slack gives 3 s; the rest is for the way back. */
const budgetMs = 2500;
/** Longer than Slack's last retry of an event and than a person waits before pressing again. */
const rememberMs = 86_400_000;

export interface DispatchPorts {
  listeners: readonly Listener[];
  once: Once;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'acknowledged' | 'delivery'>;
}

/** What a delivery came with: how to acknowledge it, and how to answer its author. */
export interface Line {
  ack(reply: Reply): Promise<void>;
  respond(message: Message): Promise<void>;
}

export type Dispatch = (decoded: Decoded, line: Line) => Promise<void>;

export function createDispatch(ports: DispatchPorts): Dispatch {
  const { clock, log, metrics } = ports;
  const running = new Map<string, Promise<Reply>>();
  return async (decoded, line) => {
    const from = clock.now();
    const listener = findListener(ports.listeners, decoded);
    const ack = async (reply: Reply) => {
      metrics.acknowledged(decoded.kind, clock.now() - from);
      await line.ack(reply);
    };
    if (!listener) return unknownDelivery(ports, decoded, line, ack);
    // The seal has been checked; the rest of the world sees the ids only.
    const { view: sealedView, ...rest } = decoded;
    const delivery: Delivery = {
      ...rest,
      respond: line.respond,
      ...(sealedView ? { view: unsealed(sealedView) } : {}),
    };
    if (listener.opens) {
      await ack({ kind: 'none' });
      const reply = await attempt(ports, listener, delivery, false);
      if (reply.kind === 'text') await line.respond(reply.message);
      return;
    }
    const earlier = running.get(decoded.identity);
    const work = earlier ?? attempt(ports, listener, delivery, true);
    if (!earlier) running.set(decoded.identity, work);
    const inTime = await Promise.race([work, late()]);
    await ack(inTime === 'late' ? tooSlow(delivery) : forAck(delivery, inTime));
    const reply = await work;
    running.delete(decoded.identity);
    if (inTime === 'late')
      log.warn('A delivery was acknowledged before its work was done', {
        event: decoded.id,
        ms: clock.now() - from,
      });
    // A button cannot be answered with words, and neither can what has been acknowledged already.
    const isUnsaid = reply.kind === 'text' && (inTime === 'late' || decoded.kind !== 'command');
    if (isUnsaid) await line.respond(reply.message);
  };
}

async function attempt(
  ports: DispatchPorts,
  listener: Listener,
  delivery: Delivery,
  takesOnce: boolean,
): Promise<Reply> {
  const { once, metrics } = ports;
  let taken = false;
  try {
    taken = takesOnce && (await once.take(delivery.identity, rememberMs));
    if (takesOnce && !taken) {
      metrics.delivery(delivery.kind, 'repeat');
      return { kind: 'none' };
    }
    const reply = await listener.handle(delivery);
    // A form that was sent back, or that still stands below another, may be submitted again unchanged.
    if (taken && (reply.kind === 'errors' || reply.kind === 'push')) await once.release(delivery.identity);
    metrics.delivery(delivery.kind, reply.kind === 'errors' ? 'refused' : 'taken');
    return reply;
  } catch (error) {
    if (taken) await once.release(delivery.identity).catch(() => undefined);
    return failed(ports, delivery, error);
  }
}

function failed({ log, metrics }: DispatchPorts, delivery: Delivery, error: unknown): Reply {
  const code: ErrorCode = error instanceof TriageError ? error.code : 'unexpected';
  const fields = { event: delivery.id, code, ...(error instanceof Error ? { error } : {}) };
  log[catalogue[code].level]('A delivery failed', { ...fields, case: delivery.view?.metadata['case'] });
  metrics.delivery(delivery.kind, 'failed');
  const text = catalogue[code].say;
  const block = Object.keys(delivery.view?.values ?? {})[0];
  if (delivery.kind === 'view' && block) return { kind: 'errors', errors: { [block]: text } };
  return { kind: 'text', message: plain(text) };
}

function forAck(delivery: Delivery, reply: Reply): Reply {
  return reply.kind === 'text' && delivery.kind !== 'command' ? { kind: 'none' } : reply;
}

function tooSlow(delivery: Delivery): Reply {
  const block = Object.keys(delivery.view?.values ?? {})[0];
  if (delivery.kind !== 'view' || !block) return { kind: 'none' };
  return {
    kind: 'errors',
    errors: { [block]: words`Still being saved. Wait a few seconds, then press the button again.` },
  };
}

async function unknownDelivery(
  { log, metrics }: DispatchPorts,
  decoded: Decoded,
  line: Line,
  ack: Line['ack'],
): Promise<void> {
  if (decoded.kind !== 'event') {
    log.info('A delivery that nobody listens to', { kind: decoded.kind });
    metrics.delivery(decoded.kind, 'refused');
  }
  const message = plain(
    words`This button or form belongs to an older version of the bot. Start again with /coval-triage.`,
  );
  await ack(decoded.kind === 'command' ? { kind: 'text', message } : { kind: 'none' });
  if (decoded.kind === 'action' || decoded.kind === 'view') await line.respond(message);
}

/** An exact id wins over a prefix, a longer prefix over a shorter one. */
export function findListener(
  listeners: readonly Listener[],
  { kind, id }: Pick<Decoded, 'kind' | 'id'>,
): Listener | undefined {
  const fits = listeners.filter(
    (one) =>
      one.kind === kind && (one.id === id || (one.id.endsWith('*') && id.startsWith(one.id.slice(0, -1)))),
  );
  return fits.sort(
    (a, b) => Number(a.id.endsWith('*')) - Number(b.id.endsWith('*')) || b.id.length - a.id.length,
  )[0];
}

function unsealed({ sealed: _, ...view }: NonNullable<Decoded['view']>): NonNullable<Delivery['view']> {
  return view;
}

function plain(text: Redacted): Message {
  return { text, blocks: [{ type: 'section', text: { type: 'plain_text', text, emoji: false } }] };
}

function late(): Promise<'late'> {
  return new Promise((resolve) => setTimeout(resolve, budgetMs, 'late').unref());
}
