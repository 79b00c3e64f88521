import { WebClient } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from './slack-calls.ts';

let bench: Bench;
let client: WebClient;
beforeAll(async () => {
  bench = await openBench();
  client = new WebClient(bench.botToken, {
    slackApiUrl: bench.workspace.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 500,
  });
});
afterEach(() => bench.workspace.setFaults([]));
afterAll(() => bench.workspace.close());

const channel = 'C0CHANNEL01';
const post = (text: string) => client.chat.postMessage({ channel, text });
const posted = (text: string) =>
  bench.workspace.snapshot().messages.filter((one) => one.text === text).length;

test('throttle answers 429 with Retry-After, as often as it was asked to', async () => {
  bench.workspace.setFaults([{ kind: 'throttle', on: 'chat.postMessage', retryAfter: 7, times: 1 }]);
  await expect(post('a')).rejects.toMatchObject({ retryAfter: 7 });
  await post('a');
  expect(posted('a')).toBe(1);
  expect(bench.workspace.snapshot().faults).toEqual([]);
});

test('server-error, not-json and platform-error do nothing and say so', async () => {
  bench.workspace.setFaults([
    { kind: 'server-error', on: 'chat.postMessage', times: 1 },
    { kind: 'not-json', on: '*', times: 1 },
    { kind: 'platform-error', on: 'chat.postMessage', error: 'fatal_error', times: 1 },
  ]);
  await expect(post('b')).rejects.toMatchObject({ statusCode: 500 });
  await expect(post('b')).rejects.toThrow();
  await expect(post('b')).rejects.toMatchObject({ data: { error: 'fatal_error' } });
  expect(posted('b')).toBe(0);
});

test('lost-response does the work and cuts the connection', async () => {
  bench.workspace.setFaults([{ kind: 'lost-response', on: 'chat.postMessage', times: 1 }]);
  await expect(post('c')).rejects.toThrow();
  expect(posted('c')).toBe(1);
});

test('hang never answers and never does it; slow answers when nobody waits any more', async () => {
  bench.workspace.setFaults([{ kind: 'hang', on: 'chat.postMessage', times: 1 }]);
  await expect(post('d')).rejects.toThrow();
  expect(posted('d')).toBe(0);
  bench.workspace.setFaults([{ kind: 'slow', on: 'chat.postMessage', delayMs: 1, times: 1 }]);
  await post('d');
  expect(posted('d')).toBe(1);
});

test('the traffic list names the fault and never shows the token', async () => {
  bench.workspace.setFaults([{ kind: 'throttle', on: 'chat.postMessage', times: 1 }]);
  await expect(post('e')).rejects.toThrow();
  const { traffic } = bench.workspace.snapshot();
  expect(traffic.at(-1)).toMatchObject({ title: 'chat.postMessage', status: 429, fault: 'throttle' });
  expect(JSON.stringify(traffic)).not.toContain(bench.botToken);
});
