import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';

/** Signed, form-encoded deliveries as Slack makes them, and an open-loop load of them. */

export const signingSecret = 'bench-signing-secret';
const agent = new Agent({ connections: 64, keepAliveTimeout: 10_000 });

export async function deliver(
  url: string,
  form: Record<string, string>,
): Promise<{ status: number; body: string; ms: number }> {
  const body = new URLSearchParams(form).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const from = performance.now();
  const answer = await request(url, {
    method: 'POST',
    dispatcher: agent,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text, ms: performance.now() - from };
}

/** Sends `perSecond` deliveries each second for `seconds`, on schedule whether or not earlier ones were answered. */
export async function load(
  perSecond: number,
  seconds: number,
  send: (number: number) => Promise<number>,
): Promise<number[]> {
  const total = perSecond * seconds;
  const from = performance.now();
  const pending: Promise<number>[] = [];
  for (let number = 0; number < total; number += 1) {
    const wait = from + (number * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(send(number));
  }
  return Promise.all(pending);
}
