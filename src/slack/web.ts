import { webApi } from '@slack/bolt';
import type { Metrics } from '../observability/metrics.ts';
import type { SlackOutcome } from '../ports.ts';
import type { IsSlackHost } from './hosts.ts';

/**
 * Web API clients. Two per workspace: a 429 pauses a whole client, and a throttled post must not hold up a form
 * whose trigger lives three seconds. Nothing is retried here; the queue does that.
 */

/** Slack answers in well under a second; a form has three in all. */
const timeoutMs = { forms: 2500, posts: 10_000 } as const;

export type Lane = keyof typeof timeoutMs;
export type FetchFunction = NonNullable<webApi.WebClientOptions['fetch']>;

export interface TokenSource {
  /** The bot token of a workspace; undefined when the bot is not installed there. */
  token(team: string): Promise<string | undefined>;
}

export interface Web {
  call<T>(
    team: string,
    lane: Lane,
    method: string,
    use: (client: webApi.WebClient) => Promise<T>,
  ): Promise<SlackOutcome<T>>;
}

export function clientOptions(apiUrl: string, fetch: FetchFunction, lane: Lane): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    fetch,
    timeout: timeoutMs[lane],
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}

/** Refuses every host that is not Slack's, and never follows a redirect: the token goes nowhere else. */
export function guardedFetch(isSlackHost: IsSlackHost, base: FetchFunction): FetchFunction {
  return async (url, init) => {
    if (!isSlackHost(new URL(url))) throw new Error('this host is not Slack');
    return base(url, { ...init, redirect: 'error' });
  };
}

export function createWeb(
  apiUrl: string,
  fetch: FetchFunction,
  tokens: TokenSource,
  metrics: Pick<Metrics, 'slackCall'>,
): Web {
  const clients = new Map<string, webApi.WebClient>();
  const clientFor = (token: string, team: string, lane: Lane) => {
    const key = `${lane} ${team} ${token}`;
    const known = clients.get(key);
    if (known) return known;
    // Tokens rotate; an old client is of no use, and the map must not grow.
    if (clients.size > 500) clients.clear();
    const made = new webApi.WebClient(token, { ...clientOptions(apiUrl, fetch, lane), logger: silent });
    clients.set(key, made);
    return made;
  };
  return {
    call: async (team, lane, method, use) => {
      const token = await tokens.token(team);
      if (token === undefined) return { ok: false, code: 'not_installed' };
      const outcome = await settle(use(clientFor(token, team, lane)));
      metrics.slackCall(method, outcome.ok ? 'ok' : knownCode(outcome.code));
      return outcome;
    },
  };
}

/** Labels come from a fixed set: Slack's codes are open-ended. */
function knownCode(code: string): string {
  return /^[a-z_]{2,40}$/.test(code) ? code : 'other';
}

async function settle<T>(call: Promise<T>): Promise<SlackOutcome<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return { ok: false, code: error.data.error };
    if (error instanceof webApi.WebAPIRateLimitedError)
      return { ok: false, code: 'ratelimited', retryAfterMs: error.retryAfter * 1000 };
    // Sent, and nobody knows whether it took effect: callers look before they send again.
    return { ok: false, code: 'outcome_unknown' };
  }
}

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => webApi.LogLevel.ERROR,
  setName() {},
};
