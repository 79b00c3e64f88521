import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openDesk } from '../e2e/desk.ts';
import { freePort, redisServerIsThere, redisServerReason, startRealRedis } from '../redis-server.ts';

/** The bot or its Redis goes away in the middle of a triage; the case is completed all the same. */

const name = redisServerIsThere
  ? 'in the middle of a check'
  : `in the middle (left out: ${redisServerReason})`;

describe.skipIf(!redisServerIsThere)(name, () => {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function begin() {
    const folder = mkdtempSync(join(tmpdir(), 'triage-chaos-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const port = await freePort();
    let server = await startRealRedis({ folder, port });
    closers.push(() => server.stop());
    const desk = await openDesk({ environment: { REDIS_URL: server.url } });
    closers.push(() => desk.close());
    const { workspace, coval } = desk.stage;
    const channel = 'try-key-slow';
    const ana = workspace.person('ana');
    const said = await workspace.person('cleo').says('our spans are gone', { channel });
    await ana.picks('triage_message', said);
    await ana.submits(await ana.seesModal('intake_open'));
    await ana.submits(await ana.seesModal('evidence_form'), {
      'evidence-target_id': coval.world.named.simulation,
    });
    await workspace.waitFor((now) => now.traffic.some(({ peer }) => peer === 'coval'), {
      what: 'a check should be on its way',
    });
    return {
      desk,
      crash: async () => {
        await server.kill?.();
        server = await startRealRedis({ folder, port });
      },
      expectOneSummary: async () => {
        await ana.seesMessage('Observed status', { channel, thread: said.ts });
        const summaries = workspace
          .snapshot()
          .messages.filter(({ threadTs, text }) => threadTs === said.ts && text.includes('Observed status'));
        expect(summaries).toHaveLength(1);
      },
    };
  }

  test('the bot is stopped and started again, and the case gets its summary', async () => {
    const { desk, expectOneSummary } = await begin();
    await desk.restart();
    await expectOneSummary();
  }, 60_000);

  test('Redis is killed and comes back, and the case gets its summary', async () => {
    const { crash, expectOneSummary } = await begin();
    await crash();
    await expectOneSummary();
  }, 60_000);
});
