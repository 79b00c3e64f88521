import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accepted,
  actor,
  caseAfter,
  diagnosisRecord,
  evidence,
  opened,
  start,
} from '../../test/case-builders.ts';
import { limits, weight } from '../blockkit/fit.ts';
import type { Case } from '../cases/case.ts';
import type { CaseEvent } from '../cases/events.ts';
import { asRedacted } from '../redaction/redact.ts';
import { words } from '../redaction/words.ts';
import { summaryBlocks } from './blocks.ts';
import { cardBlocks, cardText } from './card.ts';
import { rowText } from './piece.ts';
import { summarise } from './summary.ts';
import { summaryMarkdown, summaryText } from './text.ts';
import { threadLine } from './thread-lines.ts';

const sizes = [200, 200, 300, 300, 500, 900, 300, 300, 150];

const engine = {
  ruled_out: [{ cause: 'wrong-endpoint', because: 'endpoint.host is api.coval.dev (endpoint)' }],
  missing: [{ evidence: 'target_id', question: 'Which ID is in the target header?' }],
  because: [{ fact: 'export.status', value: '404', source: 'response_status' }],
  candidates: [],
  escalate: false,
  escalate_reasons: [],
  warnings: ['The status and the body contradict each other.'],
  summary: {
    observed_status: 'The export was answered with HTTP 404.',
    root_cause: 'Suspected: a run ID was used.',
    fix: { state: 'required', text: 'Send the simulation output ID.\nRestart the agent.' },
    proof: { kind: 'command', text: 'curl -sS -H "x-api-key: $COVAL_API_KEY" "https://api.coval.dev/v1/x"' },
  },
};

const lookUp = { fact: 'lookup.run', value: 'found', source: 'checks.get_run' };

function diagnosed(): Case {
  return caseAfter([
    {
      type: 'evidence_given',
      by: actor('customer'),
      at: start + 1,
      redacted: 2,
      items: [evidence('response_status', 404), evidence('target_id', words`ABC`)],
    },
    { type: 'diagnosed', by: actor('bot'), at: start + 2, record: diagnosisRecord(1, engine) },
  ]);
}

describe('the summary', () => {
  test('has its sections in the fixed order and says unknown where nothing is known', () => {
    const empty = summarise(caseAfter([]), 'internal');
    expect(empty.sections.map(({ label }) => String(label))).toEqual([
      'Observed status',
      'Customer impact',
      'Root cause',
      'Fix required',
      'Proof of current state',
      'Evidence',
      'Ruled out',
      'Open questions and contradictions',
      'Owner, next update',
    ]);
    expect(summaryText(empty)).toContain('Root cause: Not found yet. Tried: 0 pieces of evidence, 0 checks.');
    expect(summaryText(empty)).toContain('Evidence: None.');
  });

  test('says cause, fix, proof command and evidence of a diagnosed case', () => {
    const text = summaryMarkdown(summarise(diagnosed(), 'internal'));
    expect(text).toContain('# [DIAGNOSED] No traces in Coval · T-1');
    expect(text).toContain('Suspected: a run ID was used.');
    expect(text).toContain('Row run-id-as-simulation-id, matrix m1.');
    expect(text).toContain('- Send the simulation output ID.\n- Restart the agent.');
    expect(text).toContain('$COVAL_API_KEY');
    expect(text).toContain('E1 · HTTP status: 404 · customer · claimed · 2026-01-01 00:00 UTC');
    expect(text).toContain('2 values redacted');
  });

  test('tells rows and sources in words, and colleagues the first fact against a row', () => {
    const record = {
      ...diagnosisRecord(1, { ...engine, because: [...engine.because, lookUp] }),
      titles: { 'wrong-endpoint': words`The address is wrong` },
    };
    const state = accepted(diagnosed(), { type: 'diagnosed', by: actor('bot'), at: start + 3, record });
    const shared = summaryText(summarise(state, 'shared'));
    expect(shared).toContain('Ruled out: The address is wrong.');
    expect(shared).toContain('From: the HTTP status, the look-up of the run.');
    expect(shared).not.toMatch(/wrong-endpoint|response_status|get_run/);
    const internal = summaryText(summarise(state, 'internal'));
    expect(internal).toContain('The address is wrong: endpoint.host is');
    expect(internal).toContain('From: the HTTP status, the look-up of the run. Row run-id-as-simulation-id');
  });

  test('every section keeps its size whatever the case holds', () => {
    const long = fc.string({ minLength: 1, maxLength: 2000 }).map(asRedacted);
    fc.assert(
      fc.property(long, fc.array(long, { minLength: 1, maxLength: 20 }), (one, many) => {
        const state = caseAfter([
          {
            type: 'evidence_given',
            by: actor('customer'),
            at: start,
            redacted: 0,
            items: many.map((text) => evidence('note', text)),
          },
          {
            type: 'diagnosed',
            by: actor('bot'),
            at: start,
            record: diagnosisRecord(1, {
              ...engine,
              ruled_out: many.map((because) => ({ cause: 'x', because })),
              warnings: many,
              summary: {
                observed_status: one,
                root_cause: one,
                fix: { state: 'required', text: one },
                proof: { kind: 'ui', text: one },
              },
            }),
          },
        ]);
        const summary = summarise(state, 'internal');
        summary.sections.forEach(({ rows, code }, index) => {
          const length = rows.reduce((sum, cells) => sum + rowText(cells).length, 0) + (code?.length ?? 0);
          expect(length).toBeLessThanOrEqual((sizes[index] ?? 0) + 20);
        });
        for (const blocks of [
          summaryBlocks(summary),
          cardBlocks(state, 'internal'),
          cardBlocks(state, 'shared'),
        ]) {
          expect(weight(blocks)).toBeLessThanOrEqual(limits.messageBudget);
          expect(blocks.length).toBeLessThanOrEqual(limits.messageBlocks);
        }
        expect(cardText(state, 'internal').length).toBeLessThanOrEqual(limits.messageText);
      }),
      { numRuns: 50 },
    );
  });
});

/** Stands in every field that only we may read. */
const planted = words`PLANTED`;

const happenings: readonly CaseEvent[] = [
  { type: 'taken', by: actor('support'), at: start },
  { type: 'noted', by: actor('support'), at: start, text: planted, internal: true },
  {
    type: 'handed_off',
    by: actor('support'),
    at: start,
    reason: 'other',
    note: planted,
    missing: [planted],
    override: planted,
  },
  {
    type: 'handoff_posted',
    by: actor('bot'),
    at: start,
    number: 1,
    brief: { team: 'T1', channel: 'CPLANTED', thread: '9.9' },
  },
  { type: 'handoff_accepted', by: actor('engineering'), at: start, number: 1 },
  {
    type: 'ticket_reported',
    by: actor('bot'),
    at: start,
    number: 1,
    ticket: { id: planted, state: planted, at: start },
  },
  { type: 'handoff_answered', by: actor('engineering'), at: start, number: 1, answer: planted },
  { type: 'handoff_closed', by: actor('engineering'), at: start, number: 1, answer: planted },
  { type: 'marked_duplicate', by: actor('support'), at: start, of: 'T-987654' },
  { type: 'reopened', by: actor('support'), at: start, reason: words`again` },
  { type: 'asked_customer', by: actor('support'), at: start, reason: words`the ID` },
  { type: 'fix_declared', by: actor('support'), at: start, text: words`Restarted.` },
  { type: 'resolved', by: actor('support'), at: start, reason: words`done` },
];

describe('a shared channel', () => {
  test('never shows an internal word, in any state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...happenings), { maxLength: 15 }), (wished) => {
        let state = caseAfter(
          [{ type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(0, engine) }],
          'T-1',
          opened({ audience: 'shared', keyAlias: 'PLANTED' }),
        );
        for (const event of wished) {
          try {
            state = accepted(state, event);
          } catch {
            // Refused: the case stays as it is.
          }
        }
        const seen = JSON.stringify([
          cardBlocks(state, 'shared'),
          cardText(state, 'shared'),
          summaryBlocks(summarise(state, 'shared')),
          summaryText(summarise(state, 'shared')),
          wished.map((event) => threadLine(event, 'shared')),
        ]);
        expect(seen).not.toMatch(/PLANTED|987654|run-id-as-simulation-id|case_hand_off|case_why"/);
      }),
    );
  });
});
