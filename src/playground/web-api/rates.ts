/** Slack's published rates, when they are switched on: a budget per method, and one post a second per channel. */
import type { State } from '../state/state.ts';
import type { Method } from './call.ts';

export type Rates = { seconds(method: string, rule: Method, channel: unknown): number };

/** Bursts are tolerated, as Slack says; this many seconds' worth of calls may come at once. */
const BURST_SECONDS = 3;

/** `seconds` is 0 when the call may go on, otherwise what Retry-After should say. */
export function createRates(state: State): Rates {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    seconds(method, rule, channel) {
      if (!state.settings.rateLimits) return 0;
      const perSecond = rule.rate === 'channel' ? 1 : rule.rate / 60;
      const room = Math.max(1, perSecond * BURST_SECONDS);
      const key = rule.rate === 'channel' ? `${method} ${String(channel)}` : method;
      const now = state.clock.now();
      const bucket = buckets.get(key) ?? { tokens: room, at: now };
      const tokens = Math.min(room, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
      const isAllowed = tokens >= 1;
      buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, at: now });
      return isAllowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
}
