import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../checks/reply.ts';
import { defaultBackOff, type Repeatable, waitBeforeRetry } from './back-off.ts';

const denied = (status: number, retryAfterSeconds?: number): Reply<unknown> => ({
  kind: 'denied',
  status,
  body: '',
  retryAfterSeconds,
  attempts: 1,
});
const lost = (maybeSent: boolean): Reply<unknown> => ({
  kind: 'unreached',
  error: 'other',
  maybeSent,
  attempts: 1,
});
const wait = (reply: Reply<unknown>, how: Repeatable, attempt = 1, chance = 0.5) =>
  waitBeforeRetry(reply, attempt, how, chance, defaultBackOff);

describe('a retry', () => {
  test('of a read follows a hiccup and no refusal', () => {
    for (const status of [429, 500, 502, 503, 504]) expect(wait(denied(status), 'read')).toBeGreaterThan(0);
    for (const status of [307, 400, 401, 403, 404, 413]) expect(wait(denied(status), 'read')).toBeUndefined();
    expect(wait(lost(true), 'read')).toBeGreaterThan(0);
  });

  test('of a probe follows only what was certainly not taken', () => {
    for (const status of [429, 500, 503]) expect(wait(denied(status), 'probe')).toBeGreaterThan(0);
    for (const status of [502, 504]) expect(wait(denied(status), 'probe')).toBeUndefined();
    expect(wait(lost(true), 'probe')).toBeUndefined();
    expect(wait(lost(false), 'probe')).toBeGreaterThan(0);
  });

  test('of a write never happens, whatever came back', () => {
    const status = fc.integer({ min: 100, max: 599 });
    fc.assert(
      fc.property(
        fc.oneof(
          status.map((each) => denied(each)),
          fc.boolean().map(lost),
        ),
        (reply) => {
          expect(wait(reply, 'write')).toBeUndefined();
        },
      ),
    );
  });

  test('waits as long as it is asked to, unless that is too long for a person', () => {
    expect(wait(denied(429, 3), 'read')).toBe(3_000);
    expect(wait(denied(429, 60), 'read')).toBeUndefined();
  });

  test('is bounded in number and length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, chance) => {
          const ms = wait(denied(503), 'read', attempt, chance);
          if (attempt >= defaultBackOff.attempts) expect(ms).toBeUndefined();
          else expect(ms).toBeLessThanOrEqual(defaultBackOff.mostMs);
        },
      ),
    );
  });
});
