import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CheckKind } from '../../src/checks/catalogue.ts';
import { RetryLater, TriageError } from '../../src/errors.ts';
import { createTriage, type QueuedTriage } from '../../src/queue/triage.ts';
import { type Processors, startWorkers, type Workers } from '../../src/queue/worker.ts';
import { redisVariants } from '../contract/redis-variants.ts';
import { listeningLog } from '../listening-log.ts';

const nothing: Processors = {
  check: async () => {},
  diagnosis: async () => {},
  publish: async () => {},
  home: async () => {},
  handoff: async () => {},
  proof: async () => {},
  webhook: async () => {},
  wake: async () => {},
  sweep: async () => {},
};

describe.each(redisVariants.filter(({ there }) => there))('queued work on $name', (variant) => {
  let url = '';
  let raw: Redis;
  let triage: QueuedTriage;
  let workers: Workers | undefined;
  let stop = async () => {};
  const log = listeningLog();
  /** The proportions of the real pace, ten times as fast. */
  const pace = { atOnce: 4, gapMs: 1_000, gatherMs: 50 };

  beforeAll(async () => {
    const server = await variant.start();
    url = server.url;
    raw = new Redis(url);
    triage = createTriage({ url, embedded: variant.embedded, log, pace });
    stop = async () => {
      await triage.close();
      raw.disconnect();
      await server.stop();
    };
  });
  afterEach(async () => {
    await workers?.close();
    workers = undefined;
    await raw.flushdb();
  });
  afterAll(() => stop());

  const work = async (processors: Partial<Processors>) => {
    workers = await startWorkers({
      ...{ url, embedded: variant.embedded, log, pace },
      processors: { ...nothing, ...processors },
    });
  };
  const checks = (...kinds: CheckKind[]) => kinds;

  test('the diagnosis runs after every check, also after one that failed for good', async () => {
    const order: string[] = [];
    await triage.start('T-1', 3, checks('fake_id_span', 'identify_id'));
    await work({
      check: async ({ check }) => {
        order.push(check);
        if (check === 'identify_id') throw new TriageError('case_gone');
      },
      diagnosis: async ({ caseId, revision }) => {
        order.push(`diagnosis of ${caseId} revision ${revision}`);
      },
    });
    await expect.poll(() => order.length).toBe(3);
    expect(order.slice(0, 2).sort()).toEqual(['fake_id_span', 'identify_id']);
    expect(order[2]).toBe('diagnosis of T-1 revision 3');
  });

  test('starting the same revision twice, also when it has run, runs it once', async () => {
    let diagnoses = 0;
    const start = () => triage.start('T-2', 1, checks('identify_id'));
    await start();
    await start();
    await work({ diagnosis: async () => void diagnoses++ });
    await expect.poll(() => diagnoses).toBe(1);
    await start();
    await expect.poll(async () => (await triage.counts()).work).toMatchObject({ waiting: 0, active: 0 });
    expect(diagnoses).toBe(1);
  });

  test('two hundred updates of one case make at most ten redraws, the last one right', async () => {
    let state = 0;
    const drawn: number[] = [];
    await work({ publish: async () => void drawn.push(state) });
    for (state = 1; state < 200; state++) await triage.publish('T-3', state % 3 === 0);
    await triage.publish('T-3');
    await expect.poll(() => drawn.at(-1), { timeout: 10_000 }).toBe(200);
    expect(drawn.length).toBeLessThanOrEqual(10);
  });

  test('progress is gathered, and what is urgent does not wait for it', async () => {
    const long = { atOnce: 4, gapMs: 60_000, gatherMs: 60_000 };
    const slow = createTriage({ url, embedded: variant.embedded, log, pace: long });
    let drawn = 0;
    await slow.publish('T-30', false);
    await slow.publish('T-30', false);
    expect((await slow.counts()).publish).toMatchObject({ delayed: 1, waiting: 0 });
    await slow.publish('T-30');
    expect((await slow.counts()).publish).toMatchObject({ delayed: 0, waiting: 1 });
    await work({ publish: async () => void drawn++ });
    await expect.poll(() => drawn).toBe(1);
    await slow.close();
  });

  test('an update that comes while the card is drawn is drawn next', async () => {
    let state = 'old';
    const drawn: string[] = [];
    let drawing = () => {};
    const begun = new Promise<void>((resolve) => (drawing = resolve));
    let go = () => {};
    const wait = new Promise<void>((resolve) => (go = resolve));
    await work({
      publish: async () => {
        const seen = state;
        drawing();
        await wait;
        drawn.push(seen);
      },
    });
    await triage.publish('T-4');
    await begun;
    state = 'new';
    await triage.publish('T-4');
    go();
    await expect.poll(() => drawn, { timeout: 10_000 }).toEqual(['old', 'new']);
  });

  test('a timer that is brought forward replaces the earlier one, and a cancelled case has none', async () => {
    const woken: string[] = [];
    const soon = Date.now();
    await triage.wakeAt('T-5', soon + 3_600_000);
    await triage.wakeAt('T-5', soon + 7_200_000);
    expect((await triage.counts()).clock).toMatchObject({ delayed: 1 });
    await triage.wakeAt('T-6', soon + 3_600_000);
    await triage.start('T-6', 1, checks('identify_id', 'trace_summary'));
    await triage.publish('T-6');
    await triage.cancel('T-6');
    await triage.wakeAt('T-5', soon);
    const counts = await triage.counts();
    expect(counts.checks).toMatchObject({ waiting: 0 });
    expect(counts.work).toMatchObject({ waiting: 0, 'waiting-children': 0 });
    expect(counts.publish).toMatchObject({ waiting: 0, delayed: 0 });
    await work({ wake: async ({ caseId }) => void woken.push(caseId) });
    await expect.poll(() => woken).toEqual(['T-5']);
  });

  test('a timer may set the next one while it runs', async () => {
    let woken = 0;
    await triage.wakeAt('T-7', 0);
    await work({
      wake: async () => {
        woken++;
        if (woken < 3) await triage.wakeAt('T-7', 0);
      },
    });
    await expect.poll(() => woken).toBe(3);
  });

  test('a timer that is brought forward while it rings is not put off by the one that rings', async () => {
    let woken = 0;
    let ring = () => {};
    const rung = new Promise<void>((resolve) => {
      ring = resolve;
    });
    let go = () => {};
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    await triage.wakeAt('T-70', 0);
    await work({
      wake: async () => {
        if (++woken > 1) return;
        ring();
        await wait;
        await triage.wakeAt('T-70', Date.now() + 3_600_000);
      },
    });
    await rung;
    await triage.wakeAt('T-70', Date.now());
    go();
    await expect.poll(() => woken).toBe(2);
  });

  test('a job that is told when to come back comes back, and uses up no try', async () => {
    const attempts: number[] = [];
    await triage.handOff('T-8', 1);
    await work({
      handoff: async (_, { attempt }) => {
        attempts.push(attempt);
        if (attempts.length < 3) throw new RetryLater(1);
      },
    });
    await expect.poll(() => attempts).toEqual([1, 1, 1]);
  });

  test('jobs hold ids only, and every key of ours expires', async () => {
    await triage.start('T-9', 1, checks('identify_id'));
    await triage.webhook('T-9', 1);
    await triage.prove('T-9', 5);
    const keys = await raw.keys('*');
    const hashes = keys.filter((key) => /:(check|diagnosis|webhook|proof)_T-9_[\w]+$/.test(key));
    const data = await Promise.all(hashes.map((key) => raw.hget(key, 'data')));
    expect(data).toHaveLength(4);
    for (const text of data)
      expect(text).toMatch(/^\{"caseId":"T-9"(,"(revision|number|fixedAt)":\d+|,"check":"identify_id")*\}$/);
    const ours = keys.filter((key) => key.startsWith('triage:'));
    for (const key of ours) expect(await raw.pttl(key)).toBeGreaterThan(0);
  });
});
