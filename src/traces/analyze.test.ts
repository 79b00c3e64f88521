import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';

const codes = (input: string | Uint8Array) => analyze(input).findings.map((finding) => finding.code);

test('an empty request holds no spans', () => {
  expect(codes('{"resourceSpans":[]}')).toEqual(['no_spans']);
  expect(codes('{}')).toEqual(['no_spans']);
  expect(codes('')).toEqual(['no_spans']);
  expect(codes(new Uint8Array())).toEqual(['no_spans']);
});

test('text that is no dump is told as such', () => {
  expect(codes('ERROR: Failed to export span batch code: 404')).toEqual(['invalid_otlp']);
  expect(codes('<html><body>Sign in</body></html>')).toEqual(['invalid_otlp']);
  expect(codes('[[[[[]]]]]')).toEqual(['invalid_otlp']);
});

test('a payload of metrics holds no spans', () => {
  expect(codes('{"resourceMetrics":[{"scopeMetrics":[]}]}')).toEqual(['no_spans']);
});
