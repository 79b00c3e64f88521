import { afterAll, beforeAll, expect, test } from 'vitest';
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
const says = (handle: string, text: string) =>
  desk.stage.workspace.person(handle).runs('/coval-triage', text, at);
const hears = (handle: string, text: string | RegExp) =>
  desk.stage.workspace.person(handle).seesEphemeral(text);

async function manage(handle: string, wish: string, more: Record<string, string>, id: string): Promise<void> {
  const person = desk.stage.workspace.person(handle);
  await says(handle, `note ${id}`);
  const form = await steps.sees(handle, 'What do you want to do?');
  await person.submits(form, { 'manage-do': wish, ...more });
}

test('status says where a case stands, who does what next, and when somebody hears again', async () => {
  const id = steps.caseNumber(await steps.openCase('ana', 'the cellar agent is silent'));
  await says('ben', `take ${id}`);
  await hears('ben', new RegExp(`${id} · [\\s\\S]*Owner: @`));
  await says('cleo', `status ${id}`);
  const told = await hears('cleo', 'Next update by');
  expect(told.text).toMatch(new RegExp(`^${id} · .*the cellar agent.*Owner: @\\w+\nNext step: `));
  expect(told.text).toMatch(/Next update by \d{4}-\d\d-\d\d \d\d:\d\d UTC\./);
});

test('list shows one group or everything, and each line opens its thread', async () => {
  const card = await steps.openCase('ana', 'the tower agent is silent');
  const id = steps.caseNumber(card);
  await says('ana', `resolve ${id} it was switched off`);
  await hears('ana', `${id} · Resolved`);
  await says('ana', 'list');
  expect((await hears('ana', 'Open cases')).text).not.toContain(id);
  await says('ana', 'list all');
  const all = await hears('ana', 'All cases');
  expect(visibleText(all.blocks)).toContain(`*${id}* · Resolved`);
  expect(JSON.stringify(all.blocks)).toContain(`/archives/${card.channel}/p${card.ts.replace('.', '')}`);
  await says('ana', 'list stale');
  await hears('ana', 'Stale\nNone.');
  await says('ana', 'search');
  await hears('ana', 'Say what to look for');
});

test('the export is a table or JSON', async () => {
  await says('ana', 'export json');
  await hears('ana', /cases? (?:is|are) in the file cases\.json in this channel/);
  const file = [...desk.stage.workspace.state.files.values()].find(({ name }) => name === 'cases.json');
  const rows: unknown = JSON.parse(Buffer.from(file?.bytes ?? '').toString('utf8'));
  expect(rows).toEqual(expect.arrayContaining([expect.objectContaining({ case: 'T-1' })]));
});

test('a case is given to a colleague only, and is a duplicate of a case that exists', async () => {
  const { workspace } = desk.stage;
  const id = steps.caseNumber(await steps.openCase('ana', 'the balcony agent is silent'));
  await says('ana', `assign ${id} <@${workspace.person('cleo').id}>`);
  await hears('ana', 'Only support or the operator can own a case.');
  await manage('ana', 'assign', { 'manage-person': workspace.person('gus').id }, id);
  await steps.sees('ana', 'Only support or the operator can own a case.');
  await workspace.person('ana').closes(await steps.sees('ana', 'What do you want to do?'), true);
  await manage('ana', 'duplicate', { 'manage-text': 'T-4711' }, id);
  await steps.sees('ana', 'There is no case with this number.');
  await workspace.person('ana').closes(await steps.sees('ana', 'What do you want to do?'), true);
  await manage('ana', 'assign', { 'manage-person': workspace.person('ben').id }, id);
  await workspace.person('ben').seesMessage(/owns this case now/, at);
});

test('an engineer is offered no way to forget a case, and is told who may', async () => {
  const id = steps.caseNumber(await steps.openCase('ana', 'the roof agent is silent'));
  const emi = desk.stage.workspace.person('emi');
  await emi.runs('/coval-triage', `forget ${id}`, { channel: 'coval-engineering' });
  await emi.seesEphemeral('Only support or the operator can forget a case.');
  await emi.runs('/coval-triage', `note ${id}`, { channel: 'coval-engineering' });
  expect(visibleText((await steps.sees('emi', 'What do you want to do?')).blocks)).not.toContain('Forget');
});

test('what engineering asked for in its own words is ticked off by support, and the customer hears of the end', async () => {
  const { workspace } = desk.stage;
  const emi = workspace.person('emi');
  const ana = workspace.person('ana');
  const dev = workspace.person('dev');
  const shared = { channel: 'acme-shared' };
  const card = await steps.openCase('ana', 'the garage agent is silent', shared.channel, {
    'evidence-response_status': '500',
  });
  const id = steps.caseNumber(card);
  await dev.seesMessage('Diagnosed', shared);
  const handOff = async (number: number) => {
    await ana.runs('/coval-triage', `escalate ${id}`, shared);
    const form = await steps.sees('ana', /Send it anyway, because|Why engineering is needed/);
    await ana.submits(form, { 'handoff-override': 'They wait.' });
    return emi.seesMessage(`Hand-off ${number} of ${id}`, { channel: 'coval-engineering' });
  };
  await emi.clicks(await handOff(1), 'handoff_return');
  await emi.submits(await steps.sees('emi', 'becomes a checklist'), {
    'return-more': 'When exactly?\nWho else?',
  });
  await dev.seesMessage('Still needed: When exactly?', shared);
  await manage('ana', 'tick', { 'manage-request': '1 0' }, id);
  await dev.seesMessage(/Done: When exactly\?[\s\S]*Still needed: Who else\?/, shared);
  await emi.clicks(await handOff(2), 'handoff_close');
  await emi.submits(await steps.sees('emi', 'tells the customer in its own words'), {
    'answer-text': 'Not for their eyes.',
  });
  await dev.seesMessage('Our engineers have finished.', shared);
  const read = workspace.snapshot().messages.filter(({ channel }) => channel === card.channel);
  expect(JSON.stringify(read)).not.toContain('Not for their eyes');
}, 40_000);
