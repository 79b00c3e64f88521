import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { View } from '../../src/playground/local-api.ts';
import { type PersonDriver, visibleText } from '../../src/playground/person.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };
const modalWith = (person: PersonDriver, text: string): Promise<View> =>
  desk.stage.workspace.waitFor(
    () => {
      const view = person.modal();
      return view !== undefined && visibleText(view.blocks).includes(text) && view;
    },
    { what: `a form should say ${text}` },
  );

test('a pasted key is shown to nobody, its author is told alone, and what will be kept is shown first', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  const key = ['coval', 'sk', 'prod', randomBytes(16).toString('hex')].join('_');
  await ana.runs('/coval-triage', `spans refused with ${key}`, at);
  const opening = await ana.seesModal('intake_open');
  expect(JSON.stringify(opening)).not.toContain(key);
  await ana.submits(opening);
  await ana.seesEphemeral('Replace the key in Coval');
  const form = await ana.seesModal('evidence_form');
  await ana.submits(form, {
    'evidence-agent_config': `COVAL_API_KEY=${key}`,
    'evidence-response_status': '401',
    'evidence-description': 'It worked last week.',
  });
  const preview = await ana.seesModal('evidence_preview');
  expect(visibleText(preview.blocks)).toContain('1 secret value was removed');
  expect(visibleText(preview.blocks)).toContain('COVAL_API_KEY=[coval-key 1]');
  await ana.submits(preview);
  await ana.seesMessage('added HTTP status, Agent configuration, Note. 1 secret value was removed.', at);
  const card = await ana.seesMessage('2 secret values were removed', at);
  expect(visibleText(card.blocks)).toContain('Description: spans refused with');
  expect(visibleText(card.blocks)).toContain('Note: It worked last week.');
  expect(JSON.stringify(workspace.snapshot().messages)).not.toContain(key);
}, 30_000);

test('a half-filled form is continued, a file is read and not kept, a piece is withdrawn, the case is forgotten', async () => {
  const { workspace } = desk.stage;
  const ben = workspace.person('ben');
  await ben.runs('/coval-triage', 'nothing arrives from the lobby agent', at);
  const opening = await ben.seesModal('intake_open');
  await ben.submits(opening, { 'opening-symptom': 'sparse' });
  const first = await ben.seesModal('evidence_form');
  await ben.fills(first, { 'evidence-target_id': '8EktrIgaVxn8LfxkIynagC' });
  await ben.closes(first);

  const card = await ben.seesMessage('lobby agent', at);
  await ben.clicks(card, 'case_add_evidence');
  const again = await modalWith(ben, 'Your earlier input is here again.');
  await ben.clicks(again, 'evidence_show_all');
  const all = await modalWith(ben, 'Withdraw a piece of evidence');
  const span = {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    name: 'conversation',
    startTimeUnixNano: '1767225600000000000',
    endTimeUnixNano: '1767225601000000000',
  };
  const file = ben.uploads(
    'dump.json',
    JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  );
  await ben.submits(all, { 'evidence-dump_file': [file.id], 'evidence-withdraw': 'E2' });
  await ben.seesMessage('Trace dump: 1 span; only the outermost span', at);
  await ben.seesMessage('withdrew a piece of evidence', at);

  await ben.runs('/coval-triage', 'forget', at);
  await ben.clicks(await ben.seesEphemeral('Press the button'), 'case_forget');
  await ben.seesEphemeral('is deleted, with the bot');
  expect(workspace.snapshot().messages.filter(({ text }) => text.includes('lobby agent'))).toEqual([]);
}, 30_000);

test('a mention offers a button, the global shortcut asks for the channel, and a twin is offered first', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  await ana.says('@coval-triage our metric finds no spans named llm', at);
  await ana.clicks(await ana.seesEphemeral('Start a triage of this'), 'intake_start');
  await ana.submits(await ana.seesModal('intake_open'));
  await ana.closes(await ana.seesModal('evidence_form'));
  await ana.seesMessage('A trace metric finds no spans', at);

  const channel = workspace.snapshot().channels.find(({ name }) => name === 'support-traces')?.id ?? '';
  await ana.opens('triage_start');
  await ana.submits(await ana.seesModal('intake_open'), {
    'opening-channel': channel,
    'opening-symptom': 'metric_missing',
  });
  const twin = await ana.seesModal('intake_duplicate');
  expect(visibleText(twin.blocks)).toContain('Same problem: press Cancel');
  await ana.submits(twin);
  await ana.seesModal('evidence_form');
}, 30_000);

test('where the bot is not let in nothing is opened, and the person is told what to type', async () => {
  const ana = desk.stage.workspace.person('ana');
  await ana.runs('/coval-triage', 'no traces', { channel: 'no-bot-here' });
  await ana.submits(await ana.seesModal('intake_open'));
  await modalWith(ana, 'Type /invite @coval-triage there.');
}, 30_000);

test('a guest is refused, and a sentence that begins like a sub-command is a description', async () => {
  const { workspace } = desk.stage;
  const gus = workspace.person('gus');
  await gus.runs('/coval-triage', 'list', at);
  await gus.seesEphemeral('Guests and deactivated accounts cannot use the bot.');
  const ana = workspace.person('ana');
  await ana.runs('/coval-triage', 'export returns 503', at);
  expect(visibleText((await ana.seesModal('intake_open')).blocks)).toContain('The export returns an error');
}, 30_000);
