import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../src/cases/events.ts';
import { loadExport } from '../../src/cases/load.ts';
import type { CheckKind } from '../../src/checks/catalogue.ts';
import { words } from '../../src/redaction/words.ts';
import { actor, diagnosisRecord, evidence } from '../case-builders.ts';
import { checkResult } from '../check-builders.ts';
import { redisVariants } from '../contract/redis-variants.ts';
import { type Desk, type DeskOptions, openDesk } from './desk.ts';

const support = actor('support');
const customer = actor('customer');
const at = 0;

const given: CaseEvent = {
  type: 'evidence_given',
  by: customer,
  at,
  items: [
    evidence('symptom', words`export_error`),
    evidence('response_status', 404),
    evidence('target_header', words`simulation`),
    evidence('target_id', words`nQ3vXa7Lp2RtYbZc8sKfTt`),
  ],
  redacted: 0,
};

describe.each(redisVariants.filter(({ there }) => there))('a case on $name', (variant) => {
  let desk: Desk;
  let stop = async () => {};
  const open = async (options: Partial<DeskOptions> = {}) => {
    const server = await variant.start();
    desk = await openDesk({ url: server.url, embedded: variant.embedded, ...options });
    await desk.raw.flushdb();
    stop = async () => {
      await desk.close();
      await server.stop();
    };
  };
  beforeEach(() => {
    stop = async () => {};
  });
  afterEach(() => stop());
  const status = async (id: string) => (await desk.cases.load(id))?.status;

  test('evidence is checked, diagnosed and drawn; an unrunnable check does not hold it up', async () => {
    const asked: CheckKind[] = [];
    await open({
      runCheck: async (request) => {
        asked.push(request.kind);
        if (request.kind === 'trace_summary') throw new Error('out of memory');
        return checkResult(request.kind);
      },
    });
    const { id } = await desk.open();
    await desk.change(id, given);
    expect(await status(id)).toBe('checking');
    await desk.work();
    await expect.poll(() => status(id), { timeout: 15_000 }).toBe('diagnosed');
    const state = await desk.cases.load(id);
    expect(state?.checks.every((check) => check.state === 'done')).toBe(true);
    expect(state?.checks.find(({ kind }) => kind === 'trace_summary')?.result?.verdict).toBe('inconclusive');
    expect(asked).toContain('identify_id');
    await expect.poll(() => desk.drawn.at(-1)).toBe(`${id} diagnosed`);
  });

  test('newer evidence makes the checks of the older one stop quietly', async () => {
    await open();
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.change(id, { ...given, items: [evidence('response_status', 500)] } as CaseEvent);
    await desk.work();
    await expect.poll(() => status(id)).toBe('diagnosed');
    expect(await desk.cases.load(id)).toMatchObject({ evidenceRevision: 2, diagnosis: { revision: 2 } });
  });

  test('a test span is sent once, also when its job runs again', async () => {
    let spans = 0;
    await open({
      runCheck: async (request) => {
        if (request.kind !== 'target_span') return checkResult(request.kind);
        spans++;
        return checkResult('target_span', { facts: { span: words`stored` } });
      },
    });
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.change(id, { type: 'consent_given', by: support, at, check: 'target_span' });
    await desk.work();
    await expect.poll(() => status(id)).toBe('diagnosed');
    expect(await desk.cases.load(id)).toMatchObject({ spanWritten: { outcome: 'stored' } });
    await desk.change(id, { ...given, items: [evidence('encoding', words`otlp_json`)] } as CaseEvent);
    await expect.poll(async () => (await desk.cases.load(id))?.diagnosis?.revision).toBe(2);
    expect(spans).toBe(1);
  });

  test('a test span whose sending was interrupted is not sent again, and said to be unknown', async () => {
    let spans = 0;
    await open({
      runCheck: async (request) => {
        if (request.kind === 'target_span') spans++;
        return checkResult(request.kind);
      },
    });
    const { id } = await desk.open();
    // What a worker leaves behind that died while it sent the span, an hour ago.
    await desk.raw.hset(`triage:effects:${id}`, 'span:simulation:nQ3vXa7Lp2RtYbZc8sKfTt', '?1');
    await desk.change(id, given);
    await desk.change(id, { type: 'consent_given', by: support, at, check: 'target_span' });
    await desk.work();
    await expect.poll(() => status(id)).toBe('diagnosed');
    expect(spans).toBe(0);
    expect(await desk.cases.load(id)).toMatchObject({ spanWritten: { outcome: 'unknown' } });
  });

  test('"fix applied" runs the proof: passed resolves, failed reopens', async () => {
    let healthy = false;
    await open({
      diagnose: () => ({
        matrixVersion: 'm1',
        diagnosis: diagnosisRecord(0).diagnosis,
        proofRun: 'trace-summary',
      }),
      runCheck: async (request) =>
        checkResult(request.kind, {
          verdict: healthy ? 'passed' : 'failed',
          sentence: healthy ? words`42 spans are stored.` : words`No spans are stored.`,
        }),
    });
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.work();
    await expect.poll(() => status(id)).toBe('diagnosed');
    await desk.change(id, { type: 'fix_declared', by: support, at, text: words`Redeployed` });
    await expect.poll(async () => (await desk.cases.load(id))?.proof?.state).toBe('failed');
    expect(await status(id)).toBe('diagnosed');
    healthy = true;
    await desk.change(id, { type: 'fix_declared', by: support, at, text: words`Redeployed again` });
    await expect.poll(() => status(id)).toBe('resolved');
    expect((await desk.cases.load(id))?.proof).toMatchObject({
      before: 'No spans are stored.',
      after: '42 spans are stored.',
    });
  });

  test('a proof that only a person can see waits for them', async () => {
    await open();
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.work();
    await expect.poll(() => status(id)).toBe('diagnosed');
    await desk.change(id, { type: 'fix_declared', by: support, at, text: words`Redeployed` });
    await expect.poll(() => status(id)).toBe('verifying');
    const confirmed = {
      type: 'proof_finished',
      by: customer,
      at,
      passed: true,
      after: words`I see it`,
    } as const;
    expect(await desk.change(id, confirmed)).toMatchObject({ is: 'changed', case: { status: 'resolved' } });
  });

  test('of two people who press opposite buttons one wins and the other is told', async () => {
    await open();
    const { id } = await desk.open();
    const outcomes = await Promise.all([
      desk.change(id, { type: 'resolved', by: support, at, reason: words`Fixed` }),
      desk.change(id, { type: 'withdrawn', by: actor('operator'), at, reason: words`Mistake` }),
    ]);
    expect(outcomes.map(({ is }) => is).sort()).toEqual(['changed', 'refused']);
    expect(outcomes.find(({ is }) => is === 'refused')).toMatchObject({
      refusal: expect.stringContaining('reopen'),
    });
  });

  test('a case that is forgotten while its check runs stays forgotten', async () => {
    let running = () => {};
    const begun = new Promise<void>((resolve) => (running = resolve));
    let finish = () => {};
    const wait = new Promise<void>((resolve) => (finish = resolve));
    await open({
      runCheck: async (request) => {
        running();
        await wait;
        return checkResult(request.kind);
      },
    });
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.work();
    await begun;
    await desk.triage.cancel(id);
    await desk.cases.forget(id, 'USUPPORT', 1);
    finish();
    await desk.rest();
    expect(await desk.cases.load(id)).toBeUndefined();
    expect((await desk.raw.keys(`triage:*${id}*`)).filter((key) => !key.includes('gate'))).toEqual([]);
  });

  test('what was saved but never queued is started by the sweep, and not every minute', async () => {
    await open();
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.triage.cancel(id);
    await desk.sweep();
    expect((await desk.triage.counts()).checks).toMatchObject({ waiting: 0 });
    desk.shift.ms = 100_000;
    await desk.sweep();
    expect((await desk.triage.counts()).checks['waiting']).toBeGreaterThan(0);
    await desk.triage.cancel(id);
    await desk.sweep();
    expect((await desk.triage.counts()).checks).toMatchObject({ waiting: 0 });
    desk.shift.ms = 200_000;
    await desk.sweep();
    await desk.work();
    await expect.poll(() => status(id)).toBe('diagnosed');
  });

  test('a damaged case does not keep the sweep from the others', async () => {
    await open();
    const [broken, fine] = [await desk.open(), await desk.open()];
    for (const { id } of [fine, broken]) {
      await desk.change(id, given);
      await desk.triage.cancel(id);
    }
    await desk.raw.hset(`triage:case:${broken.id}`, 'document', '{"id":');
    desk.shift.ms = 100_000;
    await desk.sweep();
    await desk.work();
    await expect.poll(() => status(fine.id), { timeout: 10_000 }).toBe('diagnosed');
    const rows = await loadExport(desk, {}, 100);
    expect(rows.map((row) => [row.case, row.status])).toContainEqual([broken.id, 'unreadable']);
  });

  test('a sweep while a slow check still runs does not disturb it', async () => {
    let finish = () => {};
    const wait = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const begun: string[] = [];
    await open({
      runCheck: async (request) => {
        begun.push(request.kind);
        if (request.kind === 'identify_id') await wait;
        return checkResult(request.kind);
      },
    });
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.work();
    const planned = (await desk.cases.load(id))?.checks.length;
    await expect.poll(() => begun.length).toBe(planned);
    desk.shift.ms = 100_000;
    await desk.sweep();
    finish();
    await expect.poll(() => status(id), { timeout: 10_000 }).toBe('diagnosed');
    const state = await desk.cases.load(id);
    expect(state?.checks.filter(({ result }) => result?.verdict === 'passed')).toHaveLength(planned ?? 0);
    expect(begun.filter((kind) => kind === 'identify_id')).toHaveLength(1);
  });

  test('a timer that rings through the queue reminds the owner', async () => {
    await open();
    const { id } = await desk.open();
    await desk.change(id, { type: 'taken', by: support, at });
    desk.shift.ms = 7 * 3_600_000;
    await desk.triage.wakeAt(id, 0);
    await desk.work();
    await expect.poll(() => desk.said).toHaveLength(1);
  });

  test('a stale case is brought up, ever less often, until somebody touches it; its end takes the timer away', async () => {
    await open();
    const { id } = await desk.open();
    await desk.change(id, { type: 'taken', by: support, at });
    const hours = (count: number) => count * 3_600_000;
    for (const [passed, reminders] of [
      [7, 1],
      [12, 1],
      [20, 2],
    ] as const) {
      desk.shift.ms = hours(passed);
      await desk.ring(id);
      expect([passed, desk.said.length]).toEqual([passed, reminders]);
    }
    expect(desk.said[0]).toBe(
      'to USUPPORT: T-1 "No traces in Coval" is stale: no change for 7 h in state "New". Take the next step, or press Manage to stop the reminders for a while.',
    );
    const timer = () => desk.raw.exists('triage-queue:clock:de:wake_T-1');
    expect(await timer()).toBe(1);
    await desk.change(id, { type: 'withdrawn', by: support, at, reason: words`Mistake` });
    expect(await timer()).toBe(0);
    await desk.ring(id);
    expect(desk.said).toHaveLength(2);
  });
});
