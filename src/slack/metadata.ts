import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A view's private_metadata comes back from the client's side, so it is sealed: an HMAC over the callback id and
 * the ids inside. It holds ids only; anybody who sees the view can read it.
 */

type Ids = Readonly<Record<string, string>>;

export interface Seal {
  seal(callbackId: string, ids: Ids): string;
  /** Undefined when the seal is broken or absent. */
  open(callbackId: string, sealed: string): Ids | undefined;
}

export function createSeal(secret: string): Seal {
  const sign = (callbackId: string, body: string) =>
    createHmac('sha256', secret).update(`view\n${callbackId}\n${body}`).digest('base64url').slice(0, 32);
  return {
    seal: (callbackId, ids) => {
      const body = JSON.stringify(ids);
      return `${sign(callbackId, body)}.${body}`;
    },
    open: (callbackId, sealed) => {
      const dot = sealed.indexOf('.');
      const body = sealed.slice(dot + 1);
      const given = Buffer.from(sealed.slice(0, Math.max(dot, 0)));
      const right = Buffer.from(sign(callbackId, body));
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      // Signed by us, so it is what seal() wrote.
      return JSON.parse(body) as Ids;
    },
  };
}
