import { afterAll, beforeAll, expect, test } from 'vitest';
import { visibleText } from '../../src/playground/person.ts';
import { type CaseSteps, caseSteps } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';

/** At the pace of production: a busy case, and a Slack that asks to wait. */

let desk: Desk;
let steps: CaseSteps;
beforeAll(async () => {
  desk = await openDesk({ pace: 'production' });
  steps = caseSteps(desk);
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };
const person = (handle: string) => desk.stage.workspace.person(handle);
const calls = (method: string, after: number) =>
  desk.stage.workspace.state.traffic.filter(
    ({ id, title, status }) => id > after && title.includes(method) && status === 200,
  );

test('two hundred updates of one case within a minute edit it at most twenty times, and the last picture is right', async () => {
  const { workspace } = desk.stage;
  const card = await steps.openCase('ana', 'the swift agent is silent', at.channel);
  const id = steps.caseNumber(card);
  const shown = () => visibleText(workspace.state.messages.get(card.channel)?.get(card.ts)?.blocks ?? []);
  const began = Date.now();
  const before = workspace.state.trafficCount;
  for (let round = 0; round < 99; round += 1) {
    await person('ana').runs('/coval-triage', `assign ${id} @ana`, at);
    await person('ana').runs('/coval-triage', `assign ${id} @ben`, at);
  }
  await person('ana').runs('/coval-triage', `note ${id} last note`, at);
  await person('ana').runs('/coval-triage', `resolve ${id} the last word`, at);
  await workspace.waitFor(() => shown().includes('Resolved'), { within: 40_000 });
  await person('ana').seesMessage('resolved this case: the last word', at);
  expect(Date.now() - began).toBeLessThan(60_000);
  expect(calls('chat.update', before).length).toBeLessThanOrEqual(20);
  expect(shown()).not.toContain('Diagnosed');
}, 60_000);

test('a card that Slack throttled says how late it is, and no longer once it is up to date', async () => {
  const { workspace } = desk.stage;
  const card = await steps.openCase('ana', 'the snipe agent is silent', at.channel);
  const id = steps.caseNumber(card);
  await steps.cardWith(card, 'case_fix_applied');
  await person('ana').seesMessage('Diagnosed', { ...at, thread: card.ts });
  const shown = () => visibleText(workspace.state.messages.get(card.channel)?.get(card.ts)?.blocks ?? []);
  await workspace.settled();
  workspace.setFaults([{ on: 'chat.update', kind: 'throttle', times: 1, retryAfter: 2 }]);
  await person('ben').runs('/coval-triage', `take ${id}`, at);
  await workspace.waitFor(() => workspace.state.traffic.some(({ fault }) => fault === 'throttle'));
  desk.shift.ms += 3 * 60_000;
  await workspace.waitFor(() => shown().includes('Drawn 3 min late'), { what: 'the card should say it' });
  await person('ana').seesMessage('Late: this happened up to 3 min ago.', at);
  await person('ben').runs('/coval-triage', `note ${id} on time`, at);
  await workspace.waitFor(() => !shown().includes('late'));
}, 60_000);
