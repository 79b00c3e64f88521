import { z } from 'zod';
import { type Block, context, lines, preformatted, type Run } from '../blockkit/build.ts';
import { cut } from '../blockkit/fit.ts';
import type { EvidenceItem } from '../cases/case.ts';
import type { Message } from '../ports.ts';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord, joined } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { impactOf } from '../traces/findings/advice.ts';
import { findingWord, knownFinding } from './evidence-words.ts';

/** What a trace dump shows, for the thread: findings with what they cost and what to change, and the trace in words. */

const Finding = z.object({
  code: Kept,
  severity: z.enum(['error', 'warning', 'info']).catch('info'),
  count: z.int().catch(1),
  examples: z.array(Kept).catch([]),
  advice: Kept.catch(words``),
});
const KeptDump = z.object({
  spans: z.int(),
  traces: z.int().catch(0),
  partial: z.boolean().catch(false),
  names: z.array(z.object({ name: Kept, count: z.int() })).catch([]),
  findings: z.array(Finding),
  notes: z.array(Kept).catch([]),
  picture: Kept.catch(words``),
  metricAnswers: z.array(z.object({ text: Kept })).catch([]),
});
type KeptDump = z.infer<typeof KeptDump>;

/** More is in the evidence bundle; a thread is read on a phone too. */
const most = { findings: 8, names: 10, picture: 2600, line: 330, rows: 5200, text: 3900 };

/** Undefined for evidence that is no analysis of this version. */
export function dumpMessage(item: EvidenceItem): Message | undefined {
  const parsed = item.key === 'trace_dump' ? KeptDump.safeParse(item.value) : undefined;
  if (!parsed?.success) return undefined;
  const dump = parsed.data;
  const rows = rowsOf(item.id, dump);
  const notes = dump.notes.map((note) => cut(note, most.line));
  const blocks: Block[] = [
    lines(...fittingRows(rows)),
    ...(dump.picture ? [preformatted(dump.picture, most.picture)] : []),
    context(joined([names(dump), ...notes], words` · `)),
  ];
  const text = joined([...rows.map(plain), dump.picture, names(dump), ...notes], words`\n`);
  return { text: cut(text, most.text), blocks };
}

/** As many as leave room for the picture and the names. */
function fittingRows(rows: readonly Run[][]): Run[][] {
  let room = most.rows;
  const fitting = rows.filter((row) => {
    room -= plain(row).length;
    return room >= 0;
  });
  const left = rows.length - fitting.length;
  return left > 0 ? [...fitting, [{ text: words`… The rest is left out.` }]] : fitting;
}

function rowsOf(id: string, dump: KeptDump): Run[][] {
  const size = words`${counted(dump.spans, words`span`, words`spans`)} in ${counted(dump.traces, words`trace`, words`traces`)}`;
  const partial = dump.partial ? words`, a part of the whole` : words``;
  const shown = dump.findings.slice(0, most.findings);
  const left = dump.findings.length - shown.length;
  return [
    [
      { text: words`Trace dump ${idWord(id)}`, style: 'bold' },
      { text: words`: ${size}${partial}. ${verdict(dump)}` },
    ],
    ...dump.metricAnswers.map(({ text }): Run[] => [{ text: cut(text, most.line) }]),
    ...shown.flatMap(findingRows),
    ...(left > 0 ? [[{ text: words`… and ${left} more. Fix these first.` }]] : []),
  ];
}

function verdict({ findings, names, partial }: KeptDump): Redacted {
  if (findings.length > 0) return counted(findings.length, words`finding.`, words`findings.`);
  if (names.some(({ name }) => name.endsWith('_marker')))
    return words`Nothing is wrong with it as markers: they say what happened, not how long it took.`;
  return partial ? words`Nothing is wrong in the part that was read.` : words`Nothing is wrong with it.`;
}

const severities = { error: words`Error`, warning: words`Warning`, info: words`Note` } as const;

function findingRows({ code, severity, count, examples, advice }: z.infer<typeof Finding>): Run[][] {
  const known = knownFinding(code);
  const times = count > 1 ? words` (${count} times)` : words``;
  const seen = examples.length > 0 ? words` Seen at ${joined(examples.slice(0, 3), words`, `)}.` : words``;
  const impact = known ? Kept.parse(impactOf(known)) : words``;
  return [
    [
      { text: words`${severities[severity]}: ${findingWord(code)}`, style: 'bold' },
      { text: cut(words`${times}. ${impact}${seen}`, most.line) },
    ],
    [{ text: cut(words`Change: ${advice}`, most.line) }],
  ];
}

function names({ names: list }: KeptDump): Redacted {
  const shown = list.slice(0, most.names).map(({ name, count }) => words`${cut(name, 40)} ${count}`);
  const more = list.length > shown.length ? words` and ${list.length - shown.length} more names` : words``;
  return words`Spans by name: ${joined(shown, words`, `)}${more}`;
}

function plain(row: Run[]): Redacted {
  return joined(
    row.map((run) => ('text' in run ? run.text : words``)),
    words``,
  );
}
