import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../test/redaction/random.ts';
import { coval } from '../../test/redaction/values.ts';
import { redact } from '../redaction/redact.ts';
import { compareFingerprints, keyFingerprint } from './key-fingerprint.ts';
import { keyMarks } from './key-marks.ts';

const secret = fc.string({ minLength: 16, maxLength: 64 });
const key = fc.integer({ min: 0, max: 1e9 }).map((seed) => coval(new Random(seed)).full);
const printOf = (of: string, value: string) => keyFingerprint(of)(value, 'coval-key') ?? 'none';

test('within one installation fingerprints are equal exactly when the keys are', () => {
  fc.assert(
    fc.property(secret, key, key, (of, one, other) => {
      expect(compareFingerprints(printOf(of, one), printOf(of, one))).toBe('same');
      expect(compareFingerprints(printOf(of, one), printOf(of, other))).toBe(
        one === other ? 'same' : 'different',
      );
    }),
  );
});

test('fingerprints of two installations are never compared, not even of the same key', () => {
  fc.assert(
    fc.property(secret, secret, key, key, (mine, theirs, one, other) => {
      fc.pre(mine !== theirs);
      expect(printOf(mine, one)).not.toBe(printOf(theirs, one));
      expect(compareFingerprints(printOf(mine, one), printOf(theirs, one))).toBe('unknown');
      expect(compareFingerprints(printOf(mine, one), printOf(theirs, other))).toBe('unknown');
    }),
  );
});

test('a fingerprint is short, and holds nothing of the key', () => {
  fc.assert(
    fc.property(secret, key, (of, value) => {
      const print = printOf(of, value);
      expect(print).toMatch(/^[0-9a-f]{6}\.[0-9a-f]{10}$/);
      for (let at = 0; at + 8 <= value.length; at += 1) expect(print).not.toContain(value.slice(at, at + 8));
    }),
  );
});

test('the words around a key do not change its fingerprint', () => {
  const of = keyFingerprint('s'.repeat(16));
  const { full } = coval(new Random(4));
  for (const text of [
    `COVAL_API_KEY=${full}`,
    `COVAL_API_KEY="${full}"`,
    `Authorization: Bearer ${full} and then it stops`,
    `{"headers":"{\\"x-api-key\\":\\"${full}\\"}"}`,
    `curl -H 'x-api-key: ${full}' https://api.coval.dev/v1/traces`,
    `OTEL_EXPORTER_OTLP_HEADERS=x-api-key=${full},a=b`,
  ])
    expect(
      redact(text, { fingerprint: of }).findings.map(({ fingerprint }) => fingerprint),
      text.replace(full, 'KEY'),
    ).toEqual([of(full, 'coval-key')]);
});

test('passwords and phone numbers get none', () => {
  const of = keyFingerprint('s'.repeat(16));
  const { findings } = redact('password: correct-horse-battery call +14155550123', { fingerprint: of });
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.every(({ fingerprint }) => fingerprint === undefined)).toBe(true);
});

test.each([
  ['a setting of Coval', 'COVAL_API_KEY=VALUE', 1],
  ['the exporter headers', 'OTEL_EXPORTER_OTLP_HEADERS=x-api-key=VALUE', 1],
  ['a command that calls Coval', "curl https://api.coval.dev/v1/traces \\\n -H 'x-api-key: VALUE'", 1],
  ['the span script', 'python send-test-span.py --api-key VALUE --simulation-id x', 1],
  ['the header of another service', '{"custom_headers":{"x-api-key":"VALUE"}}', 0],
  ['a command that calls another service', "curl https://api.acme.example -H 'x-api-key: VALUE'", 0],
  ['the key of another vendor', 'DEEPGRAM_API_KEY=VALUE', 0],
])('a key without a prefix in %s is a Coval key or is not', (_where, text, marks) => {
  const value = new Random(9).text('abcdefghijkmnpqrstuvwxyz23456789', 40);
  const cleared = redact(text.replace('VALUE', value), { fingerprint: keyFingerprint('s'.repeat(16)) });
  expect(cleared.text).not.toContain(value);
  expect(keyMarks(cleared.text, cleared.findings)).toHaveLength(marks);
});
