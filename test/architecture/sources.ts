import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The code as data: every source file with the imports it names. */

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Source {
  /** Path from the project's root, with forward slashes. */
  path: string;
  text: string;
  lines: number;
  imports: { target: string; typeOnly: boolean }[];
}

const importLine = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const dynamicImport = /\bimport\('([^']+)'\)/g;

export function sources(folder: 'src' | 'test', isTest: boolean): Source[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) =>
      posix.join(entry.parentPath.slice(root.length).replaceAll('\\', '/').replace(/^\//, ''), entry.name),
    )
    .filter((path) => path.endsWith('.test.ts') === isTest)
    .map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  const resolve = (target: string) => (target.startsWith('.') ? posix.join(dirname(path), target) : target);
  const imports = [
    ...[...text.matchAll(importLine)].map((match) => ({
      target: resolve(match[2] ?? ''),
      typeOnly: match[1] !== undefined,
    })),
    ...[...text.matchAll(dynamicImport)].map((match) => ({
      target: resolve(match[1] ?? ''),
      typeOnly: false,
    })),
  ];
  return { path, text, lines: text.split('\n').length - 1, imports };
}

/** The first folder under src/, or the file itself when it stands directly in src/. */
export function room(path: string): string {
  return path.split('/')[1] ?? path;
}
