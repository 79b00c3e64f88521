import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actor, caseAfter, diagnosisRecord, evidence, start } from '../../test/case-builders.ts';
import { checkResult } from '../../test/check-builders.ts';
import { limits } from '../blockkit/fit.ts';
import { type Case, type Handoff, handoffReasons } from '../cases/case.ts';
import { checkMessageBlocks, checkView } from '../playground/limits/payload.ts';
import type { ModalView } from '../ports.ts';
import { asRedacted } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { briefBlocks, briefOf, briefText } from './brief.ts';
import { handoffMissing } from './gate.ts';
import { buildAnswer, buildHandOff, buildReturn } from './modal.ts';

const long = fc.string({ unit: 'binary', minLength: 1, maxLength: 3000 }).map(asRedacted);

function handedOff(reason: Handoff['reason'], text: Redacted, note: Redacted): Case {
  const ten = Array.from({ length: 10 }, () => evidence('note', text));
  const answered = checkResult('fake_id_span', { status: 503, requestId: 'req-1', attempts: 3 });
  return caseAfter([
    {
      ...{ type: 'evidence_given', by: actor('customer'), at: start, redacted: 0 },
      items: [evidence('response_status', 503), evidence('response_body', text), ...ten],
    },
    { type: 'checks_planned', by: actor('bot'), at: start, checks: [{ kind: 'fake_id_span' }] },
    {
      ...{ type: 'check_finished', by: actor('bot'), at: start, revision: 1 },
      result: { ...answered, sentence: text, body: text },
    },
    { type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(1, { title: text }) },
    { type: 'noted', by: actor('support'), at: start, text, internal: false },
    {
      ...{ type: 'handed_off', by: actor('support'), at: start, reason, note },
      ...{ missing: [text, text, text], override: text },
    },
  ]);
}

const last = (state: Case): Handoff => {
  const handoff = state.handoffs.at(-1);
  if (!handoff) throw new Error('the case was not handed off');
  return handoff;
};

describe('the brief', () => {
  const state = handedOff('repeated_server_error', words`Service unavailable`, words`Look at the 503s.`);
  const text = briefText(briefOf(state, last(state)));

  test('has the sections of an escalation in their order, one reason, and an ask that starts with a verb', () => {
    const labels = briefOf(state, last(state)).sections.map(({ label }) => String(label));
    const wanted = [
      'Why support cannot fix it',
      'Ask',
      'Reproduce',
      'Exact evidence',
      'Already tried',
      'What the customer was told',
    ];
    expect(labels.filter((label) => wanted.includes(label))).toEqual(wanted);
    expect(text).toContain('Ask: Find the failed requests by their time and ID, and say when to send again.');
  });

  test('says what was expected, what came, and when each try was made', () => {
    expect(text).toContain(
      'Expected: the export is answered with HTTP 200. Actual: HTTP 503, Service unavailable\nReported: HTTP 503 at 2026-01-01 00:00 UTC',
    );
    expect(text).toContain('HTTP 503 after 3 tries at 2026-01-01 00:00 UTC, request req-1');
  });

  test('keeps the limits of a message with the longest case and every reason', () => {
    fc.assert(
      fc.property(fc.constantFrom(...handoffReasons), long, long, (reason, one, note) => {
        const full = handedOff(reason, one, note);
        const brief = briefOf(full, last(full));
        expect(
          checkMessageBlocks(briefBlocks(brief, full, last(full), 'https://desk.slack.com/x')),
        ).toBeNull();
        expect(briefText(brief).length).toBeLessThanOrEqual(limits.messageText);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the forms of a hand-off', () => {
  const plain = (text: string | undefined) => text && { type: 'plain_text', text };
  const checked = ({ title, submit, close, callback_id, blocks }: ModalView) =>
    checkView({
      ...{ type: 'modal', callback_id, blocks },
      ...{ title: plain(title), submit: plain(submit), close: plain(close) },
    });

  test('keep the limits of a view for every reason, complete or not', () => {
    const full = handedOff('other', words`text`, words`note`);
    for (const state of [caseAfter([]), full])
      for (const reason of handoffReasons) expect(checked(buildHandOff(state, reason))).toBeNull();
    for (const view of [
      buildReturn(full, last(full)),
      buildAnswer(full, last(full), false),
      buildAnswer(full, last(full), true),
    ])
      expect(checked(view)).toBeNull();
  });

  test('list what is missing, and ask why it is sent all the same', () => {
    const state = caseAfter([]);
    const view = JSON.stringify(buildHandOff(state, 'ui_cannot_load').blocks);
    for (const missing of handoffMissing(state, 'ui_cannot_load')) expect(view).toContain(missing);
    expect(view).toContain('Send it anyway, because');
  });
});
