import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { analyze } from '../../src/traces/analyze.ts';
import { read } from '../../src/traces/decode/read.ts';
import { tree } from '../../src/traces/tree.ts';
import { healthyAgents } from './agents.ts';
import { otlpJson } from './encode-otlp.ts';
import { Chance, NOW } from './trace.ts';

/** Input made to harm: a finding or a clear answer, never a crash or a hang. */
const codes = (input: Uint8Array | string) => analyze(input, { now: NOW }).findings.map(({ code }) => code);
const spanOf = (inner: string) =>
  `{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":[{"traceId":"${'4c'.repeat(16)}","spanId":"${'a4'.repeat(8)}","name":"work","startTimeUnixNano":"1795168800000000000","endTimeUnixNano":"1795168801000000000",${inner}}]}]}]}`;
const attribute = (value: string) => spanOf(`"attributes":[{"key":"x","value":${value}}]`);
const deep = 100_000;

test('a hundred thousand brackets are read without recursion', () => {
  expect(codes('['.repeat(deep) + ']'.repeat(deep))).toEqual(['invalid_otlp']);
  expect(codes('['.repeat(deep))).toEqual(['invalid_otlp']);
  expect(codes('{"a":'.repeat(deep))).toEqual(['invalid_otlp']);
  expect(codes(attribute(`${'{"arrayValue":{"values":['.repeat(20_000)}${']}}'.repeat(20_000)}`))).toEqual(
    [],
  );
  expect(codes(attribute('{"arrayValue":{"values":['.repeat(20_000)))).toEqual(['invalid_otlp']);
});

test('a protobuf value nested twenty thousand deep is read past', () => {
  let value = Buffer.from([0x0a, 0x01, 0x78]);
  const wrap = (tag: number, inner: Buffer) => {
    const length: number[] = [];
    for (let rest = inner.length; ; rest >>>= 7) {
      length.push(rest > 127 ? (rest & 127) | 128 : rest);
      if (rest < 128) break;
    }
    return Buffer.concat([Buffer.from([tag, ...length]), inner]);
  };
  for (let level = 0; level < 2000; level += 1) value = wrap(0x2a, wrap(0x0a, value));
  const pair = wrap(0x4a, Buffer.concat([wrap(0x0a, Buffer.from('x')), wrap(0x12, value)]));
  const span = Buffer.concat([
    wrap(0x0a, Buffer.alloc(16, 7)),
    wrap(0x12, Buffer.alloc(8, 7)),
    wrap(0x2a, Buffer.from('work')),
    pair,
  ]);
  expect(codes(wrap(0x0a, wrap(0x12, wrap(0x12, span))))).toEqual(['zero_timestamps']);
});

test('names of prototypes and doubled keys change nothing', () => {
  const poisoned = spanOf(
    '"__proto__":{"polluted":true},"constructor":{},"attributes":[{"key":"__proto__","value":{"stringValue":"x"}}],"name":"stt","name":"work"',
  );
  expect(codes(poisoned)).toEqual([]);
  expect(codes(poisoned.slice(0, -1))).toEqual(['invalid_otlp']);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect('polluted' in {}).toBe(false);
});

test('spans that are each other’s parents are drawn once', () => {
  const [one, other] = ['a4'.repeat(8), 'b4'.repeat(8)];
  const ring = [
    [one, other],
    [other, one],
  ].map(
    ([id, parent]) =>
      `{"traceId":"${'4c'.repeat(16)}","spanId":"${id}","parentSpanId":"${parent}","name":"work","startTimeUnixNano":"1795168800000000000","endTimeUnixNano":"1795168801000000000"}`,
  );
  const text = `{"resourceSpans":[{"scopeSpans":[{"spans":[${ring.join(',')}]}]}]}`;
  expect(codes(text)).toEqual([]);
  expect(tree(read(text, []), { width: 60, lines: 10 }).split('\n')).toHaveLength(2);
});

test('a chain of ten thousand spans is drawn within its lines', () => {
  const id = (at: number) => at.toString(16).padStart(16, 'a');
  const chain = Array.from(
    { length: 10_000 },
    (_, at) =>
      `{"traceId":"${'4c'.repeat(16)}","spanId":"${id(at)}","parentSpanId":"${at === 0 ? '' : id(at - 1)}","name":"work","startTimeUnixNano":"1795168800000000000","endTimeUnixNano":"1795168801000000000"}`,
  );
  const picture = tree(read(`{"resourceSpans":[{"scopeSpans":[{"spans":[${chain.join(',')}]}]}]}`, []), {
    width: 60,
    lines: 10,
  });
  expect(picture.split('\n')).toHaveLength(10);
  for (const line of picture.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
});

test('numbers beyond measure are findings', () => {
  const times = (start: string, end: string) =>
    spanOf(`"startTimeUnixNano":${start},"endTimeUnixNano":${end}`);
  expect(codes(times('1e308', '1e308'))).toEqual(['future_or_ancient_timestamps']);
  expect(codes(times('"-5"', '"1795168801000000000"'))).toContain('future_or_ancient_timestamps');
  expect(codes(times('null', 'null'))).toEqual(['zero_timestamps']);
  expect(codes(times('"1e999"', '"x"'))).toContain('invalid_otlp');
  expect(codes(attribute('{"doubleValue":NaN}'))).toEqual(['invalid_otlp']);
  expect(codes(attribute('{"stringValue":"\\ud800"}'))).toEqual([]);
});

test('ids of every wrong encoding are told', () => {
  const withId = (id: string) => spanOf(`"spanId":${id}`);
  for (const id of [
    '"xyz"',
    '12',
    '"0xa4a4a4a4a4a4a4a4"',
    '"a4a4-a4a4-a4a4-a4"',
    'null',
    '"0000000000000000"',
    '{}',
  ]) {
    expect({ id, codes: codes(withId(id)) }).toEqual({ id, codes: ['invalid_otlp'] });
  }
  expect(codes(withId('"Dx6bvMNwjM4="'))).toEqual(['base64_ids']);
  expect(codes(withId('"A4A4A4A4A4A4A4A4"'))).toEqual([]);
});

test('a zip bomb is read up to a bound', () => {
  expect(codes(gzipSync(Buffer.alloc(80_000_000)))).toEqual(['invalid_otlp']);
});

test('compressed bytes that are cut off give what they hold', () => {
  const packed = gzipSync(otlpJson(healthyAgents.custom(new Chance(5))));
  const analysis = analyze(packed.subarray(0, packed.length - 200), { now: NOW });
  expect(analysis.partial).toBe(true);
  expect(analysis.spans).toBeGreaterThan(3);
});

test('two hundred thousand spans without anything are findings, not a hang', () => {
  const text = `{"resourceSpans":[{"scopeSpans":[{"spans":[${'{"name":"a"},'.repeat(200_000)}{"name":"a"}]}]}]}`;
  expect(codes(text)).toEqual(['invalid_otlp', 'zero_timestamps']);
});

test('an attribute of five megabytes is one finding and is not shown', () => {
  const analysis = analyze(attribute(`{"stringValue":"${'quiet words '.repeat(200_000)}"}`), { now: NOW });
  expect(analysis.findings.map(({ code }) => code)).toEqual(['unbounded_attribute']);
  expect(JSON.stringify(analysis)).not.toContain('quiet');
});

test('a name that holds a credential is not shown', () => {
  const key = ['coval', 'sk', 'prod', '7f3c'.repeat(8)].join('_');
  const text = otlpJson(healthyAgents.custom(new Chance(3)))
    .toString()
    .replace('"name":"vad"', `"name":"call ${key}"`);
  expect(JSON.stringify(analyze(text))).not.toContain(key);
  expect(tree(read(text, []), { width: 200, lines: 60 })).not.toContain(key);
});
