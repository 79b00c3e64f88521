import { cut } from '../blockkit/fit.ts';
import type { EvidenceItem, Strength } from '../cases/case.ts';
import { rolesInWords } from '../cases/status-word.ts';
import { saySource } from '../evidence/facts.ts';
import { choiceWord } from '../evidence/form.ts';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord, joined, reshape } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { type FindingCode, findingCodes } from '../traces/findings/codes.ts';
import { titleOf } from '../traces/findings/titles.ts';

/** One word for one thing: how evidence is named wherever a person reads it. */

const labels: Readonly<Record<string, Redacted>> = {
  symptom: words`Symptom`,
  description: words`Description`,
  endpoint: words`Endpoint`,
  response_status: words`HTTP status`,
  response_body: words`Response body`,
  target_header: words`Target header`,
  target_id: words`Target ID`,
  agent_type: words`Agent type`,
  connection_path: words`Connection path`,
  trace_url: words`Page looked at`,
  trace_dump: words`Trace dump`,
  encoding: words`Encoding`,
  agent_config: words`Agent configuration`,
  checks: words`Pasted check`,
  note: words`Note`,
  metric: words`Metric`,
};

export function evidenceLabel(key: string): Redacted {
  return labels[key] ?? idWord(key);
}

/** Where a fact comes from, in words. */
export function factSource(source: Redacted): Redacted {
  return reshape(source, saySource);
}

const strengths: Readonly<Record<Strength, Redacted>> = {
  claimed: words`claimed`,
  pasted_log: words`pasted log`,
  tool_output: words`tool output`,
  http_response: words`HTTP response`,
  own_check: words`our own check`,
  seen_in_coval: words`seen in Coval`,
};

export function strengthWord(strength: Strength): Redacted {
  return strengths[strength];
}

const roles: Readonly<Record<EvidenceItem['by']['role'], Redacted>> = {
  customer: words`customer`,
  support: words`support`,
  engineering: words`engineering`,
  operator: words`operator`,
  bot: words`bot`,
};

export function roleWord(role: EvidenceItem['by']['role']): Redacted {
  return rolesInWords([role]);
}

export function sourceWord(item: EvidenceItem): Redacted {
  return item.source === 'file' ? words`${roles[item.by.role]}, file` : roles[item.by.role];
}

/** One line of at most `most` characters; the dump says what was read in it. */
export function itemText(item: EvidenceItem, most: number): Redacted {
  const { value } = item;
  if (typeof value === 'number') return words`${value}`;
  if (typeof value === 'string')
    return (
      choiceWord(item.key, value) ??
      cut(
        reshape(value, (raw) => shorter(oneLine(raw), most)),
        most,
      )
    );
  return cut(item.key === 'trace_dump' ? dumpText(value) : checkText(value), most);
}

/** What does not fit as it is: an error of Coval says its code and message, other texts end with a sentence, before a body or with a word. */
function shorter(line: string, most: number): string {
  if (line.length <= most) return line;
  const [, code, message] = /"code"\s*:\s*"([A-Z_]+)".*?"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  if (code !== undefined && line.startsWith('{')) return shorter(`${code}: ${message}`, most);
  const room = line.slice(0, most - 1);
  const whole =
    /^.{12,}[.!?](?=\s)/u.exec(room) ?? /^.{12,}?(?=\s*[{[<])/u.exec(room) ?? /^.{12,}(?=\s)/u.exec(room);
  return whole ? `${whole[0]} …` : line;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function dumpText(value: Record<string, unknown>): Redacted {
  const spans = typeof value['spans'] === 'number' ? value['spans'] : 0;
  const findings = Array.isArray(value['findings']) ? value['findings'] : [];
  const codes = findings.flatMap((finding: { code?: unknown }) =>
    typeof finding?.code === 'string' ? [findingWord(finding.code)] : [],
  );
  const size = counted(spans, words`span`, words`spans`);
  return codes.length > 0 ? words`${size}; ${joined(codes, words`, `)}` : words`${size}; nothing is wrong`;
}

export function knownFinding(code: string): FindingCode | undefined {
  return findingCodes.find((one) => one === code);
}

/** What a finding says, in a few words; its code where a newer version wrote one that this one does not know. */
export function findingWord(code: string): Redacted {
  const known = knownFinding(code);
  return known === undefined ? idWord(code) : Kept.parse(titleOf(known));
}

function checkText(value: Record<string, unknown>): Redacted {
  const kind = factSource(
    words`checks.${idWord(typeof value['kind'] === 'string' ? value['kind'] : undefined)}`,
  );
  const status = value['status'];
  const body = Kept.safeParse(value['body']);
  const answer = typeof status === 'number' ? words`HTTP ${status}` : words`no answer`;
  return body.success && body.data
    ? words`${kind}, ${answer}: ${reshape(body.data, oneLine)}`
    : words`${kind}, ${answer}`;
}
