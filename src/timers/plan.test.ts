import { expect, test } from 'vitest';
import { aCase, start } from '../../test/case-builders.ts';
import { nextDue, nudgePolicy } from './plan.ts';

const hour = 3_600_000;

test('each state has its own patience, and a setting may name another or none', () => {
  const due = (status: 'diagnosed' | 'escalated' | 'verifying', policy: ReturnType<typeof nudgePolicy>) =>
    nextDue(aCase({ status, nudges: { count: 0, at: start } }), policy)?.at;
  expect(due('diagnosed', nudgePolicy(24))).toBe(start + 24 * hour);
  expect(due('escalated', nudgePolicy(24))).toBe(start + 48 * hour);
  const own = nudgePolicy(24, { escalated: 12, verifying: 0 });
  expect(due('escalated', own)).toBe(start + 12 * hour);
  expect(due('verifying', own)).toBeUndefined();
  expect(due('diagnosed', own)).toBe(start + 24 * hour);
});
