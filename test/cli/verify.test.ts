import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { briefOf } from '../../src/handoff/brief.ts';
import { bundleFiles } from '../../src/handoff/bundle.ts';
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

function bundles(...values: string[]): string[] {
  const state = handedOff(values);
  const [handoff] = state.handoffs;
  if (!handoff) throw new Error('the case was not handed off');
  return bundleFiles(state, handoff, briefOf(state, handoff), secret).map(({ content }) => content);
}

const verified = (input: string | Uint8Array, given = env) => run(['verify'], { input, env: given });

describe('coval-triage verify', () => {
  test('calls a bundle whole that nobody changed, whatever its evidence holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 4 }),
        async (values) => {
          for (const input of bundles(fence, 'a\r\nb\rc', ...values)) {
            const { code, out } = await verified(input);
            expect([code, out]).toEqual([0, expect.stringContaining('whole: T-1, hand-off 1')]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([0, 1])('finds any single character that was changed in file %i', async (index) => {
    const whole = bundles('one', 'two')[index] ?? '';
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 2), async (at) => {
        const changed = `${whole.slice(0, at)}${whole[at] === 'X' ? 'Y' : 'X'}${whole.slice(at + 1)}`;
        expect((await verified(changed)).code).toBe(1);
      }),
      { numRuns: 150 },
    );
  });

  test('finds text added before, after and in between', async () => {
    const [text = '', json = ''] = bundles('one');
    for (const changed of [
      `# Another heading\n${text}`,
      `${text}\n## Evidence\n\nMade up.\n`,
      text.replace('\n## ', '\n## New\n\n## '),
      text + text,
      `${json}{}`,
      json.replace('{', '{\n  "title": "Another title",'),
      json.replace('"evidence": [', '"evidence": [],\n  "evidence": ['),
    ])
      expect((await verified(changed)).code, changed.slice(0, 60)).toBe(1);
  });

  test('takes converted line ends for what they are', async () => {
    for (const file of bundles('one')) expect((await verified(file.replaceAll('\n', '\r\n'))).code).toBe(0);
  });

  test('another secret, no bundle and an empty file are not whole; no secret is misuse', async () => {
    const other = { TRIAGE_SECRET: randomBytes(24).toString('hex') };
    for (const file of bundles('one')) {
      const wrong = await verified(file, other);
      expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('TRIAGE_SECRET is not the one')]);
    }
    for (const input of [
      '',
      '{}',
      '[]',
      '{"seal":1}',
      'coval-triage-seal: 00\n',
      Buffer.from([0xff, 0xfe, 0x00]),
    ])
      expect((await verified(input)).code).toBe(1);
    const none = await run(['verify'], { input: bundles('one')[0] ?? '' });
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('set TRIAGE_SECRET')]);
  });

  test('the data says what was redacted, by kind and place, without a value', () => {
    const data: unknown = JSON.parse(
      bundles('key [coval-key 1] and [coval-key 2]', 'again [coval-key 1]')[1] ?? '',
    );
    expect(data).toMatchObject({
      redaction: {
        values_removed: 1,
        placeholders: [{ kind: 'coval-key', values: 2, evidence: ['E2', 'E3'] }],
      },
    });
  });
});
