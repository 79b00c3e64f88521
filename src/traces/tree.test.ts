import { expect, test } from 'vitest';
import { judge } from './analyze.ts';
import { read } from './decode/read.ts';
import { analysisText } from './text.ts';
import { tree } from './tree.ts';

const start = 1795168800000000000n;
const span = (
  id: string,
  parent: string,
  name: string,
  from: number,
  to: number,
  attributes: object[] = [],
) => ({
  traceId: '4c'.repeat(16),
  spanId: id.padStart(16, '0'),
  ...(parent ? { parentSpanId: parent.padStart(16, '0') } : {}),
  name,
  startTimeUnixNano: String(start + BigInt(from) * 1_000_000n),
  endTimeUnixNano: String(start + BigInt(to) * 1_000_000n),
  attributes,
});
const request = (spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const turns = Array.from({ length: 6 }, (_, at) => span(`b${at}`, 'a1', 'turn', at * 1000, at * 1000 + 900));
const dump = read(
  request([span('a1', '', 'conversation', 0, 7000), ...turns, span('c1', 'b5', 'tts', 5100, 5050)]),
  [],
);

test('the picture shows the tree, folds siblings and marks what is wrong', () => {
  expect(tree(dump, { width: 72, lines: 12 })).toBe(
    [
      'conversation #1   7.00 s',
      '  turn #2         900 ms',
      '  turn #3         900 ms',
      '  turn #7         900 ms',
      '    tts #8      -50.0 ms ◂ negative_duration +1',
      '  … 3 more turn',
    ].join('\n'),
  );
});

test('a narrow picture marks with letters and says below what they mean', () => {
  const lines = tree(dump, { width: 48, lines: 12 }).split('\n');
  expect(lines).toContain('    tts #8      -50.0 ms ◂ab');
  expect(lines.slice(-2)).toEqual(['◂a ends before it starts', '◂b no time to first byte']);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(48);
});

test('the copies of a span that was sent twice are marked, the first is not', () => {
  const twice = read(
    request([span('a1', '', 'conversation', 0, 700), ...[1, 2].map(() => span('b1', 'a1', 'turn', 0, 600))]),
    [],
  );
  expect(tree(twice, { width: 48, lines: 12 })).toBe(
    [
      'conversation #1 700 ms ◂a',
      '  turn #2       600 ms ◂a',
      '  turn #3       600 ms ◂ab',
      '◂a only the outermost span',
      '◂b span sent twice',
    ].join('\n'),
  );
});

test('the picture keeps to its lines and its width', () => {
  const lines = tree(dump, { width: 40, lines: 5 }).split('\n');
  expect(lines.length).toBeLessThanOrEqual(5);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(48);
});

test('the terminal text tells each finding with its reason and its change', () => {
  const text = analysisText(judge(dump), { picture: tree(dump, { width: 72, lines: 12 }) });
  expect(text).toContain('OTLP JSON');
  expect(text).toContain('error: negative_duration');
  expect(text).toContain('- Take start and end from one clock.');
  expect(text).toContain('For example tts #8');
  expect(text.includes(String.fromCharCode(27))).toBe(false);
});
