import { expect, test } from 'vitest';
import { analyze } from '../../src/traces/analyze.ts';
import { NOW } from './trace.ts';

const brief = (text: string) => {
  const { format, spans, partial, findings } = analyze(text, { now: NOW });
  return { format, spans, partial, codes: findings.map(({ code }) => code) };
};

test('a copied waterfall is read with its names and durations', () => {
  const healthy = { format: 'viewer', spans: 5, partial: false, codes: [] };
  expect(
    brief('conversation [46.8s]\n├─ turn (5.0s)\n│  ├─ stt (2.1s)\n│  ├─ llm (1.1s)\n│  └─ tts (1.4s)\n'),
  ).toEqual(healthy);
  expect(brief('conversation\n46.78 s\nturn\n4.98s\nstt\n2.69 s\nllm\n1.17 s\ntts\n1.46s\n')).toEqual(
    healthy,
  );
  expect(
    brief(
      '| Name | Duration | Status |\n|---|---|---|\n| conversation | 46.8s | OK |\n| turn | 5s | OK |\n| stt | 2s | OK |\n| llm | 1s | ERROR |\n| tts | 1.4s | OK |',
    ),
  ).toEqual(healthy);
  expect(
    brief(
      'Span Name,Start (ms),Duration (ms),Status\nconversation,0,46780,OK\nturn,1360,5000,OK\nstt,1370,2000,OK\nllm,3400,1100,OK\ntts,4500,1400,OK',
    ),
  ).toEqual(healthy);
});

test('a copy that says how many spans there are is partial when it holds fewer', () => {
  expect(brief('Trace · 128 spans\nconversation 46.8s\nturn 5.0s\nllm 1.2s\n')).toMatchObject({
    partial: true,
    codes: [],
  });
  expect(brief('{"traces":[],"total_spans":50}')).toMatchObject({ partial: true, codes: [] });
});

test('a sentence that mentions durations is no dump', () => {
  expect(brief('The call took 46.8 s and the llm took 1.2 s, which is slow.\nCan you look?').codes).toEqual([
    'invalid_otlp',
  ]);
});

test('a printer that left out the spans makes the dump partial', () => {
  expect(brief('{ resourceSpans: [ { resource: [Object], scopeSpans: [Array] } ] }')).toMatchObject({
    partial: true,
    codes: [],
  });
});

const span = `{"traceId":"${'4c'.repeat(16)}","spanId":"${'a4'.repeat(8)}","parentSpanId":"${'b4'.repeat(8)}","name":"turn","startTimeUnixNano":"1795168800000000000","endTimeUnixNano":"1795168801000000000","attributes":[]}`;

test('a copy that starts in the middle is partial', () => {
  expect(brief(`"value":{"stringValue":"x"}}]},${span}]}]}]}`)).toMatchObject({
    spans: 1,
    partial: true,
    codes: ['invalid_otlp'],
  });
});

test('spans left out by hand make the dump partial', () => {
  expect(brief(`{"resourceSpans":[{"scopeSpans":[{"spans":[${span}, ... ]}]}]}`)).toMatchObject({
    partial: true,
    codes: [],
  });
});

test('a body quoted for a shell is unquoted', () => {
  const body = JSON.stringify(
    `{"resourceSpans":[{"scopeSpans":[{"spans":[${span.replace(/"parentSpanId":"[^"]*",/, '')}]}]}]}`,
  );
  expect(brief(`curl -X POST -d ${body} https://api.coval.dev/v1/traces`)).toMatchObject({
    spans: 1,
    codes: ['root_only'],
  });
});

test('answers of an API that hold no trace are told as no dump', () => {
  for (const text of [
    '{"error":{"code":"NOT_FOUND"}}',
    '{"message":"Forbidden"}',
    '{"status":"ok","simulation_output_id":"x"}',
    'null',
  ]) {
    expect(brief(text).codes).toEqual(['invalid_otlp']);
  }
});
