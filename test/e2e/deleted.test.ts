import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '../../src/playground/local-api.ts';
import { type CaseSteps, caseSteps, storedCases } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';

/** Somebody deletes what the case stands on. */

let desk: Desk;
let steps: CaseSteps;
let stored: ReturnType<typeof storedCases>;
beforeAll(async () => {
  desk = await openDesk();
  steps = caseSteps(desk);
  stored = storedCases(desk);
}, 30_000);
afterAll(async () => {
  expect(desk.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  stored.close();
  await desk.close();
});

const person = (handle: string) => desk.stage.workspace.person(handle);
const shownIn = (channel: string): Message[] => [
  ...(desk.stage.workspace.state.messages.get(steps.channelId(channel))?.values() ?? []),
];
/** What the bot has standing in the channel itself, outside of threads. */
const loose = (channel: string) =>
  shownIn(channel).filter(
    ({ user, threadTs, ts, subtype }) =>
      user === desk.stage.workspace.state.app.botUser &&
      subtype === undefined &&
      (threadTs === undefined || threadTs === ts),
  );

test('the card: a new one stands with a link to the earlier thread, and the case goes on under it', async () => {
  const at = { channel: 'try-key-401' };
  const card = await steps.openCase('ana', 'the loon agent is silent', at.channel);
  const id = steps.caseNumber(card);
  await person('ana').seesMessage('added Symptom', { ...at, thread: card.ts });
  await person('fay').does({ act: 'join', as: 'fay', channel: at.channel });
  await person('fay').deletes(card);
  await person('ana').runs('/coval-triage', `note ${id} it goes on`, at);
  const line = await person('ana').seesMessage('noted: it goes on', at);
  expect(loose(at.channel).map(({ ts }) => ts)).toEqual([line.threadTs]);
  expect((await stored.read(id)).place.card).toBe(line.threadTs);
  // It stays, whatever the card shows next.
  const where = await person('ana').seesMessage('The earlier message of this case was deleted.', {
    ...at,
    thread: line.threadTs ?? '',
  });
  expect(JSON.stringify(where.blocks)).toContain(`/archives/${card.channel}/p${card.ts.replace('.', '')}`);
}, 30_000);

test('the whole thread: what Slack puts into the channel instead is taken away, and the case begins anew there', async () => {
  const at = { channel: 'try-key-403' };
  const said = await person('cleo').says('the tern agent is silent', at);
  await person('ana').picks('triage_message', said);
  await person('ana').submits(await person('ana').seesModal('intake_open'));
  await person('ana').closes(await person('ana').seesModal('evidence_form'), true);
  const card = await person('ana').seesMessage('Add evidence', { ...at, thread: said.ts });
  const id = steps.caseNumber(card);
  await person('ana').seesMessage('added Symptom', { ...at, thread: said.ts });
  await person('fay').does({ act: 'join', as: 'fay', channel: at.channel });
  // The replies first: a parent that still has some leaves its place behind.
  const replies = shownIn(at.channel).filter(({ threadTs, ts }) => threadTs === said.ts && ts !== said.ts);
  for (const one of [...replies, said]) await person('fay').deletes(one);
  await person('ana').runs('/coval-triage', `note ${id} it goes on`, at);
  const line = await person('ana').seesMessage('noted: it goes on', at);
  await person('ana').seesMessage('The thread of this case was deleted. It goes on here.', {
    ...at,
    thread: line.threadTs ?? '',
  });
  await desk.stage.workspace.settled();
  expect(loose(at.channel).map(({ ts }) => ts)).toEqual([line.threadTs]);
}, 30_000);

test("the customer's message alone: the thread is there still, and the case stays in it", async () => {
  const at = { channel: 'try-key-slow' };
  const said = await person('cleo').says('the smew agent is silent', at);
  await person('ana').picks('triage_message', said);
  await person('ana').submits(await person('ana').seesModal('intake_open'));
  await person('ana').closes(await person('ana').seesModal('evidence_form'), true);
  const card = await person('ana').seesMessage('Add evidence', { ...at, thread: said.ts });
  await person('cleo').deletes(said);
  await person('ana').runs('/coval-triage', `note ${steps.caseNumber(card)} it goes on`, at);
  await person('ana').seesMessage('noted: it goes on', { ...at, thread: said.ts });
  expect(loose(at.channel)).toEqual([]);
}, 30_000);
