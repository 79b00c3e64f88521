/** Reading requests and writing answers over node:http, with a cap on what is read. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Uploads up to here; Slack allows more, a local workspace needs no more. */
const BODY_LIMIT = 64 * 1024 * 1024;

export class TooLarge extends Error {}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > BODY_LIMIT) throw new TooLarge('The body is larger than 64 MB.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): string {
  const text = JSON.stringify(body);
  send(response, status, text, { 'content-type': 'application/json; charset=utf-8', ...headers });
  return text;
}

export function send(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Record<string, string>,
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'cache-control': 'no-store', ...headers });
  response.end(body);
}

export function pathOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://local');
}
