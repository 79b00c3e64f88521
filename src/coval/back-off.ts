/** When a question may be asked again. Pure: chance and time come in as numbers. */
import type { Reply } from '../checks/reply.ts';

/**
 * `read` changes nothing and may repeat. `probe` is a span to a made-up ID: it is repeated only when it certainly was
 * not taken. `write` adds a permanent span: it is sent once, whatever happens.
 */
export type Repeatable = 'read' | 'probe' | 'write';

export type BackOff = { attempts: number; firstMs: number; mostMs: number };

/** Three tries inside about five seconds: enough for a hiccup, short enough that a person still waits. */
export const defaultBackOff: BackOff = { attempts: 3, firstMs: 400, mostMs: 8_000 };

/** Milliseconds to wait before the next try, or undefined when this reply is the last word. */
export function waitBeforeRetry(
  reply: Reply<unknown>,
  attempt: number,
  how: Repeatable,
  chance: number,
  backOff: BackOff,
): number | undefined {
  if (attempt >= backOff.attempts || !mayRepeat(reply, how)) return undefined;
  const asked =
    reply.kind === 'denied' && reply.retryAfterSeconds !== undefined ? reply.retryAfterSeconds * 1000 : 0;
  // Coval asks for more patience than a person has: report it instead.
  if (asked > backOff.mostMs) return undefined;
  const ceiling = Math.min(backOff.mostMs, backOff.firstMs * 2 ** (attempt - 1));
  // Full jitter above half the step, so that many workers do not return together.
  return Math.max(asked, Math.round(ceiling / 2 + (ceiling / 2) * chance));
}

function mayRepeat(reply: Reply<unknown>, how: Repeatable): boolean {
  if (how === 'write') return false;
  if (reply.kind === 'unreached') {
    // A certificate does not mend itself within seconds.
    if (reply.error === 'tls') return false;
    return how === 'read' || !reply.maybeSent;
  }
  if (reply.kind === 'unreadable') return how === 'read' && reply.reason === 'cut_off';
  if (reply.kind !== 'denied') return false;
  const notTaken = [429, 500, 503];
  return notTaken.includes(reply.status) || (how === 'read' && [502, 504].includes(reply.status));
}
