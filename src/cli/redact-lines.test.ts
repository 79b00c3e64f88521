import { expect, test } from 'vitest';
import { redactJsonl } from './redact-lines.ts';

const key = ['coval', 'sk', 'prod', 'z1Y2x3W4'.repeat(4)].join('_');

test('a line comes back cleared, with a count per kind', () => {
  const line = JSON.stringify({ id: 'a', text: `x-api-key: ${key}\nagain ${key}` });
  expect(JSON.parse(redactJsonl(line))).toEqual({
    id: 'a',
    redacted: 'x-api-key: [coval-key 1]\nagain [coval-key 1]',
    findings: [{ kind: 'coval-key', count: 2 }],
  });
});

test.each([
  ['not json', { id: null, error: 'The line is not JSON. Write one object a line: {"id": …, "text": …}.' }],
  ['[]', { id: null, error: 'The line is not an object. Write {"id": …, "text": …}.' }],
  ['{"id":7}', { id: 7, error: 'The object has no "text". Put the text to redact there, as a string.' }],
])('the line %s is answered with what to do', (line, answer) => {
  expect(JSON.parse(redactJsonl(line))).toEqual(answer);
});
