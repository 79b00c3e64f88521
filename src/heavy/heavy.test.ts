import { afterEach, expect, test } from 'vitest';
import type { Heavy } from '../ports.ts';
import { createHeavy } from './heavy.ts';

const span = (at: number) =>
  `{"traceId":"${'4c'.repeat(16)}","spanId":"${at.toString(16).padStart(16, '0')}","name":"turn","startTimeUnixNano":"1795015680513922000","endTimeUnixNano":"1795015681513922000"}`;
const dump = (spans: number) =>
  Buffer.from(
    `{"resourceSpans":[{"scopeSpans":[{"spans":[${Array.from({ length: spans }, (_, at) => span(at + 1)).join(',')}]}]}]}`,
  );

let heavy: Heavy | undefined;
afterEach(() => heavy?.close());

test('a large dump is read in a worker with the same answer as a small one inline', async () => {
  heavy = createHeavy();
  const large = await heavy.analyze(dump(2000));
  const small = await heavy.analyze(dump(20));
  expect(large.ok && large.value.spans).toBe(2000);
  expect(small.ok && small.value.spans).toBe(20);
  expect(large.ok && large.value.findings.map(({ code }) => code)).toEqual(
    small.ok && small.value.findings.map(({ code }) => code),
  );
  expect(large.ok && large.value.picture).toContain('turn #');
});

test('a job beyond its deadline fails with what to do, and the next one is served', async () => {
  heavy = createHeavy({ deadlineMs: 1 });
  expect(await heavy.analyze(dump(50_000))).toEqual({
    ok: false,
    code: 'deadline',
    text: 'This took too long to read and was stopped. Send a smaller part of it.',
  });
  expect((await heavy.analyze(dump(20))).ok).toBe(true);
});

test('a worker that runs out of memory fails its own job and is replaced', async () => {
  heavy = createHeavy({ memoryMb: 24 });
  expect(await heavy.analyze(dump(100_000))).toMatchObject({ ok: false, code: 'crashed' });
  const next = await heavy.analyze(dump(1000));
  expect(next.ok && next.value.spans).toBe(1000);
});

test('jobs wait in line for the one worker', async () => {
  heavy = createHeavy({ workers: 1 });
  const reader = heavy;
  const answers = await Promise.all([700, 800, 900].map((spans) => reader.analyze(dump(spans))));
  expect(answers.map((answer) => answer.ok && answer.value.spans)).toEqual([700, 800, 900]);
});

test('a long paste is redacted in a worker as a short one is inline', async () => {
  heavy = createHeavy();
  const key = ['coval', 'sk', 'prod', '7f'.repeat(16)].join('_');
  const long = await heavy.redactFields({ a: `x-api-key: ${key}\n${'quiet words here\n'.repeat(6000)}` });
  const short = await heavy.redactFields({ a: `x-api-key: ${key}` });
  expect(long.ok && long.value.withheld).toBe(false);
  expect(long.ok && long.value.fields['a']).not.toContain(key);
  expect(short.ok && short.value.fields['a']).not.toContain(key);
});

test('a key has the same fingerprint from a worker as inline, and none without a secret', async () => {
  const key = ['coval', 'sk', 'prod', '5e'.repeat(16)].join('_');
  const short = `x-api-key: ${key}`;
  const long = `${short}\n${'quiet words here\n'.repeat(6000)}`;
  const print = async (reader: Heavy, text: string) => {
    const done = await reader.redactFields({ text });
    return done.ok ? done.value.findings.map(({ fingerprint }) => fingerprint) : [];
  };
  heavy = createHeavy({ secret: 'a secret of this installation' });
  expect(await print(heavy, short)).toEqual([expect.stringMatching(/^[0-9a-f]{6}\.[0-9a-f]{10}$/)]);
  expect(await print(heavy, long)).toEqual(await print(heavy, short));
  await heavy.close();
  heavy = createHeavy();
  expect(await print(heavy, short)).toEqual([undefined]);
});

test('a closed reader refuses further work', async () => {
  heavy = createHeavy();
  await heavy.close();
  expect(await heavy.analyze(dump(2000))).toMatchObject({ ok: false, code: 'closed' });
});
