import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openStage, type Stage } from '../../src/playground/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('the settings of a stage are a valid configuration of the bot', () => {
  const outcome = readConfig(stage.environment);
  expect(outcome).toMatchObject({ ok: true, config: { slackMode: 'http' } });
  if (!outcome.ok) return;
  const { keys } = outcome.config;
  const channels = stage.workspace.snapshot().channels;
  const of = (name: string) => channels.find((one) => one.name === name)?.id ?? '';
  const key = (name: string) => keys.key(keys.aliasFor({ team: 'T0NORTHWIN', channel: of(name) }) ?? '');
  expect(key('support-traces')).toBe('sandbox-ok');
  expect(key('try-key-403')).toBe('sandbox-403');
});

test('in Socket Mode there is an app token and no signing secret', async () => {
  const socket = await openStage({ mode: 'socket' });
  expect(readConfig(socket.environment)).toMatchObject({ ok: true, config: { slackMode: 'socket' } });
  await socket.close();
  expect(existsSync(socket.environment['COVAL_KEYS_FILE'] ?? '/')).toBe(false);
});

test('what the bot asks of Coval is in the traffic list', async () => {
  const url = `${stage.environment['COVAL_API_URL']}/agents`;
  await fetch(url, { headers: { 'x-api-key': 'sandbox-401' } });
  const entry = await stage.workspace.waitFor((now) => now.traffic.find((one) => one.peer === 'coval'));
  expect(entry).toMatchObject({ title: 'GET /v1/agents', status: 401, direction: 'from-bot' });
  expect(entry.responseBody).toContain('error');
});

test('the guide names values that the sandbox knows', () => {
  const guide = stage.workspace.snapshot().guide;
  expect(guide?.stories.length).toBe(5);
  expect(guide?.sentinels.map((one) => one.value)).toContain(stage.coval.world.named.run);
});
