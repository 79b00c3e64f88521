import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseSteps, caseSteps } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { everythingInRedis, unfinishedJobs } from './search.ts';

let desk: Desk;
let steps: CaseSteps;
beforeAll(async () => {
  desk = await openDesk();
  steps = caseSteps(desk);
}, 30_000);
afterAll(() => desk.close());

async function forget(handle: string, id: string, channel: string): Promise<void> {
  const person = desk.stage.workspace.person(handle);
  await person.runs('/coval-triage', `forget ${id}`, { channel });
  await person.clicks(await person.seesEphemeral(`Forget ${id}?`), 'case_forget');
}

/** Nothing waits or runs, nothing of the case is kept but the line that it was forgotten, and no message shows it. */
async function expectGone(id: string): Promise<void> {
  const { workspace } = desk.stage;
  await expect.poll(() => unfinishedJobs(desk.redisUrl), { timeout: 20_000, interval: 200 }).toBe(0);
  const kept = [...(await everythingInRedis(desk.redisUrl))].filter(
    // How often it was redrawn is forgotten within two minutes, by itself.
    ([key, value]) => /^triage:(?!redraws:)/.test(key) && `${key} ${value}`.includes(id),
  );
  expect(kept.map(([key]) => key)).toEqual(['triage:audit']);
  const bot = workspace.state.app.botUser;
  const left = workspace.snapshot().messages.filter(({ user, text }) => user === bot && text.includes(id));
  expect(left.map(({ text }) => text)).toEqual([]);
  expect(desk.log.filter((line) => /"level":"(?:warn|error)"(?!.*REDIS_URL)/.test(line))).toEqual([]);
}

test('a case that is forgotten while its checks run stays forgotten when they answer', async () => {
  const { workspace, coval } = desk.stage;
  const card = await steps.openCase('ana', 'the slow agent is silent', 'try-key-slow', {
    'evidence-response_status': '404',
    'evidence-target_id': coval.world.named.run,
  });
  await workspace.person('ana').seesMessage('checks are running', { channel: 'try-key-slow' });
  const id = steps.caseNumber(card);
  await forget('ben', id, 'try-key-slow');
  await workspace.person('ben').seesEphemeral(`${id} is deleted, with the bot's messages and files.`);
  await expectGone(id);
}, 60_000);

test('a message that Slack takes while its case is forgotten is taken back', async () => {
  const { workspace } = desk.stage;
  const at = { channel: 'support-traces' };
  const card = await steps.openCase('ana', 'the drowsy agent is silent');
  const id = steps.caseNumber(card);
  await workspace.person('ana').seesMessage('Add evidence', { ...at });
  workspace.setFaults([{ on: 'chat.postMessage', kind: 'slow', times: 1, delayMs: 1_500 }]);
  await workspace.person('ana').runs('/coval-triage', `note ${id} it is the kiosk`, at);
  await workspace.waitFor(() =>
    workspace.state.traffic.some(
      ({ fault, title }) => fault === 'slow' && title.includes('chat.postMessage'),
    ),
  );
  await forget('ben', id, at.channel);
  await workspace.person('ben').seesEphemeral(`${id} is deleted`);
  await workspace.waitFor(() =>
    workspace.state.traffic.some(({ title, status }) => title.includes('chat.postMessage') && status === 200),
  );
  await expectGone(id);
}, 60_000);

test('a message that Slack does not let go is said, and the case is gone all the same', async () => {
  const { workspace } = desk.stage;
  const card = await steps.openCase('ana', 'the stubborn agent is silent');
  const id = steps.caseNumber(card);
  workspace.setFaults([
    { on: 'chat.delete', kind: 'platform-error', error: 'cant_delete_message', times: 100 },
  ]);
  await forget('ben', id, 'support-traces');
  await workspace
    .person('ben')
    .seesEphemeral(/is deleted\. Slack did not let the bot remove \d+ messages? or files?/);
  workspace.setFaults([]);
  await workspace.person('ben').runs('/coval-triage', `show ${id}`, { channel: 'support-traces' });
  await workspace.person('ben').seesEphemeral('There is no such case here.');
}, 30_000);
