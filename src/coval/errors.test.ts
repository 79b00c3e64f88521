import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyFault, parseEnvelope, parseRetryAfter } from './errors.ts';

const failure = (code: string, cause?: unknown) => Object.assign(new Error('any text', { cause }), { code });

describe('a fault', () => {
  test.each([
    ['ENOTFOUND', 'dns', false],
    ['EAI_AGAIN', 'dns', false],
    ['ECONNREFUSED', 'refused', false],
    ['ENETUNREACH', 'refused', false],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
    ['CERT_HAS_EXPIRED', 'tls', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false],
    ['ECONNRESET', 'other', true],
    ['UND_ERR_SOCKET', 'other', true],
  ])('%s is %s', (code, error, maybeSent) => {
    expect(classifyFault(failure(code))).toEqual({ error, code, maybeSent });
    expect(classifyFault(new TypeError('fetch failed', { cause: failure(code) }))).toMatchObject({
      error,
      maybeSent,
    });
  });

  test('of two addresses at once is read from either', () => {
    const both = new AggregateError([failure('ECONNREFUSED'), failure('ENETUNREACH')]);
    expect(classifyFault(both)).toMatchObject({ error: 'refused', code: 'ECONNREFUSED' });
  });

  test('with a circle of causes ends', () => {
    const one = failure('EWEIRD');
    one.cause = one;
    expect(classifyFault(one)).toEqual({ error: 'other', code: 'EWEIRD', maybeSent: true });
  });

  test('of any kind never throws and never repeats its message', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (thrown, code) => {
        expect(['timeout', 'dns', 'refused', 'tls', 'other']).toContain(classifyFault(thrown).error);
        const said = classifyFault(failure(code)).code;
        expect(said === undefined || /^[A-Z0-9_]+$/.test(said)).toBe(true);
      }),
    );
  });
});

describe('an envelope', () => {
  test('is read with and without details, with odd fields left out', () => {
    expect(parseEnvelope('{"error":{"code":"NOT_FOUND","message":"gone"}}')).toEqual({
      code: 'NOT_FOUND',
      message: 'gone',
      details: [],
    });
    const odd = '{"error":{"code":7,"message":"gone","details":[{"field":null,"description":"x"}]}}';
    expect(parseEnvelope(odd)).toEqual({
      code: undefined,
      message: 'gone',
      details: [{ field: undefined, description: 'x' }],
    });
  });

  test.each([
    '',
    'null',
    '[]',
    '{"message":"Forbidden"}',
    '{"error":"no"}',
    '{"error":{}}',
    '<html></html>',
    '{"error":{"code":"X"',
  ])('is not %j', (body) => {
    expect(parseEnvelope(body)).toBeUndefined();
  });

  test('is never thrown over, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => void parseEnvelope(body)));
  });
});

test('Retry-After is read as seconds and as a date', () => {
  const now = Date.parse('2026-11-01T00:00:00Z');
  expect(parseRetryAfter('7', now)).toBe(7);
  expect(parseRetryAfter('Sun, 01 Nov 2026 00:00:09 GMT', now)).toBe(9);
  expect(parseRetryAfter('Sat, 31 Oct 2026 00:00:00 GMT', now)).toBe(0);
  expect(parseRetryAfter('soon', now)).toBeUndefined();
  expect(parseRetryAfter(undefined, now)).toBeUndefined();
});
