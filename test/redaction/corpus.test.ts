import { expect, test } from 'vitest';
import { redact } from '../../src/redaction/redact.ts';
import { corpus, formats } from './corpus.ts';
import { evaluate } from './evaluate.ts';

const documents = corpus(20_261_124, 3);
const results = documents.map((document) => ({ document, redaction: redact(document.text) }));

test('the generated corpus has more than a thousand documents over all formats', () => {
  expect(documents.length).toBeGreaterThan(1000);
  expect(new Set(documents.map((document) => document.format)).size).toBe(Object.keys(formats).length);
});

test('no planted secret survives in any document', () => {
  const leaks = results.flatMap(({ document, redaction }) =>
    evaluate(document, redaction.text).leaks.length > 0 ? [document.id] : [],
  );
  expect(leaks).toEqual([]);
});

test('useful text survives in at least 995 of 1000 places', () => {
  const lost = results.flatMap(({ document, redaction }) => evaluate(document, redaction.text).lost);
  const all = documents.reduce((sum, document) => sum + document.keep.length, 0);
  expect(1 - lost.length / all).toBeGreaterThanOrEqual(0.995);
});

test('redacting a second time changes nothing', () => {
  const changed = results.filter(({ redaction }) => redact(redaction.text).text !== redaction.text);
  expect(changed.map(({ document }) => document.id)).toEqual([]);
});

test('valid JSON stays valid JSON', () => {
  const broken = results.filter(
    ({ document, redaction }) => parses(document.text) && !parses(redaction.text),
  );
  expect(broken.map(({ document }) => document.id)).toEqual([]);
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
