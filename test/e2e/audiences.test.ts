import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../src/playground/local-api.ts';
import { type CaseSteps, caseSteps, storedCases } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { command, form, press, send, shortcut, submission } from './signed.ts';

/** Who may do what, at every door: people of another company, guests, and those who stop being colleagues. */

let desk: Desk;
let steps: CaseSteps;
let stored: ReturnType<typeof storedCases>;
let card: Message;
let id = '';
beforeAll(async () => {
  desk = await openDesk();
  steps = caseSteps(desk);
  stored = storedCases(desk);
  const { named } = desk.stage.coval.world;
  card = await steps.openCase('ana', 'the heron agent is silent', 'acme-shared', {
    'evidence-response_status': '404',
    'evidence-target_id': named.run,
  });
  id = steps.caseNumber(card);
  await person('dev').seesMessage('Diagnosed', { channel: 'acme-shared' });
}, 30_000);
afterAll(async () => {
  stored.close();
  await desk.close();
});

const person = (handle: string) => desk.stage.workspace.person(handle);
const shared = { channel: 'acme-shared' };

/** What this person is told privately or in a form, newest, once it says this. */
async function isTold(handle: string, text: RegExp): Promise<void> {
  const { workspace } = desk.stage;
  const said = () => {
    const modal = person(handle).modal();
    const whispers = workspace.snapshot().ephemerals.filter(({ to }) => to === person(handle).id);
    return [JSON.stringify(modal?.blocks ?? ''), ...whispers.map((one) => one.text)];
  };
  await workspace.waitFor(() => said().some((one) => text.test(one)), {
    what: `${handle} should be told ${text}`,
  });
  const modal = person(handle).modal();
  if (modal) await person(handle).closes(modal, true);
  for (const one of workspace.snapshot().ephemerals)
    if (one.to === person(handle).id)
      await person(handle).does({ act: 'dismiss', as: person(handle).id, id: one.id });
}

async function changesNothing(what: () => Promise<void>): Promise<void> {
  const before = await stored.read(id);
  await what();
  await desk.stage.workspace.settled();
  expect(await stored.read(id)).toEqual(before);
}

describe('a person of another company', () => {
  test.each([
    ['case_take', /Only support or the operator can do this/],
    ['case_manage', /Only support and engineering can use this/],
    ['case_why', /Only support and engineering can see this/],
    ['case_fix_applied', /Only support and engineering can use this/],
    ['case_hand_off', /Only support or the operator can do this/],
    ['case_test_span', /Only support, engineering or the operator can do this/],
    ['case_forget', /Only support or the operator can forget a case/],
  ])('who presses %s, on an older card or by force, is refused privately', async (action, word) => {
    await changesNothing(async () => {
      const sent = await send(desk, { body: form(press(desk, 'dev', action, id, 'acme-shared')) });
      expect(sent.status).toBe(200);
      await isTold('dev', word);
    });
  });

  test.each([
    ['handoff_accept', /Only engineering or the operator can do this/],
    ['handoff_return', /Only engineering or the operator can do this/],
    ['handoff_answer', /Only engineering or the operator can do this/],
    ['handoff_close', /Only engineering or the operator can do this/],
  ])('who presses %s of a brief is refused privately', async (action, word) => {
    await changesNothing(async () => {
      await send(desk, { body: form(press(desk, 'dev', action, `${id} 1`, 'acme-shared')) });
      await isTold('dev', word);
    });
  });

  test.each([
    ['take', /Only support or the operator/],
    ['resolve done', /Only support, engineering or the operator/],
    ['note PLANTED', /Only support, engineering or the operator/],
    ['assign @U0PERSON01', /Only support or the operator/],
    ['escalate', /Only support or the operator/],
    ['forget', /Only support or the operator can forget a case/],
  ])('whose client sends the command %s is refused privately', async (text, word) => {
    const [name = '', ...rest] = text.split(' ');
    await changesNothing(async () => {
      const body = command(desk, 'dev', `${name} ${id} ${rest.join(' ')}`, 'acme-shared');
      expect((await send(desk, { body })).status).toBe(200);
      await isTold('dev', word);
    });
  });

  test('cannot export cases', async () => {
    await send(desk, { body: command(desk, 'dev', 'export', 'acme-shared') });
    await isTold('dev', /Only support and engineering can export/);
  });

  test('who asks for a case of another channel learns nothing of it', async () => {
    const other = steps.caseNumber(await steps.openCase('ana', 'the secret agent is silent'));
    for (const name of ['show', 'status', 'take'])
      await send(desk, { body: command(desk, 'dev', `${name} ${other}`, 'acme-shared') });
    await isTold('dev', /There is no such case here/);
    const told = desk.stage.workspace.snapshot().ephemerals.filter(({ to }) => to === person('dev').id);
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  test('who submits a form of support is refused, although its seal is whole', async () => {
    await person('ana').clicks(card, 'case_manage');
    const manage = await steps.sees('ana', 'What do you want to do?');
    await changesNothing(async () => {
      const values = {
        'manage-do': { manage_do: { selected_option: { value: 'resolve' } } },
        'manage-text': { manage_text: { value: 'done' } },
      };
      const answer = await send(desk, { body: form(submission(desk, 'dev', manage, values)) });
      expect(await answer.text()).toContain('Only support, engineering or the operator can do this.');
    });
    await person('ana').closes(manage, true);
  });

  test('who mentions the bot is told who starts a triage, and gets no button', async () => {
    await person('dev').says('@coval-triage our traces are gone', shared);
    const told = await person('dev').seesEphemeral('Support starts the triage.');
    expect(JSON.stringify(told.blocks)).not.toContain('intake_start');
  });

  test('who uses a shortcut by force starts nothing', async () => {
    const said = await person('dev').says('nothing arrives since noon', shared);
    const before = await stored.cases.count({});
    await send(desk, { body: form(shortcut(desk, 'dev', 'triage_message', said)) });
    await person('dev').submits(await person('dev').seesModal('intake_open'));
    await person('dev').closes(await steps.sees('dev', 'Support starts the triage.'), true);
    expect(await stored.cases.count({})).toBe(before);
  });

  test('adds evidence, takes back their own only, and confirms a proof', async () => {
    await person('dev').submits(await steps.evidenceForm('dev', card), {
      'evidence-encoding': 'otlp_json',
    });
    await person('dev').seesMessage('added Encoding', shared);
    const mine = (await stored.read(id)).evidence.at(-1)?.id ?? '';
    const again = await steps.evidenceForm('dev', card);
    expect(JSON.stringify(again.blocks)).not.toContain('"value":"E1"');
    await person('dev').submits(again, { 'evidence-withdraw': mine });
    await person('dev').seesMessage('withdrew a piece of evidence', shared);

    await expect.poll(async () => (await stored.read(id)).status).toBe('diagnosed');
    await send(desk, { body: form(press(desk, 'ana', 'case_fix_applied', id, 'acme-shared')) });
    const fix = await steps.sees('ana', 'What was changed?');
    await person('ana').submits(fix, { 'fix-text': 'The right ID is sent now.' });
    await person('dev').clicks(await steps.cardWith(card, 'case_proof_works'), 'case_proof_works');
    await person('dev').seesMessage('Proof passed', shared);
    expect((await stored.read(id)).status).toBe('resolved');
  });
});

describe('a guest', () => {
  const at = { channel: 'support-traces' };
  let open: Message;
  beforeAll(async () => {
    open = await steps.openCase('ana', 'the plover agent is silent');
  });

  test.each(['case_take', 'case_proof_works', 'handoff_accept'])(
    'who presses %s is told why nothing happens',
    async (action) => {
      const number = steps.caseNumber(open);
      const value = action.startsWith('handoff') ? `${number} 1` : number;
      await send(desk, { body: form(press(desk, 'gus', action, value)) });
      await isTold('gus', /Guests and deactivated accounts cannot use the bot\./);
      expect((await stored.read(number)).owner).toBeUndefined();
    },
  );

  test('who mentions the bot, or starts with a command or a shortcut, is told so', async () => {
    const gus = person('gus');
    const said = await gus.says('@coval-triage no traces', at);
    await isTold('gus', /Guests and deactivated accounts cannot start a triage\./);
    await gus.runs('/coval-triage', 'no traces', at);
    await gus.submits(await gus.seesModal('intake_open'));
    await isTold('gus', /Guests and deactivated accounts cannot start a triage\./);
    await gus.picks('triage_message', said);
    await gus.submits(await gus.seesModal('intake_open'));
    await isTold('gus', /Guests and deactivated accounts cannot start a triage\./);
  });
});

describe('a colleague', () => {
  const at = { channel: 'support-traces' };

  test('who is made a guest while a form is open is refused when it comes back', async () => {
    const open = await steps.openCase('ana', 'the dunlin agent is silent');
    await person('ben').clicks(open, 'case_manage');
    const manage = await steps.sees('ben', 'What do you want to do?');
    await person('fay').does({ act: 'make-guest', as: 'fay', person: 'ben' });
    // Who somebody is, is asked again after a minute.
    desk.shift.ms += 61_000;
    await person('ben').submits(manage, { 'manage-do': 'resolve', 'manage-text': 'done' });
    await person('ben').closes(await steps.sees('ben', 'Guests and deactivated accounts'), true);
    expect((await stored.read(steps.caseNumber(open))).ended).toBeUndefined();
  });

  test.each([
    ['a guest', 'ben'],
    ['a customer', 'cleo'],
    ['an engineer', 'emi'],
    ['a person of another company', 'dev'],
  ])('cannot give a case to %s, neither by command nor in the form', async (_, handle) => {
    const open = await steps.openCase('ana', `a case for ${handle}`);
    const number = steps.caseNumber(open);
    await person('ana').runs('/coval-triage', `assign ${number} @${handle}`, at);
    await isTold('ana', /Only support or the operator can own a case\./);
    await person('ana').clicks(open, 'case_manage');
    const manage = await steps.sees('ana', 'What do you want to do?');
    await person('ana').submits(manage, { 'manage-do': 'assign', 'manage-person': person(handle).id });
    await person('ana').closes(await steps.sees('ana', 'Only support or the operator can own a case.'), true);
    expect((await stored.read(number)).owner).toBeUndefined();
  });

  test('whom Slack cannot tell from a guest is asked to try again', async () => {
    const { workspace } = desk.stage;
    desk.shift.ms += 61_000;
    workspace.setFaults([{ on: 'users.info', kind: 'platform-error', error: 'internal_error', times: 20 }]);
    await person('cleo').runs('/coval-triage', 'list', at);
    await isTold('cleo', /Slack did not say who this person is, so nothing was changed\. Try again/);
    // A form that waits for the answer says so where the person looks.
    const open = await steps.openCase('ana', 'the godwit agent is silent');
    await person('cleo').clicks(open, 'case_add_evidence');
    await person('cleo').closes(await steps.sees('cleo', 'Slack did not say who this person is'));
    workspace.setFaults([]);
  });
});
