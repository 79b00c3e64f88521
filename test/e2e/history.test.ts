import { afterAll, beforeAll, expect, test } from 'vitest';
import type { View } from '../../src/playground/local-api.ts';
import { visibleText } from '../../src/playground/person.ts';
import { type CaseSteps, caseSteps } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let steps: CaseSteps;
beforeAll(async () => {
  desk = await openDesk();
  steps = caseSteps(desk);
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };
const history = (handle: string, text: string | RegExp): Promise<View> => steps.sees(handle, text);

test('the history of a case says who did what, every version of the evidence, and how long it took', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  const ben = workspace.person('ben');
  const card = await steps.openCase('ana', 'the porch agent is silent', at.channel, {
    'evidence-response_status': '401',
  });
  const id = steps.caseNumber(card);
  const again = await steps.evidenceForm('ben', card);
  await ben.submits(again, { 'evidence-response_status': '404' });
  await ana.seesMessage('added HTTP status', at);
  const third = await steps.evidenceForm('ben', card);
  await ben.submits(third, { 'evidence-withdraw': 'E2' });
  await ana.seesMessage('withdrew a piece of evidence', at);
  await ana.runs('/coval-triage', `note ${id} they call at noon`, at);
  await ana.seesMessage('noted: they call at noon', at);

  await ana.runs('/coval-triage', `history ${id}`, at);
  const shown = visibleText((await history('ana', 'How long it took')).blocks);
  expect(shown).toContain('noted: they call at noon');
  expect(shown).toContain('opened the case with /coval-triage.');
  expect(shown).toMatch(/E3 · HTTP status: 401 [\s\S]*corrected by E4/);
  expect(shown).toMatch(/E4 · HTTP status: 404 [\s\S]*version 2/);
  expect(shown).toMatch(/E2 · Description: the porch agent is silent [\s\S]*withdrawn by/);
  expect(shown).toMatch(/First response\D+\d+ min/);

  await ben.clicks(card, 'case_manage');
  await ben.clicks(await history('ben', 'What do you want to do?'), 'case_history');
  const first = await history('ben', 'newest first');
  expect(JSON.stringify(first.blocks)).toContain(`"user_id":"${ana.id}"`);
}, 40_000);

test('a long history is read a page at a time', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  const card = await steps.openCase('ana', 'the attic agent is silent');
  const id = steps.caseNumber(card);
  for (let count = 1; count <= 32; count++) {
    await ana.runs('/coval-triage', `note ${id} note number ${count}.`, at);
    await ana.seesMessage(`noted: note number ${count}.`, at);
  }
  await ana.runs('/coval-triage', `history ${id}`, at);
  const newest = await history('ana', 'noted: note number 32.');
  expect(visibleText(newest.blocks)).not.toContain('opened the case');
  await ana.clicks(newest, 'case_history');
  await history('ana', /What happened before[\s\S]*noted: note number 1\.[\s\S]*opened the case/);
}, 60_000);

test('a customer does not see the history', async () => {
  const cleo = desk.stage.workspace.person('cleo');
  await cleo.runs('/coval-triage', 'history T-1', at);
  const view = await history('cleo', 'Only support and engineering can see this.');
  expect(visibleText(view.blocks)).not.toContain('porch');
}, 30_000);
