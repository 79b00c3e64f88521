import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase } from '../../src/cases/change.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { nextDue } from '../../src/timers/plan.ts';
import { actor, diagnosisRecord, evidence, opened } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

/** That there is a timer at all. */

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

const timer = async (id: string) => Number(await desk.raw.get(`triage:timer:${id}`));

/** As every door opens a case: with what was said so far. */
async function begun() {
  const items = [evidence('response_status', 404)];
  const changed = await openCase(desk.ports, opened({ at: desk.ports.clock.now() }), (_, at) => ({
    ...{ type: 'evidence_given', by: actor('customer'), at, items, redacted: 0 },
  }));
  if (changed.is !== 'changed') throw new Error(changed.is);
  return changed.case;
}

test('a case that begins with evidence has a timer', async () => {
  const state = await begun();
  expect(await timer(state.id)).toBe(nextDue(state, desk.ports.nudges)?.at);
});

test('a timer that was lost is set by the sweep, although nothing else is left to do', async () => {
  const { id, evidenceRevision } = await begun();
  const record = diagnosisRecord(evidenceRevision);
  await desk.change(id, { type: 'diagnosed', by: actor('bot'), at: 0, record });
  await desk.change(id, {
    ...{ type: 'anchored', by: actor('bot'), at: 0 },
    place: { team: 'T1', channel: 'C1', thread: '1.000100', card: '1.000100' },
  });
  await desk.triage.cancel(id);
  expect(await timer(id)).toBe(0);
  desk.shift.ms += 120_000;
  await desk.sweep();
  const state = await desk.cases.load(id);
  expect(await timer(id)).toBe(state && nextDue(state, desk.ports.nudges)?.at);
});
