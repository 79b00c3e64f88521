import { limits } from '../../src/blockkit/fit.ts';
import { type Case, handoffReasons, type Status } from '../../src/cases/case.ts';
import type { CaseEvent } from '../../src/cases/events.ts';
import { type CheckKind, checkKinds } from '../../src/checks/catalogue.ts';
import { fieldKeys } from '../../src/evidence/form.ts';
import { asRedacted } from '../../src/redaction/redact.ts';
import type { Redacted } from '../../src/redaction/redacted.ts';
import { actor, caseAfter, diagnosisRecord, evidence, opened, start } from '../case-builders.ts';
import { checkResult } from '../check-builders.ts';

/** A case that holds as much as it can, in every place, of letters that take the most room. */

/** Wide, escaped in mrkdwn, two UTF-16 units, and a combining mark. */
const letters = 'W&<😀é>';

export const long = (length: number): Redacted =>
  asRedacted(letters.repeat(Math.ceil(length / letters.length)).slice(0, length));

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const at = start;
const bot = actor('bot');
const support = actor('support');
const engineering = actor('engineering');

export const longDiagnosis = (): Record<string, unknown> => ({
  title: long(300),
  because: many(30, () => ({ fact: long(80), value: long(500), source: long(80) })),
  candidates: many(20, () => ({ cause: long(60), confidence: 'possible', because: long(500) })),
  ruled_out: many(30, () => ({ cause: long(60), because: long(500) })),
  missing: many(20, () => ({ evidence: 'endpoint', question: long(400) })),
  warnings: many(20, () => long(400)),
  escalate: true,
  escalate_reasons: many(10, () => long(300)),
  summary: {
    observed_status: long(500),
    root_cause: long(500),
    fix: { state: 'required', text: asRedacted(many(10, () => long(300)).join('\n')) },
    proof: { kind: 'command', text: long(2_000) },
  },
});

const dump = {
  spans: 1_000_000,
  traces: 5_000,
  partial: true,
  names: many(200, () => ({ name: long(200), count: 9 })),
  findings: many(30, (i) => ({
    ...{ code: ['no_spans', 'duplicate_spans', 'orphan_spans'][i % 3], severity: 'error', count: 99_999 },
    ...{ examples: many(5, () => long(100)), advice: long(600) },
  })),
  notes: many(20, () => long(300)),
  picture: long(6_000),
  metricAnswers: many(10, () => ({ text: long(400) })),
};

function given(): CaseEvent[] {
  const texts = fieldKeys.filter(
    (key) => !['trace_dump', 'dump_file', 'config_file', 'checks'].includes(key),
  );
  const items = [
    ...many(6, () => texts.map((key) => evidence(key, key === 'response_status' ? 503 : long(2_900)))).flat(),
    evidence('trace_dump', dump),
    ...many(40, () => evidence('checks', { kind: 'get_run', status: 404, body: long(3_000) })),
    ...many(60, () => evidence('note', long(2_900))),
  ];
  return [{ type: 'evidence_given', by: actor('customer'), at, items, redacted: 9_999 }];
}

function checked(): CaseEvent[] {
  const simulations = many(50, () => ({ id: 'nQ3vXa7Lp2RtYbZc8sKfTt', status: long(80), at: long(80) }));
  const result = (kind: CheckKind) =>
    checkResult(kind, {
      ...{
        verdict: 'failed',
        sentence: long(1_500),
        body: long(4_000),
        requestId: 'r'.repeat(64),
        simulations,
      },
      outcomes: many(10, () => ({ kind: 'get_run', status: 404, body: long(1_000) })),
    });
  return [
    { type: 'checks_planned', by: bot, at, checks: checkKinds.map((kind) => ({ kind })) },
    ...checkKinds.map(
      (kind): CaseEvent => ({ type: 'check_finished', by: bot, at, revision: 1, result: result(kind) }),
    ),
    { type: 'span_written', by: bot, at, target: long(60), outcome: 'unknown' },
    { type: 'diagnosed', by: bot, at, record: diagnosisRecord(1, longDiagnosis()) },
  ];
}

/** `number` begins at 1; each is returned with the longest checklist. */
function handedOff(number: number): CaseEvent[] {
  const reason = handoffReasons[number % handoffReasons.length] ?? 'other';
  return [
    {
      ...{ type: 'handed_off', by: support, at, reason, note: long(2_000), override: long(1_000) },
      missing: many(6, () => long(200)),
    },
    {
      type: 'handoff_posted',
      by: bot,
      at,
      number,
      brief: { team: 'T1', channel: 'CENG', thread: '5.1', card: '5.1' },
    },
    { type: 'ticket_reported', by: bot, at, number, ticket: { id: long(200), state: long(200), at } },
    { type: 'handoff_accepted', by: engineering, at, number },
    {
      type: 'handoff_returned',
      by: engineering,
      at,
      number,
      checklist: many(20, () => ({ text: long(300) })),
    },
  ];
}

/** Everything that happened to it, at least as much as is kept of a real one. */
export function largestEvents(): CaseEvent[] {
  return [
    ...given(),
    ...checked(),
    ...many(200, (): CaseEvent => ({ type: 'noted', by: support, at, text: long(2_000), internal: false })),
    { type: 'assigned', by: support, at, to: 'UOTHER' },
    ...many(12, (index) => handedOff(index + 1)).flat(),
    { type: 'customer_answered', by: support, at },
    { type: 'fix_declared', by: support, at, text: long(1_000) },
    {
      type: 'proof_started',
      by: bot,
      at,
      kind: 'ui',
      text: long(2_000),
      before: long(1_500),
      awaits: 'person',
    },
  ];
}

export const firstEvent = () => opened({ title: long(500) });

/** One for each state; what only an ended case has is there, too. */
export function largestCases(): Case[] {
  const state = caseAfter(largestEvents(), 'T-999999999', firstEvent());
  const as = (status: Status): Case => ({
    ...state,
    status,
    ...(status === 'waiting_on_customer' && {
      waiting: { since: at, reason: long(2_000), back: 'diagnosed' },
    }),
    ...(['resolved', 'duplicate', 'withdrawn'].includes(status) && {
      ended: { by: support, at, reason: long(2_000) },
    }),
  });
  const statuses: Status[] = ['new', 'collecting_evidence', 'checking', 'diagnosed', 'fix_in_progress'];
  const later: Status[] = [
    'escalated',
    'verifying',
    'waiting_on_customer',
    'resolved',
    'duplicate',
    'withdrawn',
  ];
  return [...statuses, ...later].map(as);
}

/** More than any form field takes. */
export const mostTyped = long(limits.plainTextInput + 100);
