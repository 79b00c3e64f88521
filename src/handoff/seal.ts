import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { asRedacted } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { type BundleData, hashOf } from './bundle-data.ts';

/** Every piece has its hash, the whole has an HMAC: a changed file is told from the one that was sent. */

const openFence = '```json coval-triage-bundle';
/** The very last line: what stands after a seal is not sealed, and evidence may hold a line that looks like one. */
const sealLine = /\ncoval-triage-seal: ([0-9a-f]{64})\s*$/;

/** Mail and editors convert line ends; the seal is over this form of the text. */
const unixLines = (text: string) => text.replace(/\r\n?/g, '\n');

const sealOf = (kind: 'text' | 'json', body: string, secret: string) =>
  createHmac('sha256', secret).update(`coval-triage bundle v1 ${kind}\n`).update(body).digest('hex');

/** Markdown with the same data at its end, and the seal below. */
export function sealedText(text: Redacted, data: BundleData, secret: string): Redacted {
  // All of it was cleared before it was stored; a backtick goes as its code, so no value can end the fence.
  const fence = asRedacted(
    `${openFence}\n${JSON.stringify(data, null, 2).replaceAll('`', '\\u0060')}\n\`\`\``,
  );
  const body = reshape(words`${text}\n\n## Data\n\n${fence}\n`, unixLines);
  return words`${body}\ncoval-triage-seal: ${asRedacted(sealOf('text', body, secret))}\n`;
}

export function sealedJson(data: BundleData, secret: string): Redacted {
  const seal = sealOf('json', JSON.stringify(data, null, 2), secret);
  // As above.
  return asRedacted(`${JSON.stringify({ ...data, seal }, null, 2)}\n`);
}

export type Verified =
  | { ok: true; case: string; handoff: number; pieces: number }
  | { ok: false; problem: string };

const changed =
  'The seal does not match: the file was changed, or TRIAGE_SECRET is not the one of the bot that sent it.';

/** Whether a file is a bundle that this installation sent, unchanged. Line ends may have been converted. */
export function verifyBundle(file: string, secret: string): Verified {
  const text = unixLines(file.replace(/^\uFEFF/, ''));
  return text.trimStart().startsWith('{') ? verifyJson(text, secret) : verifyText(text, secret);
}

function verifyText(text: string, secret: string): Verified {
  const seal = sealLine.exec(text);
  if (!seal?.[1])
    return { ok: false, problem: 'This is not a bundle of coval-triage: it does not end with a seal.' };
  const body = text.slice(0, seal.index);
  if (!same(sealOf('text', body, secret), seal[1])) return { ok: false, problem: changed };
  const start = body.lastIndexOf(openFence);
  return verifyData(parse(body.slice(start + openFence.length, body.lastIndexOf('\n```'))));
}

function verifyJson(text: string, secret: string): Verified {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parse(text));
  const { seal, ...data } = parsed.data ?? {};
  if (!parsed.success || typeof seal !== 'string' || !/^[0-9a-f]{64}$/.test(seal))
    return { ok: false, problem: 'This is not a bundle of coval-triage: its JSON has no seal.' };
  if (!same(sealOf('json', JSON.stringify(data, null, 2), secret), seal))
    return { ok: false, problem: changed };
  // JSON may name a key twice: a reader could see the first, while the seal was made over the last.
  if (JSON.stringify(parsed.data, null, 2) !== text.trim())
    return {
      ok: false,
      problem: 'The file was written anew by another program. Check the file as it was sent.',
    };
  return verifyData(data);
}

function verifyData(raw: unknown): Verified {
  const data = Data.safeParse(raw);
  if (!data.success) return { ok: false, problem: 'The data of the bundle cannot be read.' };
  const { case: id, handoff, evidence } = data.data;
  const wrong = evidence.filter(({ value, sha256 }) => hashOf(value) !== sha256);
  if (wrong.length === 0) return { ok: true, case: id, handoff, pieces: evidence.length };
  return {
    ok: false,
    problem: `The hash of ${wrong.map((one) => one.id).join(', ')} does not match its value.`,
  };
}

const Data = z.object({
  case: z.string(),
  handoff: z.int(),
  evidence: z.array(z.object({ id: z.string(), value: z.unknown(), sha256: z.string() })),
});

function same(right: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(right, 'hex'), Buffer.from(given, 'hex'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
