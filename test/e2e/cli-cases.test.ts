import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../cli/run.ts';
import { type CaseSteps, caseSteps } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';

/** The operator's door: a command beside the running bot, over the same Redis. */

let desk: Desk;
let steps: CaseSteps;
beforeAll(async () => {
  desk = await openDesk();
  steps = caseSteps(desk);
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };
const cases = (...args: string[]) =>
  run(['cases', ...args], { env: { ...desk.environment, REDIS_URL: desk.redisUrl } });

test('the operator lists, reads and exports cases, and ends one through the table of states', async () => {
  const ana = desk.stage.workspace.person('ana');
  const id = steps.caseNumber(await steps.openCase('ana', 'the pantry agent is silent'));
  expect((await cases('list')).out).toMatch(new RegExp(`^${id} · .*the pantry agent.* · Owner: nobody`));
  expect((await cases('show', id)).out).toContain('## Observed status');
  expect((await cases('export')).out).toMatch(/^case,status,title,/);
  expect(JSON.parse((await cases('export', '--format', 'json')).out)).toMatchObject([{ case: id }]);

  const ended = await cases('resolve', id, 'it', 'was', 'switched', 'off');
  expect([ended.code, ended.err]).toEqual([0, '']);
  await ana.seesMessage('the command line resolved this case: it was switched off', at);
  await ana.seesMessage('None. it was switched off', at);
  const again = await cases('resolve', id, 'twice');
  expect(again.code).toBe(1);
  expect(again.err).toContain('Ask support, engineering or the operator to reopen it.');
  expect((await cases('list')).out).toBe('None.\n');
  expect((await cases('history', id)).out).toMatch(
    /the command line resolved this case[\s\S]*Proved: not yet/,
  );
}, 40_000);

test('the operator forgets a case with its messages, and is asked whether they mean it', async () => {
  const { workspace } = desk.stage;
  const id = steps.caseNumber(await steps.openCase('ana', 'the closet agent is silent'));
  await workspace.person('ana').seesMessage('Diagnosed', at);
  expect((await cases('forget', id)).err).toContain('say --yes');
  expect((await cases('forget', id, '--yes')).out).toBe(
    `${id} is deleted, with the bot's messages and files.\n`,
  );
  const left = workspace.snapshot().messages.filter(({ text }) => text.includes('the closet agent'));
  expect(left.map(({ text }) => text)).toEqual([]);
  expect(await cases('show', id)).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no case'),
  });
}, 40_000);

test('what cannot work is said before anything is opened', async () => {
  expect(await run(['cases', 'list'], { env: {} })).toMatchObject({
    code: 2,
    err: expect.stringContaining('SLACK_BOT_TOKEN'),
  });
  const { REDIS_URL: _, ...without } = desk.environment;
  expect((await run(['cases', 'list'], { env: without })).err).toContain('set REDIS_URL');
  expect((await cases('dance')).err).toContain('cases takes list, export, show');
  expect((await cases('resolve', 'T-1')).err).toContain('say why');
});
