import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from '../../src/playground/stage.ts';

/** The process that a container runs: what it says when it cannot start, and what it survives. */

const bin = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const serve = (env: Record<string, string>) =>
  spawn(process.execPath, [bin, 'serve'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function ended(child: ChildProcess) {
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code] = await once(child, 'exit');
  return { code, err };
}

test('bad configuration names every variable at once and exits with 2', async () => {
  const { code, err } = await ended(serve({ SLACK_BOT_TOKEN: 'x', PORT: 'many', REDIS_URL: 'nowhere' }));
  expect(code).toBe(2);
  for (const name of ['SLACK_SIGNING_SECRET', 'PORT', 'REDIS_URL']) expect(err).toContain(`${name}: `);
});

test('a Slack that refuses the token is said in words and exits with 1', async () => {
  const stage = await openStage();
  const { code, err } = await ended(serve({ ...stage.environment, SLACK_BOT_TOKEN: 'wrong' }));
  await stage.close();
  expect([code, err]).toEqual([1, expect.stringContaining('Slack refuses SLACK_BOT_TOKEN (invalid_auth)')]);
});

describe('a running bot', () => {
  let stage: Stage;
  let child: ChildProcess;
  beforeAll(async () => {
    stage = await openStage();
    child = serve(stage.environment);
    for await (const chunk of child.stdout ?? []) if (String(chunk).includes('The bot is ready')) break;
  });
  afterAll(() => stage.close());

  test('survives a signed request without a payload and ends with 0 on a signal', async () => {
    const secret = stage.environment['SLACK_SIGNING_SECRET'] ?? '';
    const time = String(Math.floor(Date.now() / 1000));
    const body = 'payload=null';
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': time,
      'x-slack-signature': signature,
    };
    await fetch(stage.botUrl, { method: 'POST', headers, body, signal: AbortSignal.timeout(500) }).catch(
      () => undefined,
    );
    const health = await fetch(stage.botUrl.replace('/slack/events', '/readyz'));
    expect(await health.json()).toEqual({ status: 'ok', redis: 'ok' });
    const end = ended(child);
    child.kill('SIGTERM');
    expect((await end).code).toBe(0);
  });
});
