import { expect, test } from 'vitest';
import { analyze } from '../../src/traces/analyze.ts';
import { corpus } from './corpus.ts';
import { NOW } from './trace.ts';

const dumps = corpus();

test('the corpus holds at least sixty dumps, healthy ones among them', () => {
  expect(dumps.length).toBeGreaterThan(60);
  expect(dumps.filter(({ expect: codes }) => codes.length === 0).length).toBeGreaterThan(30);
});

test('every dump brings the findings it was made for and no other', () => {
  const wrong = dumps.flatMap(({ name, bytes, expect: wanted }) => {
    const found = analyze(bytes, { now: NOW }).findings.map(({ code }) => code);
    const same = [...found].sort().join() === [...wanted].sort().join();
    return same
      ? []
      : [`${name}: expected ${wanted.join() || 'nothing'}, found ${found.join() || 'nothing'}`];
  });
  expect(wrong).toEqual([]);
});
