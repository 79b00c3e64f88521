import { describe, expect, test } from 'vitest';
import { aCase, actor, caseAfter, diagnosisRecord, evidence, start } from '../../test/case-builders.ts';
import { Kept } from '../redaction/kept.ts';
import { words } from '../redaction/words.ts';
import { exportRow, toCsv, toJson } from './export.ts';

const minute = 60_000;

describe('an export', () => {
  test('holds one row per case with the five durations, waiting left out', () => {
    const at = (minutes: number) => start + minutes * minute;
    const proved = caseAfter([
      { type: 'asked_customer', by: actor('support'), at: at(10), reason: words`Which ID?` },
      {
        type: 'evidence_given',
        by: actor('customer'),
        at: at(40),
        items: [evidence('response_status', 404)],
        redacted: 0,
      },
      { type: 'diagnosed', by: actor('bot'), at: at(41), record: diagnosisRecord(1) },
      { type: 'fix_declared', by: actor('support'), at: at(50), text: words`Done` },
      {
        type: 'proof_started',
        by: actor('bot'),
        at: at(51),
        kind: 'ui',
        text: words`Open it`,
        before: words`404`,
        awaits: 'person',
      },
      { type: 'proof_finished', by: actor('customer'), at: at(60), passed: true, after: words`Seen` },
    ]);
    expect(exportRow(proved)).toMatchObject({
      case: 'T-1',
      status: 'resolved',
      cause: 'run-id-as-simulation-id',
      opened_at: '2026-01-01T00:00:00.000Z',
      waited_on_customer_s: 1800,
      first_response_s: 0,
      evidence_complete_s: 600,
      verdict_s: 660,
      handoff_accepted_s: '',
      proved_s: 1800,
    });
    expect(JSON.parse(toJson([exportRow(proved)]))).toHaveLength(1);
  });

  test('never starts a cell with a formula, whatever it hides behind', () => {
    for (const title of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r\n=1', '\u200b=1', '＝1', ' =1']) {
      const csv = toCsv([exportRow(aCase({ title: Kept.parse(title) }))]);
      const cell = /^T-1,new,("(?:[^"]|"")*"|[^,]*),/m.exec(csv)?.[1] ?? '';
      expect([title, cell.replace(/^"/, '')[0]]).toEqual([title, "'"]);
    }
  });

  test('quotes commas, quotes and line ends so that the columns hold', () => {
    const csv = toCsv([exportRow(aCase({ title: Kept.parse('He said "no", twice\nand left') }))]);
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toContain('T-1,new,"He said ""no"", twice and left",');
  });
});
