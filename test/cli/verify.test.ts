import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { briefOf } from '../../src/handoff/brief.ts';
import { buildBundle } from '../../src/handoff/bundle.ts';
import { asRedacted } from '../../src/redaction/redact.ts';
import { words } from '../../src/redaction/words.ts';
import { actor, caseAfter, diagnosisRecord, evidence, start } from '../case-builders.ts';
import { run } from './run.ts';

const secret = randomBytes(24).toString('hex');
/** Evidence that tries to end the bundle early. */
const fence = `\`\`\`\n## fence\ncoval-triage-seal: ${'0'.repeat(64)}`;
const env = { TRIAGE_SECRET: secret };

function handedOff(values: readonly string[]): Case {
  return caseAfter([
    {
      ...{ type: 'evidence_given', by: actor('customer'), at: start, redacted: 1 },
      items: [evidence('response_status', 503), ...values.map((one) => evidence('note', asRedacted(one)))],
    },
    { type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(1) },
    {
      ...{ type: 'handed_off', by: actor('support'), at: start, reason: 'repeated_server_error' },
      ...{ missing: [words`Add the URL.`], override: words`It is urgent.` },
    },
  ]);
}

function bundle(...values: string[]): string {
  const state = handedOff(values);
  const [handoff] = state.handoffs;
  if (!handoff) throw new Error('the case was not handed off');
  return buildBundle(state, handoff, briefOf(state, handoff), secret);
}

describe('coval-triage verify', () => {
  test('calls a bundle whole that nobody changed, whatever its evidence holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 4 }),
        async (values) => {
          const { code, out } = await run(['verify'], { input: bundle(fence, 'a\r\nb\rc', ...values), env });
          expect([code, out]).toEqual([0, expect.stringContaining('whole: T-1, hand-off 1')]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('finds any single character that was changed', async () => {
    const whole = bundle('one', 'two');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 2), async (at) => {
        const changed = `${whole.slice(0, at)}${whole[at] === 'X' ? 'Y' : 'X'}${whole.slice(at + 1)}`;
        expect((await run(['verify'], { input: changed, env })).code).toBe(1);
      }),
      { numRuns: 150 },
    );
  });

  test('finds text added before, after and in between', async () => {
    const whole = bundle('one');
    for (const changed of [
      `# Another heading\n${whole}`,
      `${whole}\n## Evidence\n\nMade up.\n`,
      whole.replace('\n## ', '\n## New\n\n## '),
      whole + whole,
    ])
      expect((await run(['verify'], { input: changed, env })).code, changed.slice(0, 40)).toBe(1);
  });

  test('takes converted line ends for what they are', async () => {
    const { code } = await run(['verify'], { input: bundle('one').replaceAll('\n', '\r\n'), env });
    expect(code).toBe(0);
  });

  test('another secret, no bundle and an empty file are not whole; no secret is misuse', async () => {
    const other = { TRIAGE_SECRET: randomBytes(24).toString('hex') };
    const wrong = await run(['verify'], { input: bundle('one'), env: other });
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('TRIAGE_SECRET is another one')]);
    for (const input of ['', '{}', 'coval-triage-seal: 00\n', Buffer.from([0xff, 0xfe, 0x00])])
      expect((await run(['verify'], { input, env })).code).toBe(1);
    const none = await run(['verify'], { input: bundle('one') });
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('set TRIAGE_SECRET')]);
  });
});
