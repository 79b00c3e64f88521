import { expect, test } from 'vitest';
import { redactDeep } from './deep.ts';

const key = ['coval', 'sk', 'prod', 'k9J8h7G6'.repeat(4)].join('_');

test('every string of a value is cleared and its structure stays', () => {
  const value = {
    status: 401,
    headers: { 'x-api-key': key, host: 'api.coval.dev' },
    lines: [`sent ${key}`, true, null],
  };
  expect(redactDeep(value)).toEqual({
    status: 401,
    headers: { 'x-api-key': '[secret]', host: 'api.coval.dev' },
    lines: ['sent [coval-key 1]', true, null],
  });
});

test('circles, depth, getters that throw and __proto__ keys are survived', () => {
  const circle: Record<string, unknown> = { name: 'a' };
  circle['self'] = circle;
  Object.defineProperty(circle, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error(key);
    },
  });
  const parsed: unknown = JSON.parse(`{"__proto__":{"token":"${key}"}}`);
  expect(redactDeep(circle)).toEqual({ name: 'a', self: '[circular]', bad: '[unreadable]' });
  expect(JSON.stringify(redactDeep(parsed))).toBe('{"__proto__":{"token":"[secret]"}}');
  const chain: Record<string, unknown> = {};
  let end = chain;
  for (let depth = 0; depth < 10_000; depth += 1) {
    const next: Record<string, unknown> = {};
    end['next'] = next;
    end = next;
  }
  expect(JSON.stringify(redactDeep(chain))).toContain('[too deep]');
});

test('errors keep name, message and stack without credentials', () => {
  const copy = redactDeep(new Error(`refused ${key}`));
  expect(copy).toMatchObject({ name: 'Error', message: 'refused [coval-key 1]' });
  expect(JSON.stringify(copy)).not.toContain('k9J8h7G6');
});
