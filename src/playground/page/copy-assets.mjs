// tsc emits code only; the page's HTML, CSS and icon are copied beside it. An argument names another folder.
import { cp, mkdir, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const from = new URL('./', import.meta.url);
const given = process.argv[2];
const to = given
  ? pathToFileURL(`${resolve(given)}/`)
  : new URL('../../../dist/playground/page/', import.meta.url);
await mkdir(to, { recursive: true });
for (const name of await readdir(from)) {
  if (/\.(html|css|svg)$/.test(name)) await cp(new URL(name, from), new URL(name, to));
}
