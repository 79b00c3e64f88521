import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '../../src/handoff/seal.ts';
import type { View } from '../../src/playground/local-api.ts';
import { type PersonDriver, visibleText } from '../../src/playground/person.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.close());

const engineering = { channel: 'coval-engineering' };
const modalWith = (person: PersonDriver, text: string): Promise<View> =>
  desk.stage.workspace.waitFor(
    () => {
      const view = person.modal();
      return view !== undefined && visibleText(view.blocks).includes(text) && view;
    },
    { what: `a form should say ${text}` },
  );

test('a repeated 503 is handed off with a sealed bundle, accepted, and returned with a checklist', async () => {
  const { workspace, coval } = desk.stage;
  const at = { channel: 'try-key-503' };
  const ana = workspace.person('ana');
  const emi = workspace.person('emi');
  await ana.runs('/coval-triage', 'export returns 503', at);
  await ana.submits(await ana.seesModal('intake_open'));
  await ana.submits(await ana.seesModal('evidence_form'), {
    'evidence-response_status': '503',
    'evidence-response_body': '{"error":{"code":"INTERNAL","message":"Service temporarily unavailable"}}',
    'evidence-endpoint': 'https://api.coval.dev/v1/traces',
    'evidence-target_id': coval.world.named.simulation,
  });
  const card = await ana.seesMessage('Hand off', at);
  await ana.clicks(card, 'case_hand_off');
  const form = await modalWith(ana, 'The required evidence is complete.');
  await ana.submits(form, { 'handoff-note': 'Look at the 503s.' });

  const brief = await emi.seesMessage('Hand-off 1 of T-1', engineering);
  expect(brief.text).toContain(
    'Why support cannot fix it: Coval answered 500 or 503 again after a valid retry.',
  );
  expect(brief.text).toContain('Look at the 503s.');
  const bundle = await workspace.waitFor(() =>
    [...workspace.state.files.values()].find(({ name }) => name === 'T-1-handoff-1.md'),
  );
  const secret = desk.stage.environment['TRIAGE_SECRET'] ?? '';
  const text = Buffer.from(bundle.bytes).toString('utf8');
  expect(verifyBundle(text, secret)).toMatchObject({ ok: true, case: 'T-1', handoff: 1 });
  expect(verifyBundle(text.replace('503', '200'), secret)).toMatchObject({ ok: false });

  await emi.clicks(brief, 'handoff_accept');
  await ana.seesMessage('accepted the hand-off', at);
  const accepted = await emi.seesMessage('Accepted by', engineering);
  await emi.clicks(accepted, 'handoff_return');
  const giveBack = await modalWith(emi, 'becomes a checklist');
  await emi.submits(giveBack, { 'return-items': ['trace_url'], 'return-more': 'When exactly?' });
  await ana.seesMessage('Our engineers need more', at);
  await ana.seesMessage('Still needed: When exactly?', at);
  await emi.seesMessage('returned it with 2 requests', engineering);

  await ana.runs('/coval-triage', 'forget T-1', at);
  const asked = await ana.seesEphemeral('Forget T-1?');
  await ana.clicks(asked, 'case_forget');
  await workspace.waitFor(
    () => ![...workspace.state.files.values()].some(({ name }) => name.startsWith('T-1-handoff')),
  );
  await workspace.waitFor(() => !JSON.stringify(workspace.snapshot().messages).includes('Hand-off 1 of T-1'));
  expect(desk.log.filter((line) => line.includes('"error"'))).toEqual([]);
}, 60_000);

test('an external customer sees the customer view only, adds evidence, and may do nothing else', async () => {
  const { workspace, coval } = desk.stage;
  const at = { channel: 'acme-shared' };
  const ana = workspace.person('ana');
  const dev = workspace.person('dev');
  const said = await dev.says('our traces are not in Coval, the exporter got 200', at);
  await ana.picks('triage_message', said);
  await ana.submits(await ana.seesModal('intake_open'));
  await ana.closes(await ana.seesModal('evidence_form'));
  const card = await dev.seesMessage('Add evidence', { ...at, thread: said.ts });
  expect(JSON.stringify(card.blocks)).not.toMatch(/case_why|case_hand_off|case_take/);
  await dev.clicks(card, 'case_add_evidence');
  await dev.submits(await modalWith(dev, 'HTTP status of the export'), {
    'evidence-target_id': coval.world.named.simulation,
    'evidence-target_header': 'simulation',
  });
  await dev.seesMessage('added Target header, Target ID', { ...at, thread: said.ts });
  await dev.clicks(card, 'case_manage');
  await dev.closes(await modalWith(dev, 'Only support and engineering can use this.'));
  await ana.clicks(card, 'case_manage');
  await ana.submits(await modalWith(ana, 'What do you want to do?'), {
    'manage-do': 'note',
    'manage-text': 'PLANTED: they are behind with payments',
  });
  await dev.seesMessage('Observed status', { ...at, thread: said.ts });
  const seen = workspace.snapshot().messages.filter(({ channel }) => channel === card.channel);
  expect(JSON.stringify(seen)).not.toMatch(/PLANTED|matrix [0-9a-f]{6}/);
}, 60_000);
