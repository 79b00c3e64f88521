import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Message } from '../../src/playground/local-api.ts';
import { visibleText } from '../../src/playground/person.ts';
import { type CaseSteps, caseSteps, storedCases } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';

/** A channel changes while a case is open in it. */

let desk: Desk;
let steps: CaseSteps;
let stored: ReturnType<typeof storedCases>;
beforeAll(async () => {
  desk = await openDesk();
  steps = caseSteps(desk);
  stored = storedCases(desk);
}, 30_000);
afterEach(() => {
  expect(desk.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
afterAll(async () => {
  stored.close();
  await desk.close();
});

const person = (handle: string) => desk.stage.workspace.person(handle);

/** A channel of Ana's with Ben and the bot in it. */
async function room(name: string): Promise<{ channel: string }> {
  await person('ana').does({ act: 'create-channel', as: 'ana', name });
  for (const guest of ['ben', 'fay', '@app'])
    await person('ana').does({ act: 'invite', as: 'ana', channel: name, person: guest });
  return { channel: name };
}

const shownIn = (channel: string): Message[] => [
  ...(desk.stage.workspace.state.messages.get(steps.channelId(channel))?.values() ?? []),
];
const readIn = (channel: string) =>
  shownIn(channel)
    .map(({ text, blocks }) => `${text}\n${visibleText(blocks)}`)
    .join('\n');

/** A message to one person, newest first, that says this. */
const notes = (handle: string, text: string) => {
  const { workspace } = desk.stage;
  const { id } = person(handle);
  return [...workspace.state.channels.values()]
    .filter(({ isIm, members }) => isIm && members.includes(id))
    .flatMap((talk) => [...(workspace.state.messages.get(talk.id)?.values() ?? [])])
    .filter(({ text: said }) => said.includes(text));
};

test('archived: the owner is told once, the case is kept, and it goes on when the channel is back', async () => {
  const at = await room('to-archive');
  const card = await steps.openCase('ana', 'the finch agent is silent', at.channel);
  const id = steps.caseNumber(card);
  await person('ben').clicks(await steps.cardWith(card, 'case_take'), 'case_take');
  await person('ben').seesMessage('owns this case now', at);
  await person('fay').does({ act: 'archive', as: 'fay', channel: at.channel });
  const told = await steps.directMessage('ben', `The channel of ${id} is archived.`);
  expect(told.text).toContain('Unarchive the channel, and it goes on there by itself.');

  // From elsewhere the case is still at hand.
  await person('ben').runs('/coval-triage', `note ${id} still here`, { channel: 'support-traces' });
  await person('ben').seesEphemeral(`${id} · `);
  await desk.stage.workspace.settled();
  expect(notes('ben', 'is archived')).toHaveLength(1);

  await person('fay').does({ act: 'unarchive', as: 'fay', channel: at.channel });
  await person('ana').seesMessage('noted: still here', at);
}, 30_000);

test('the bot removed: the owner is told what to type, and once it is back the thread catches up', async () => {
  const at = await room('to-remove');
  const first = steps.caseNumber(await steps.openCase('ana', 'the crow agent is silent', at.channel));
  const second = steps.caseNumber(await steps.openCase('ana', 'the rook agent is silent', at.channel));
  await person('ana').does({ act: 'remove', as: 'ana', channel: at.channel, person: '@app' });
  const told = await steps.directMessage('ana', /The bot is not in the channel of/);
  expect(told.text).toContain(first);
  expect(told.text).toContain(second);
  expect(told.text).toContain('Type /invite @coval-triage there');
  await person('ben').runs('/coval-triage', `take ${first}`, { channel: 'support-traces' });
  await person('ben').seesEphemeral(`${first} · `);
  expect(readIn(at.channel)).not.toContain('owns this case now');
  await person('ana').does({ act: 'invite', as: 'ana', channel: at.channel, person: '@app' });
  await person('ana').seesMessage('owns this case now', at);
  expect(notes('ana', 'The bot is not in')).toHaveLength(1);
}, 30_000);

test('renamed or made private: the case goes on where it stands', async () => {
  const at = await room('to-rename');
  const id = steps.caseNumber(await steps.openCase('ana', 'the swan agent is silent', at.channel));
  await person('ana').does({ act: 'rename', as: 'ana', channel: at.channel, name: 'renamed' });
  await person('ana').does({ act: 'make-private', as: 'ana', channel: 'renamed' });
  await person('ana').runs('/coval-triage', `note ${id} same place`, { channel: 'renamed' });
  await person('ben').seesMessage('noted: same place', { channel: 'renamed' });
  expect(notes('ana', id)).toEqual([]);
}, 30_000);

test('made shared: the newcomers find nothing internal, in open and ended cases alike', async () => {
  const at = await room('to-share');
  const card = await steps.openCase('ana', 'the stork agent is silent', at.channel);
  const id = steps.caseNumber(card);
  const ended = steps.caseNumber(await steps.openCase('ana', 'the crane agent is silent', at.channel));
  await person('ana').runs('/coval-triage', `note ${ended} PLANTED in the ended one`, at);
  await person('ana').seesMessage('PLANTED in the ended one', at);
  await person('ana').runs('/coval-triage', `resolve ${ended} it was a cable`, at);
  await person('ana').seesMessage('resolved this case', at);
  await person('ana').runs('/coval-triage', `note ${id} PLANTED they are behind with payments`, at);
  await person('ana').seesMessage('PLANTED they are', at);
  await person('ben').runs('/coval-triage', `take ${id}`, at);
  await person('ben').seesMessage('owns this case now', at);

  await person('fay').does({ act: 'share', as: 'fay', channel: at.channel, team: 'T0ACMECORP' });
  await person('ana').does({ act: 'invite', as: 'ana', channel: at.channel, person: 'dev' });
  await desk.stage.workspace.waitFor(() => !readIn(at.channel).includes('PLANTED'));
  await person('dev').seesMessage('This channel is shared now.', at);
  await desk.stage.workspace.waitFor(() => !JSON.stringify(shownIn(at.channel)).includes('"case_take"'));
  // What customers may read stands where it stood.
  expect(readIn(at.channel)).toContain('owns this case now');
  expect(readIn(at.channel)).toContain('resolved this case: it was a cable');
  expect((await stored.read(id)).audience).toBe('shared');
  await person('ben').runs('/coval-triage', `note ${id} PLANTED once more`, at);
  await person('ben').seesEphemeral(`${id} · `);
  await desk.stage.workspace.settled();
  expect(readIn(at.channel)).not.toContain('PLANTED');

  await person('fay').does({ act: 'unshare', as: 'fay', channel: at.channel, team: 'T0ACMECORP' });
  await person('ana').seesMessage('This channel is internal again.', at);
}, 40_000);

test('a channel whose share state cannot be read gets the customer view, and nothing is said to have changed', async () => {
  const { workspace } = desk.stage;
  const at = await room('unreadable');
  const card = await steps.openCase('ana', 'the heron agent is silent', at.channel);
  const id = steps.caseNumber(card);
  await person('ana').runs('/coval-triage', `note ${id} before`, at);
  await person('ana').seesMessage('noted: before', at);
  // What was read a moment ago is not trusted for longer than a minute.
  desk.shift.ms += 61_000;
  workspace.setFaults([
    { on: 'conversations.info', kind: 'platform-error', error: 'missing_scope', times: 100 },
  ]);
  await person('ana').runs('/coval-triage', `note ${id} PLANTED meanwhile`, at);
  await person('ben').runs('/coval-triage', `take ${id}`, at);
  await person('ben').seesMessage('owns this case now', at);
  await workspace.waitFor(() => {
    const now = workspace.state.messages.get(card.channel)?.get(card.ts);
    return now && !JSON.stringify(now.blocks).includes('case_take');
  });
  expect(readIn(at.channel)).not.toContain('PLANTED');
  expect(readIn(at.channel)).not.toContain('is shared now');
  workspace.setFaults([]);
  await person('ana').runs('/coval-triage', `note ${id} afterwards`, at);
  await person('ana').seesMessage('noted: afterwards', at);
  expect(readIn(at.channel)).not.toContain('internal again');
}, 30_000);

test('the channel for hand-offs made shared: briefs and files are hidden there, and come back with it', async () => {
  const { workspace, coval } = desk.stage;
  const engineering = 'coval-engineering';
  const card = await steps.openCase('ana', 'the falcon agent gets 503', 'try-key-503', {
    'evidence-response_status': '503',
    'evidence-response_body': '{"error":{"code":"INTERNAL","message":"Service temporarily unavailable"}}',
    'evidence-endpoint': 'https://api.coval.dev/v1/traces',
    'evidence-target_id': coval.world.named.simulation,
  });
  const id = steps.caseNumber(card);
  await person('ana').clicks(await steps.cardWith(card, 'case_hand_off'), 'case_hand_off');
  await person('ana').submits(await steps.sees('ana', 'Note for engineering'), {
    'handoff-note': 'PLANTED look at the 503s.',
  });
  await person('emi').seesMessage('PLANTED', { channel: engineering });
  const bundles = () => [...workspace.state.files.values()].filter(({ name }) => name.startsWith(id));
  await workspace.waitFor(() => bundles().length === 2);
  await person('fay').does({ act: 'share', as: 'fay', channel: engineering, team: 'T0ACMECORP' });
  await workspace.waitFor(() => !readIn(engineering).includes('PLANTED') && bundles().length === 0);
  await steps.directMessage('ana', `The hand-off of ${id} is hidden: its channel is shared`);
  desk.log.splice(
    desk.log.findIndex((line) => line.includes('A hand-off stood in a shared channel')),
    1,
  );
  await person('fay').does({ act: 'unshare', as: 'fay', channel: engineering, team: 'T0ACMECORP' });
  await person('emi').seesMessage('PLANTED', { channel: engineering });
}, 40_000);
