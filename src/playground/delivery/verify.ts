/** url_verification: Slack only delivers to an address that proves it knows the secret. */
import { createHmac } from 'node:crypto';
import { newTicket, type State } from '../state/state.ts';
import { openExchange } from '../state/traffic.ts';

export async function verifyUrl(
  state: State,
  given: { url: string; signingSecret: string; ackTimeoutMs: number },
): Promise<boolean> {
  const challenge = newTicket();
  const body = JSON.stringify({
    token: 'deprecated-verification-token',
    challenge,
    type: 'url_verification',
  });
  const timestamp = String(Math.floor(state.clock.now() / 1_000));
  const signature = createHmac('sha256', given.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  const exchange = openExchange(state, {
    direction: 'to-bot',
    kind: 'url-verification',
    title: 'url_verification',
    requestHeaders: headers,
    requestBody: body,
  });
  try {
    const response = await fetch(given.url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(given.ackTimeoutMs),
    });
    const text = await response.text();
    const isVerified = response.ok && text.includes(challenge);
    exchange.close({
      status: response.status,
      responseBody: text,
      error: isVerified ? null : 'challenge_failed',
    });
    return isVerified;
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    exchange.close({ status: 0, error: isTimeout ? 'http_timeout' : 'connection_failed' });
    return false;
  }
}
