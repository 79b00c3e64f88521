import { expect, test } from 'vitest';
import { read } from './decode/read.ts';
import { metricAnswers, parseMetric } from './metric.ts';

const pair = (key: string, value: object) => ({ key, value });
const span = (at: number, name: string, attributes: object[]) => ({
  traceId: '4c'.repeat(16),
  spanId: String(at).padStart(16, 'a'),
  name,
  startTimeUnixNano: '1795168800000000000',
  endTimeUnixNano: '1795168801000000000',
  attributes,
});
const dump = JSON.stringify({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            span(1, 'llm', [pair('metrics.ttfb', { doubleValue: 0.4 }), pair('cost', { stringValue: '3' })]),
            span(2, 'llm', [pair('metrics.ttfb', { doubleValue: 0.5 })]),
            span(3, 'stt_marker', [pair('metrics.ttfb', { doubleValue: 0.5 })]),
          ],
        },
      ],
    },
  ],
});
const answer = (metric: string, text = dump) => {
  const request = parseMetric(metric);
  const [first] = metricAnswers(read(text, request ? [request] : []));
  return first && { computes: first.computes, text: first.text };
};

test('the last colon of a metric divides name and attribute', () => {
  expect(parseMetric('db:query:rows')).toEqual({ span: 'db:query', attribute: 'rows' });
  expect(parseMetric('llm')).toBeUndefined();
  expect(parseMetric(':x')).toBeUndefined();
});

test('a metric can be computed when spans of that name carry a number', () => {
  expect(answer('llm:metrics.ttfb')).toEqual({
    computes: 'yes',
    text: 'llm:metrics.ttfb can be computed: 2 of 2 spans carry a number.',
  });
});

test('a metric over markers is told to be no measurement', () => {
  expect(answer('stt_marker:metrics.ttfb')?.text).toContain('not a measurement');
});

test('a metric that cannot be computed says why', () => {
  expect(answer('llm:cost')).toEqual({
    computes: 'no',
    text: 'llm:cost cannot be computed: 1 span carries it, none as a number.\nSet it without quotes; write flags as 0 or 1.',
  });
  expect(answer('LLM:cost')?.text).toContain('These spans carry the attribute: llm.');
  expect(answer('LLM:price')?.text).toContain('Did you mean llm? The name must match exactly.');
  expect(answer('llm:price')?.text).toContain('none has the attribute');
  expect(answer('stt_marker:cost')?.text).toContain('The attribute is on llm.');
});

test('a partial dump leaves a missing metric open', () => {
  expect(answer('llm:price', dump.slice(0, -30))?.computes).toBe('unknown');
});
