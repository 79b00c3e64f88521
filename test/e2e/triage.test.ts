import { afterAll, beforeAll, expect, test } from 'vitest';
import { visibleText } from '../../src/playground/person.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };

test('a run ID is read out of a message, named by the checks, and mended by a choice from the menu', async () => {
  const { workspace, coval } = desk.stage;
  const { named } = coval.world;
  const ana = workspace.person('ana');
  const said = await workspace
    .person('cleo')
    .says(`No traces in Coval. Export fails: HTTP 404 with X-Simulation-Id: ${named.run}`, at);

  await ana.picks('triage_message', said);
  await ana.submits(await ana.seesModal('intake_open'));
  const form = await ana.seesModal('evidence_form');
  expect(visibleText(form.blocks)).toContain('Check what was read from your words');
  await ana.submits(form);

  const summary = await ana.seesMessage('Row run-id-as-simulation-id', { ...at, thread: said.ts });
  expect(summary.text).toContain('Fix required: Pick the simulation output ID from the list.');
  const card = await ana.seesMessage('Choose the simulation output', { ...at, thread: said.ts });
  await ana.chooses(card, 'case_pick_simulation', named.simulation);
  await ana.seesMessage(`Simulation output to send: ${named.simulation}`, { ...at, thread: said.ts });
  await ana.seesMessage('added Note', { ...at, thread: said.ts });
  await ana.runs('/coval-triage', 'assign T-1 @ben', at);
  await ana.seesEphemeral(`Owner: @${workspace.person('ben').id}`);

  // An administrator deletes the card.
  await workspace.person('fay').deletes(card);
  await ana.runs('/coval-triage', 'note T-1 still with us', at);
  await ana.seesMessage('The earlier message of this case was deleted.', { ...at, thread: said.ts });
  await ana.seesMessage('noted: still with us', { ...at, thread: said.ts });
  expect(visibleText((await ana.seesMessage('Add evidence', { ...at, thread: said.ts })).blocks)).toContain(
    'T-1',
  );
}, 60_000);
