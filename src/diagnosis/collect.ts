/** Evidence → facts: every reader in order, each fact with its source and its strength. */
import type { ConnectionPath, EvidenceV1 } from '../evidence/evidence.ts';
import { type Facts, sayFact, saySource } from '../evidence/facts.ts';
import { readAnswer } from '../evidence/reading/answer.ts';
import { readDump } from '../evidence/reading/dump-facts.ts';
import { fold, repairPaste } from '../evidence/reading/fold.ts';
import { type KeyEvidence, type KeySentences, readKeys } from '../evidence/reading/keys.ts';
import { type Notebook, newNotebook, note } from '../evidence/reading/notebook.ts';
import { readPath } from '../evidence/reading/path.ts';
import { readSignals } from '../evidence/reading/phrases.ts';
import { readRecord } from '../evidence/reading/record.ts';
import { readLookups, readTarget } from '../evidence/reading/target.ts';
import type { TraceFacts } from '../traces/facts.ts';
import type { Matrix } from './matrix.ts';

/** What redaction leaves in place of a value is not a word of the customer. */
const REMOVED = /\[[a-z][a-z-]{1,40} \d{1,4}\]/g;

export interface Collected {
  readonly facts: Facts;
  readonly warnings: readonly string[];
  readonly contradicted: boolean;
  readonly keySentences: KeySentences;
}

/** Texts longer than this are read at both ends: a log's first and last lines hold what matters. */
const STORY_LIMIT = 200_000;

const VIA: readonly [string, ConnectionPath][] = [
  ['via_vapi', 'vapi'],
  ['via_livekit_room', 'livekit'],
  ['via_pipecat', 'pipecat'],
  ['via_monitoring', 'conversation_monitoring'],
  ['via_sms', 'sms'],
  ['via_outbound', 'outbound_voice'],
  ['via_websocket', 'websocket'],
  ['via_chat', 'chat'],
  ['via_pstn', 'pstn_inbound'],
  ['via_sip', 'sip_inbound'],
];

export function collectFacts(
  matrix: Matrix,
  evidence: EvidenceV1,
  analysis?: TraceFacts,
  otherOrganization?: boolean,
  keys: KeyEvidence = { pieces: [] },
): Collected {
  const book = newNotebook();
  const isDump = /^\s*(?:\ufeff)?[[{]/.test(evidence.trace_dump ?? '');
  const parts: { source: string; text: string }[] = [
    { source: 'description', text: evidence.description ?? '' },
    { source: 'response_body', text: isAnswer(evidence.response_body) ? '' : (evidence.response_body ?? '') },
    { source: 'trace_dump', text: isDump ? '' : (evidence.trace_dump ?? '') },
    { source: 'agent_config', text: isRecord(evidence.agent_config) ? '' : (evidence.agent_config ?? '') },
    { source: 'trace_url', text: evidence.trace_url ?? '' },
  ].map((part) => ({ ...part, text: bounded(repairPaste(part.text)) }));
  const story = parts
    .slice(0, 3)
    .map(({ text }) => text)
    .join('\n');
  readSaid(matrix, parts, book);
  const via = VIA.find(([id]) => book.facts.has(`said.${id}`))?.[1];
  readPath(evidence, via, book);
  const body = readAnswer(evidence, `${parts[0]?.text ?? ''}\n${parts[2]?.text ?? ''}`, book);
  readTarget(evidence, body, story, book);
  readLookups(evidence, book);
  readDump(evidence.trace_dump, analysis, book);
  note(book, 'symptom', evidence.symptom, 'symptom', 'claimed');
  const words = (evidence.description ?? '').split(/[\s,.;:]+/).filter((word) => word !== '').length;
  // Languages without spaces are counted by their characters.
  const dense = (evidence.description ?? '').replace(/[^\u3040-\u9fff\uac00-\ud7af]/g, '').length;
  if (words > 0) note(book, 'described', Math.max(words, Math.floor(dense / 3)), 'description', 'claimed');
  if (otherOrganization !== undefined)
    note(book, 'lookup.other_organization', otherOrganization, 'checks', 'own_check');
  if (body.echoed !== undefined && book.facts.get('export.answer')?.value === 'ok')
    note(book, 'stored.proven', true, 'response_body', 'http_answer');
  if (book.facts.get('dump.read') !== undefined)
    note(book, 'stored.proven', true, 'trace_dump', 'tool_output');
  if (evidence.checks?.some(({ kind }) => kind === 'whoami') === true) {
    book.warnings.push(
      'coval whoami makes no network call. It shows which key is configured and proves nothing else.',
    );
  }
  for (const { fact, kept, dropped } of book.contradictions) {
    book.warnings.push(
      `Two pieces of evidence disagree on ${sayFact(fact)}: ${saySource(kept.source)} says ${String(kept.value)}, ${saySource(dropped.source)} says ${String(dropped.value)}. The stronger one counts.`,
    );
  }
  const contradicted = book.warnings.some((warning) => !warning.startsWith('coval whoami'));
  // After the contradictions: two keys in a paste leave open which one runs, they contradict nothing.
  const keySentences = readKeys(keys, book);
  return { facts: book.facts, warnings: [...new Set(book.warnings)], contradicted, keySentences };
}

/** An error envelope or a page is read as an answer, not as words of a person. */
function isAnswer(body: string | undefined): boolean {
  return body !== undefined && /^\s*(?:status=\d{3}\s+)?[{<[]|&quot;/.test(body);
}

/** The fields of an agent record are read by name; their texts are prompts and payloads, not words about the case. */
function isRecord(config: string | undefined): boolean {
  return config !== undefined && readRecord(config).isRecord && !/^[A-Z_]{4,60}=/m.test(config);
}

function bounded(text: string): string {
  return text.length <= STORY_LIMIT
    ? text
    : `${text.slice(0, STORY_LIMIT / 2)}\n${text.slice(-STORY_LIMIT / 2)}`;
}

function readSaid(matrix: Matrix, parts: readonly { source: string; text: string }[], book: Notebook): void {
  let folded = '';
  const ends: { source: string; end: number }[] = [];
  for (const { source, text } of parts) {
    if (text === '') continue;
    folded += `${fold(text.replace(REMOVED, ' '))} . `;
    ends.push({ source, end: folded.length });
  }
  for (const { id, at } of readSignals(matrix.lexicon, folded)) {
    const source = ends.find(({ end }) => at < end)?.source ?? 'description';
    note(book, `said.${id}`, true, source, matrix.logSignals.has(id) ? 'pasted_log' : 'claimed');
  }
}
