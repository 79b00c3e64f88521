import { expect, test } from 'vitest';
import { summaryAnalysis } from './summary.ts';

const group = (name: string, count: number, attribute_keys?: unknown) => ({
  name,
  count,
  ...(attribute_keys ? { attribute_keys } : {}),
});
const summary = (more: object) => ({
  target: { type: 'simulation', id: 'x' },
  trace_summary: {
    total_spans: 12,
    trace_count: 1,
    duplicate_span_count: 0,
    orphan_span_count: 0,
    is_truncated: false,
    ...more,
  },
});
const voice = [group('conversation', 1), group('turn', 2), group('stt', 3), group('llm', 3), group('tts', 3)];
const codes = (body: unknown) => summaryAnalysis(body).findings.map(({ code }) => code);

test('a whole voice call in a summary has no findings', () => {
  expect(codes(summary({ span_groups: voice }))).toEqual([]);
});

test('what the API counted becomes findings', () => {
  expect(
    codes(summary({ span_groups: voice, duplicate_span_count: 4, orphan_span_count: 2, trace_count: 3 })),
  ).toEqual(['duplicate_spans', 'orphan_spans', 'multiple_traces']);
  expect(codes(summary({ total_spans: 0, span_groups: [] }))).toEqual(['no_spans']);
});

test('names tell which parts are missing', () => {
  const without = voice.map((each) => (each.name === 'stt' ? { ...each, name: 'speech_to_text' } : each));
  expect(codes(summary({ span_groups: without }))).toEqual(['non_canonical_names']);
});

test('attribute keys tell what the metrics will not find', () => {
  const keyed = voice.map((each) => ({
    ...each,
    attribute_keys: each.name === 'llm' ? ['metrics.ttfb'] : ['metrics.ttfb', 'transcript'],
  }));
  expect(codes(summary({ span_groups: keyed }))).toEqual(['missing_token_usage']);
});

test('a truncated summary says nothing about what it lacks', () => {
  expect(codes(summary({ span_groups: [group('llm', 2)], is_truncated: true }))).toEqual([]);
});

test('whatever the body is, an answer comes back', () => {
  for (const body of [null, 'x', [], {}, { trace_summary: { span_groups: [null, { name: 1 }] } }]) {
    expect(Array.isArray(summaryAnalysis(body).findings)).toBe(true);
  }
});
