import { expect, test } from 'vitest';
import { healthRoutes } from './health.ts';
import { createMetrics } from './metrics.ts';

const route = (path: string, ready: () => Promise<Record<string, 'ok' | 'away'>>) =>
  healthRoutes(ready, createMetrics())
    .find((one) => one.path === path)
    ?.answer({ header: () => undefined, body: async () => new Uint8Array() });

test('ready says which part is away', async () => {
  expect(await route('/readyz', async () => ({ redis: 'away', slack: 'ok' }))).toMatchObject({
    status: 503,
    body: expect.stringContaining('"redis":"away"'),
  });
  expect(await route('/readyz', async () => ({ redis: 'ok' }))).toMatchObject({ status: 200 });
});

test('a readiness question that breaks is an answer, not a crash', async () => {
  expect(await route('/readyz', () => Promise.reject(new Error('gone')))).toMatchObject({ status: 503 });
});

test('metrics are in the text exposition', async () => {
  const answer = await route('/metrics', async () => ({}));
  expect(answer?.type).toContain('text/plain');
  expect(answer?.body).toContain('triage_deliveries_total');
});
