import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../src/cases/events.ts';
import { words } from '../../src/redaction/words.ts';
import { actor, evidence } from '../case-builders.ts';
import { checkResult } from '../check-builders.ts';
import { freePort, redisServerIsThere, redisServerReason, startRealRedis } from '../redis-server.ts';
import { openDesk } from './desk.ts';

const given: CaseEvent = {
  type: 'evidence_given',
  by: actor('customer'),
  at: 0,
  items: [evidence('symptom', words`export_error`), evidence('response_status', 401)],
  redacted: 0,
};

const name = redisServerIsThere ? 'Redis goes away' : `Redis goes away (left out: ${redisServerReason})`;

describe.skipIf(!redisServerIsThere)(name, () => {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const begin = async (runCheck?: Parameters<typeof openDesk>[0]['runCheck']) => {
    const folder = mkdtempSync(join(tmpdir(), 'triage-redis-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const port = await freePort();
    let server = await startRealRedis({ port, folder });
    closers.push(() => server.stop());
    const desk = await openDesk({ url: server.url, embedded: false, ...(runCheck && { runCheck }) });
    closers.push(() => desk.close());
    return {
      desk,
      crash: () => server.kill?.(),
      restart: async () => {
        server = await startRealRedis({ port, folder });
      },
    };
  };

  test('a case whose check runs while Redis crashes and comes back is diagnosed once', async () => {
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let finish = () => {};
    const wait = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let runs = 0;
    const { desk, crash, restart } = await begin(async (request) => {
      runs++;
      begun();
      await wait;
      return checkResult(request.kind);
    });
    const { id } = await desk.open();
    await desk.change(id, given);
    await desk.work();
    await running;
    const before = runs;
    await crash();
    await restart();
    finish();
    await expect.poll(async () => (await desk.cases.load(id))?.status, { timeout: 15_000 }).toBe('diagnosed');
    expect(runs).toBe(before);
    const types = (await desk.cases.timeline(id, 50)).map(({ type }) => type);
    expect(types.filter((type) => type === 'diagnosed')).toHaveLength(1);
  });

  test('a person is told within their time, and the same change works when Redis is back', async () => {
    const { desk, crash, restart } = await begin();
    const { id } = await desk.open();
    await crash();
    await expect(desk.change(id, given)).rejects.toMatchObject({ code: 'store_away' });
    await restart();
    await expect
      .poll(
        () =>
          desk.change(id, given).then(
            ({ is }) => is,
            () => 'away',
          ),
        { timeout: 10_000 },
      )
      .toBe('changed');
    const types = (await desk.cases.timeline(id, 50)).map(({ type }) => type);
    expect(types).toEqual(['opened', 'evidence_given', 'checks_planned']);
  });
});
