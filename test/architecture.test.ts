import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);

test('the top level holds the agreed folders and no other', () => {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['.git', 'node_modules', 'dist'].includes(entry.name))
    .map((entry) => entry.name)
    .sort();
  expect(folders).toEqual(['.ci', 'deploy', 'matrix', 'src', 'test']);
});
