// tsc emits code only; the page's HTML and CSS are copied beside it.
import { cp, mkdir, readdir } from 'node:fs/promises';

const from = new URL('./', import.meta.url);
const to = new URL('../../../dist/playground/page/', import.meta.url);
await mkdir(to, { recursive: true });
for (const name of await readdir(from)) {
  if (/\.(html|css|svg)$/.test(name)) await cp(new URL(name, from), new URL(name, to));
}
