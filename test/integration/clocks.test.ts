import { afterAll, beforeAll, expect, test } from 'vitest';
import { durations } from '../../src/cases/milestones.ts';
import { words } from '../../src/redaction/words.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { actor, diagnosisRecord, evidence } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

/** A host whose clock jumps a month ahead and comes back. */

let desk: Desk;
let stopRedis = async () => {};
beforeAll(async () => {
  const redis = await startEmbeddedRedis(listeningLog());
  stopRedis = () => redis.close();
  desk = await openDesk({ url: redis.url, embedded: true });
});
afterAll(async () => {
  await desk.close();
  await stopRedis();
});

const month = 30 * 86_400_000;
const at = 0;
const support = actor('support');

test('reminds once of what a jump ahead made stale, and not again when the clock comes back', async () => {
  const { id } = await desk.open();
  await desk.change(id, { type: 'taken', by: support, at });
  desk.shift.ms = month;
  for (const _ of [1, 2, 3]) await desk.ring(id);
  await Promise.all([1, 2, 3].map(() => desk.ring(id).catch(() => undefined)));
  expect(desk.said).toHaveLength(1);
  desk.shift.ms = 0;
  for (const _ of [1, 2, 3]) await desk.ring(id);
  expect(desk.said).toHaveLength(1);
});

test('leaves no case with a time before its beginning, and every duration at zero or more', async () => {
  desk.shift.ms = month;
  const { id } = await desk.open();
  desk.shift.ms = 0;
  await desk.change(id, { type: 'taken', by: support, at });
  await desk.change(id, {
    ...{ type: 'evidence_given', by: actor('customer'), at, redacted: 0 },
    items: [evidence('response_status', 404)],
  });
  const revision = (await desk.cases.load(id))?.evidenceRevision ?? 0;
  await desk.change(id, { type: 'diagnosed', by: actor('bot'), at, record: diagnosisRecord(revision) });
  await desk.change(id, { type: 'asked_customer', by: support, at, reason: words`Which agent?` });
  desk.shift.ms = -month;
  await desk.change(id, { type: 'customer_answered', by: actor('customer'), at });
  await desk.change(id, { type: 'resolved', by: support, at, reason: words`Fixed` });
  const state = await desk.cases.load(id);
  expect(state).toMatchObject({ status: 'resolved', waitedMs: 0 });
  expect(state?.updatedAt).toBeGreaterThanOrEqual(state?.openedAt ?? Infinity);
  expect(Object.values(state ? durations(state) : {}).every((ms) => ms >= 0)).toBe(true);
  const times = (await desk.cases.timeline(id, 100)).length;
  expect(times).toBe(state?.revision);
});

test('finds work that was saved but never queued, whichever way the clock went since', async () => {
  desk.shift.ms = 0;
  const { id } = await desk.open();
  await desk.change(id, {
    ...{ type: 'evidence_given', by: actor('customer'), at, redacted: 0 },
    items: [evidence('response_status', 404), evidence('target_id', words`nQ3vXa7Lp2RtYbZc8sKfTt`)],
  });
  await desk.triage.cancel(id);
  desk.shift.ms = -3_600_000;
  await desk.sweep();
  desk.shift.ms = 3_600_000;
  await desk.sweep();
  expect((await desk.triage.counts()).work['waiting-children']).toBeGreaterThan(0);
});
