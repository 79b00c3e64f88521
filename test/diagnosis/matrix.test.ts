import { describe, expect, test } from 'vitest';
import { readMatrixFiles } from '../../src/diagnosis/load.ts';
import { parseMatrix } from '../../src/diagnosis/matrix.ts';
import { lintMatrix, testMatrix } from '../../src/diagnosis/try-matrix.ts';

const files = await readMatrixFiles();
const parsed = parseMatrix(files);

describe('the matrix', () => {
  test('parses without a mistake', () => {
    expect(parsed.ok ? [] : parsed.mistakes).toEqual([]);
  });

  test('holds in every example', () => {
    if (!parsed.ok) throw new Error('see the test above');
    expect(testMatrix(parsed.matrix).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('has no lint mistake', () => {
    expect(lintMatrix(files)).toEqual([]);
  });
});
