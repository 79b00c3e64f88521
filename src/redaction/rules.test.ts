import { expect, test } from 'vitest';
import { alphabet, Random } from '../../test/redaction/random.ts';
import { redact } from './redact.ts';
import { patternRules } from './rules/patterns.ts';
import { prefixRules } from './rules/prefixes.ts';
import { alphabets, type PrefixRule } from './rules/shape.ts';

const random = new Random(42);

/** A token as the rule describes it; letters and digits in turn, so that it is no word. */
function sample(rule: PrefixRule, length: number): string {
  const pattern = new RegExp(`[${alphabets[rule.alphabet]}]`);
  const letters = [...alphabet.alnum].filter((char) => pattern.test(char) && /[A-Za-z]/.test(char)).join('');
  const digits = [...alphabet.digits].filter((char) => pattern.test(char)).join('');
  const turns = Array.from({ length }, (_, index) => random.text(index % 2 === 0 ? letters : digits, 1));
  return rule.prefix + turns.join('');
}

test.each(prefixRules)('$prefix ($issuer) is masked in plain words and keeps its neighbours', (rule) => {
  const token = sample(rule, rule.least + 4);
  const { text } = redact(`Seen ${token} in run 7, then it stopped.`);
  expect(text).not.toContain(token.slice(rule.prefix.length, rule.prefix.length + 8));
  expect(text).toMatch(/^Seen \[[a-z0-9-]+ 1\] in run 7, then it stopped\.$/);
});

test.each(prefixRules)('$prefix ($issuer) alone, or before a fill-in, is left', (rule) => {
  const texts = [`The prefix ${rule.prefix} is public.`, `Put ${rule.prefix}xxxxxxxxxxxxxxxxxxxx here.`];
  for (const text of texts) expect(redact(text).text).toBe(text);
});

test('ordinary names that begin like tokens are left', () => {
  const text =
    'sk-learn-pipeline key-value-store re_entrant_lock pa-rtial-results fc-router ak-ka-stream s.connection tl_dispatcher api_gateway_handler';
  expect(redact(text).text).toBe(text);
});

test('every pattern says where it comes from, what it catches, what it leaves and what it misses', () => {
  for (const rule of patternRules) {
    for (const note of [rule.source, rule.catches, rule.ignores, rule.misses])
      expect(note.length).toBeGreaterThan(5);
    expect(rule.pattern.flags).toContain('g');
    if (rule.groups !== undefined) expect(rule.pattern.flags).toContain('d');
  }
  expect(new Set(patternRules.map((rule) => rule.id)).size).toBe(patternRules.length);
});
