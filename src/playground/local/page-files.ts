/** Serves the browser page: the few files that lie in the page folder, and nothing else. */
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { pathOf, send } from '../http.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export async function servePage(
  folder: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = pathOf(request).pathname;
  const listed: string[] = await readdir(folder, { recursive: true }).catch(() => []);
  const start = listed.includes('index.html') ? 'index.html' : 'page.html';
  const name = path === '/' ? start : path.replace(/^\/(page\/)?/, '');
  const type = TYPES[extname(name)];
  if (type === undefined || !listed.includes(name)) return false;
  send(response, 200, await readFile(new URL(name, folder)), {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'",
  });
  return true;
}
