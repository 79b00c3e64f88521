import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { fenced } from '../blockkit/escape.ts';
import type { Case, Handoff } from '../cases/case.ts';
import { asRedacted } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { instantWord, reshape } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { evidenceLabel, sourceWord, strengthWord } from '../summary/evidence-words.ts';
import { type Brief, briefMarkdown } from './brief.ts';

/**
 * The evidence of a hand-off as one file: Markdown for people, with the same as JSON at its end for machines. Every
 * piece has its hash; the whole has an HMAC, so that a changed file is told from the one that was sent.
 */

const openFence = '```json coval-triage-bundle';
/** The very last line: what stands after a seal is not sealed, and evidence may hold a line that looks like one. */
const sealLine = /\ncoval-triage-seal: ([0-9a-f]{64})\s*$/;

interface Piece {
  id: string;
  key: string;
  value: unknown;
  sha256: string;
  by: { user: string; role: string };
  at: string;
  source: string;
  strength: string;
  version: number;
  replaces?: string | undefined;
  withdrawn: boolean;
}

export function buildBundle(state: Case, handoff: Handoff, brief: Brief, secret: string): Redacted {
  const pieces = state.evidence.map(pieceOf);
  const data = {
    format: 'coval-triage-bundle',
    version: 1,
    case: state.id,
    handoff: handoff.number,
    reason: handoff.reason,
    revision: state.revision,
    evidence_revision: state.evidenceRevision,
    missing: handoff.missing,
    override: handoff.override?.reason ?? null,
    redaction: { values_removed: state.redacted },
    evidence: pieces,
    checks: state.checks.map(({ kind, result }) => ({ kind, result: result ?? null })),
    diagnosis: state.diagnosis ?? null,
  };
  const text = words`${briefMarkdown(brief)}\n\n${transcripts(state)}\n\n${evidenceMarkdown(state)}\n\n## Data\n\n${asRedacted(
    // All of it was cleared before it was stored; a backtick goes as its code, so no value can end the fence.
    `${openFence}\n${JSON.stringify(data, null, 2).replaceAll('`', '\\u0060')}\n\`\`\``,
  )}\n`;
  const body = reshape(text, unixLines);
  return words`${body}\ncoval-triage-seal: ${asRedacted(sealOf(body, secret))}\n`;
}

function pieceOf(item: Case['evidence'][number]): Piece {
  return {
    id: item.id,
    key: item.key,
    value: item.value,
    sha256: hashOf(item.value),
    by: item.by,
    at: new Date(item.at).toISOString(),
    source: item.source,
    strength: item.strength,
    version: item.version,
    replaces: item.replaces,
    withdrawn: item.withdrawn !== undefined,
  };
}

const hashOf = (value: unknown) =>
  createHash('sha256')
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');

function transcripts(state: Case): Redacted {
  const done = state.checks.flatMap(({ result }) => {
    if (!result) return [];
    const answer = result.status === null ? words`no HTTP answer` : words`HTTP ${result.status}`;
    const tries = words`${result.attempts ?? 1} tries`;
    const body = result.body ? words`\n\n${fenced(result.body)}` : words``;
    const head = words`### ${asRedacted(result.kind)} · ${asRedacted(result.verdict)}`;
    return [
      words`${head}\n\n${result.sentence} ${answer}, ${tries}, ${instantWord(result.startedAt)} to ${instantWord(result.finishedAt)}.${body}`,
    ];
  });
  return done.reduce((all, one) => words`${all}\n\n${one}`, words`## Checks`);
}

function evidenceMarkdown(state: Case): Redacted {
  const parts = state.evidence.map((item) => {
    const gone = item.withdrawn ? words` · withdrawn` : words``;
    const head = words`### ${asRedacted(item.id)} · ${evidenceLabel(item.key)} · version ${item.version}${gone}`;
    const origin = words`${sourceWord(item)} · ${strengthWord(item.strength)} · ${instantWord(item.at)} · sha256 ${asRedacted(hashOf(item.value))}`;
    const { value } = item;
    const text = typeof value === 'string' ? value : asRedacted(JSON.stringify(value, null, 2));
    return words`${head}\n\n${origin}\n\n${fenced(text)}`;
  });
  return parts.reduce((all, one) => words`${all}\n\n${one}`, words`## Evidence, every version`);
}

/** Mail and editors convert line ends; the seal is over this form of the text. */
const unixLines = (text: string) => text.replace(/\r\n?/g, '\n');

const sealOf = (body: string, secret: string) =>
  createHmac('sha256', secret).update('coval-triage bundle v1\n').update(body).digest('hex');

export type Verified =
  | { ok: true; case: string; handoff: number; pieces: number }
  | { ok: false; problem: string };

/** Whether a file is the bundle that this installation sent, unchanged. Line endings may have been converted. */
export function verifyBundle(file: string, secret: string): Verified {
  const text = unixLines(file.replace(/^\uFEFF/, ''));
  const seal = sealLine.exec(text);
  if (!seal?.[1]) return { ok: false, problem: 'This is not a bundle of coval-triage: it has no seal line.' };
  const body = text.slice(0, seal.index);
  const right = Buffer.from(sealOf(body, secret), 'hex');
  if (!timingSafeEqual(right, Buffer.from(seal[1], 'hex')))
    return {
      ok: false,
      problem: 'The seal does not fit: the file was changed, or TRIAGE_SECRET is another one.',
    };
  const data = dataOf(body);
  if (!data) return { ok: false, problem: 'The data of the bundle cannot be read.' };
  const wrong = data.evidence.filter(({ value, sha256 }) => hashOf(value) !== sha256);
  if (wrong.length > 0)
    return {
      ok: false,
      problem: `The hash of ${wrong.map(({ id }) => id).join(', ')} does not fit its value.`,
    };
  return { ok: true, case: data.case, handoff: data.handoff, pieces: data.evidence.length };
}

function dataOf(body: string): { case: string; handoff: number; evidence: Piece[] } | undefined {
  const start = body.lastIndexOf(openFence);
  const end = body.lastIndexOf('\n```');
  if (start < 0 || end < start) return undefined;
  try {
    // Its seal was checked above, so it is what buildBundle wrote.
    return JSON.parse(body.slice(start + openFence.length, end)) as {
      case: string;
      handoff: number;
      evidence: Piece[];
    };
  } catch {
    return undefined;
  }
}
