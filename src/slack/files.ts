import { request } from 'undici';
import type { SlackOutcome } from '../ports.ts';
import type { IsSlackHost } from './hosts.ts';
import type { TokenSource } from './web.ts';

/** Reads a file of the workspace with the bot's token; nothing is made public for it, and no redirect is followed. */

/** A dump of the largest size we take, over a slow line. */
const timeoutMs = 30_000;

export async function readFile(
  ports: { isSlackHost: IsSlackHost; tokens: TokenSource },
  team: string,
  file: { url: string; size: number },
  maxBytes: number,
): Promise<SlackOutcome<Uint8Array>> {
  if (file.size > maxBytes) return { ok: false, code: 'file_too_large' };
  if (!URL.canParse(file.url) || !ports.isSlackHost(new URL(file.url)))
    return { ok: false, code: 'file_not_here' };
  const token = await ports.tokens.token(team);
  if (token === undefined) return { ok: false, code: 'not_installed' };
  try {
    const answer = await request(file.url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = await readCapped(answer.body, maxBytes);
    if (answer.statusCode === 429) return { ok: false, code: 'ratelimited', retryAfterMs: 1000 };
    if (answer.statusCode !== 200) return { ok: false, code: 'file_refused' };
    if (!bytes) return { ok: false, code: 'file_too_large' };
    if (bytes.length === 0) return { ok: false, code: 'file_empty' };
    // Without the right to read, Slack answers 200 with its sign-in page. A page of the stated size is the file itself.
    const isPage =
      String(answer.headers['content-type']).startsWith('text/html') && bytes.length !== file.size;
    return isPage ? { ok: false, code: 'file_sign_in_page' } : { ok: true, value: bytes };
  } catch {
    return { ok: false, code: 'file_unreachable' };
  }
}

async function readCapped(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
