import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact, redactFields } from '../../src/redaction/redact.ts';
import { corpus } from './corpus.ts';
import { evaluate } from './evaluate.ts';
import { Random } from './random.ts';
import { coval, labelled, opaque, shortId, traceId, uuid, wordy } from './values.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** Ways to write one value so that it reads the same to a program. */
const writings: Readonly<Record<string, (value: string) => string>> = {
  json: (value) => JSON.stringify({ metadata: { api_key: value } }),
  'json in json': (value) =>
    JSON.stringify({ body: JSON.stringify({ body: JSON.stringify({ api_key: value }) }) }),
  'json, one line log': (value) => `INFO sent {"headers":{"x-api-key":"${value}"},"n":1} in 3 ms`,
  'unicode escapes': (value) =>
    `{"api_key":"${[...value].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
  yaml: (value) => `coval:\n  api_key: ${value}\n  region: eu\n`,
  'yaml folded': (value) => `api_key: >-\n  ${value}\nregion: eu\n`,
  env: (value) => `export API_KEY="${value}"\n`,
  header: (value) => `curl -H 'x-api-key: ${value}' https://api.acme.example/v1`,
  query: (value) => `https://api.acme.example/v1?api_key=${encodeURIComponent(value)}&page=2`,
  'encoded query': (value) => `next=${encodeURIComponent(`https://api.acme.example/?api_key=${value}`)}`,
  userinfo: (value) => `postgres://svc:${encodeURIComponent(value)}@db.acme.example:5432/x`,
  xml: (value) => `<config><apiKey>${value}</apiKey></config>`,
  entities: (value) => `{&quot;api_key&quot;:&quot;${value}&quot;}`,
  siblings: (value) => JSON.stringify([{ value, name: 'Authorization' }]),
  flag: (value) => `agent --api-key ${value} --port 80`,
  heading: (value) => `API key:\n${value}\n\nthanks`,
  'zero width': (value) => `api_key: ${[...value].join('\u200b')}`,
  colours: (value) => `api_key: \u001b[1m${value}\u001b[0m`,
  'smart quotes': (value) => `“api_key”: “${value}”`,
  tuple: (value) => `headers=(("x-api-key", "${value}"),)`,
};

test.each(Object.entries(writings))('no value survives as %s', (_name, write) => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const value = opaque(new Random(seed)).core;
      const text = write(value);
      const out = redact(text).text;
      expect(evaluate({ id: '', format: '', text, secrets: [value], keep: [] }, out).leaks).toEqual([]);
      expect(out).toMatch(/\[[a-z-]+ 1\]/);
      expect(out).not.toContain('\\u00');
    }),
    { numRuns: 25 },
  );
});

test('a labelled value is masked wherever it stands again, and identifiers of its shape are not', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = new Random(seed);
      const value = random.pick([shortId, traceId, uuid, (r: Random) => wordy(r).core])(random);
      const other = random.pick([shortId, traceId, uuid])(random);
      const out = redact(`api_key: ${value}\nsaw ${value} at ${other}\n(${value})`).text;
      expect(out).toBe(`api_key: [api-key 1]\nsaw [api-key 1] at ${other}\n([api-key 1])`);
    }),
    { numRuns: 60 },
  );
});

test('any mixture of texts is stable: a second pass changes nothing', () => {
  const texts = corpus(5, 1).map((document) => document.text);
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: texts.length - 1 }), { minLength: 1, maxLength: 5 }),
      seeds,
      (picks, seed) => {
        const joined = picks.map((pick) => texts[pick] ?? '').join('\n');
        const cut = joined.slice(seed % 50, joined.length - (seed % 37));
        const once = redact(cut).text;
        expect(redact(once).text).toBe(once);
      },
    ),
    { numRuns: 60 },
  );
});

test('any string at all gives a string of bounded length, and never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { text: out, withheld } = redact(text);
      expect(withheld).toBe(false);
      expect(out.length).toBeLessThanOrEqual(4 * text.length + 64);
    }),
    { numRuns: 300 },
  );
});

test('text without credentials comes back as it was', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = new Random(seed);
      const text = `run ${shortId(random)} trace ${traceId(random)} request ${uuid(random)} status 404\n“quoted” – naïve café\r\n\ttab`;
      expect(redact(text).text).toBe(text);
    }),
  );
});

test('values are numbered by first appearance over all fields, and findings never hold a value', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = new Random(seed);
      const [a, b] = [coval(random).full, coval(random).full];
      const { fields, findings } = redactFields({ one: `x-api-key: ${a}`, two: `keys ${b} and ${a}` });
      expect(fields).toEqual({
        one: 'x-api-key: [coval-key 1]',
        two: 'keys [coval-key 2] and [coval-key 1]',
      });
      expect(JSON.stringify(findings)).not.toContain(a.slice(20, 28));
    }),
    { numRuns: 30 },
  );
});

test('placeholders that stand in the text keep their numbers to themselves', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const value = labelled(new Random(seed)).full;
      const { text } = redact(`old [password 4] stays\npassword: "${value.replaceAll('"', '')}"`);
      expect(text).toMatch(/^old \[password 4\] stays\npassword: "\[[a-z-]+ (?!4\])\d+\]"$/);
    }),
    { numRuns: 40 },
  );
});
