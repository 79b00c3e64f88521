import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function capture() {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'debug', write: (line) => lines.push(line) }) };
}

test('only allow-listed fields with plain values reach the log', () => {
  const { lines, log } = capture();
  log.info('a check ended', {
    case: 'T-1',
    check: 'fake_id_span',
    ms: 12,
    typed: 'what a person typed',
    reason: 'a "quoted" paste\nwith lines',
  });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'a check ended',
    case: 'T-1',
    check: 'fake_id_span',
    ms: 12,
    reason: '[withheld]',
  });
  expect(lines[0]).not.toContain('person typed');
});

test('an error keeps its class, code and frames and loses its message, down its causes', () => {
  const { lines, log } = capture();
  const planted = `planted-${Math.random()}`;
  log.error('a job failed', {
    error: new TypeError(planted, { cause: Object.assign(new Error(planted), { code: 'ECONNREFUSED' }) }),
  });
  expect(lines[0]).not.toContain(planted);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    error: { class: 'TypeError', cause: { class: 'Error', code: 'ECONNREFUSED' } },
  });
});
