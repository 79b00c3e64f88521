import { afterAll, beforeAll, expect, test } from 'vitest';
import { visibleText } from '../../src/playground/person.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };

async function opens(text: string): Promise<void> {
  const ana = desk.stage.workspace.person('ana');
  await ana.runs('/coval-triage', text, at);
  await ana.submits(await ana.seesModal('intake_open'));
  await ana.closes(await ana.seesModal('evidence_form'));
}

const cards = (text: string) =>
  desk.stage.workspace
    .snapshot()
    .messages.filter(
      ({ blocks }) => visibleText(blocks).includes(text) && visibleText(blocks).includes('Add evidence'),
    );

test('a card whose answer was lost on the way stands once', async () => {
  const { workspace } = desk.stage;
  workspace.setFaults([{ on: 'chat.postMessage', kind: 'lost-response', times: 1 }]);
  await opens('spans twice in the lobby agent');
  const ana = workspace.person('ana');
  const card = await ana.seesMessage('lobby agent', at);
  await ana.seesMessage('added Symptom, Description', { ...at, thread: card.ts });
  expect(cards('lobby agent')).toHaveLength(1);
}, 60_000);

test('a throttled card comes when Slack takes it again', async () => {
  const { workspace } = desk.stage;
  workspace.setFaults([{ on: 'chat.postMessage', kind: 'throttle', times: 1, retryAfter: 1 }]);
  await opens('cannot find the trace of the kiosk agent');
  await workspace.person('ana').seesMessage('kiosk agent', at);
  expect(cards('kiosk agent')).toHaveLength(1);
}, 60_000);

test('a form that Slack did not open in time says what to do', async () => {
  const { workspace } = desk.stage;
  workspace.setFaults([{ on: 'views.open', kind: 'platform-error', error: 'expired_trigger_id', times: 1 }]);
  const ana = workspace.person('ana');
  await ana.runs('/coval-triage', 'no traces', at);
  await ana.seesEphemeral('Slack took too long to open the form. Press the button again.');
}, 30_000);
