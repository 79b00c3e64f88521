import { expect, test } from 'vitest';
import { retention } from './retention.ts';

const day = 86_400_000;

test('a resolved case is kept for the days that were set, an open one longer, one that helps nobody shorter', () => {
  const keep = retention(90);
  expect([keep('resolved'), keep('diagnosed'), keep('withdrawn')]).toEqual([90 * day, 180 * day, 30 * day]);
});

test('a state with days of its own is kept for those', () => {
  const keep = retention(90, { withdrawn: 7, diagnosed: 365 });
  expect([keep('resolved'), keep('diagnosed'), keep('withdrawn')]).toEqual([90 * day, 365 * day, 7 * day]);
});
