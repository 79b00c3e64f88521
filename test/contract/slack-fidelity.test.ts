import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fidelity } from '../../src/playground/fidelity.ts';
import { methods } from '../../src/playground/web-api/registry.ts';

test('the fidelity table names every emulated method once, and nothing that is not there', () => {
  const listed = fidelity.map((row) => row.method);
  expect(new Set(listed).size).toBe(listed.length);
  const emulated = fidelity.filter((row) => row.support !== 'missing').map((row) => row.method);
  expect(emulated.sort()).toEqual(Object.keys(methods).sort());
});

test('what is not fully supported says why, and what is emulated names a test that exists', () => {
  for (const row of fidelity) {
    if (row.support !== 'supported') expect(row.note, row.method).not.toBe('');
    if (row.support === 'missing') continue;
    expect(row.testedBy.length, row.method).toBeGreaterThan(0);
    for (const file of row.testedBy) expect(existsSync(new URL(file, import.meta.url)), file).toBe(true);
  }
});
