import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../src/playground/local-api.ts';
import { visibleText } from '../../src/playground/person.ts';
import { type CaseSteps, caseSteps, storedCases } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { form, press, send } from './signed.ts';

/** Two people act at once, or one acts on what has ended: the state is right and the loser is told. */

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
const engineering = { channel: 'coval-engineering' };

/** Private words to these people, of this moment. */
const whispers = (...handles: string[]) => {
  const ids = handles.map((handle) => person(handle).id);
  const all = desk.stage.workspace.snapshot().ephemerals.filter(({ to }) => ids.includes(to));
  return all.map(({ text }) => text);
};

async function proofAsked(sentence: string): Promise<{ card: Message; id: string }> {
  const card = await steps.openCase('ana', sentence, 'support-traces', {
    'evidence-response_status': '404',
    'evidence-target_id': desk.stage.coval.world.named.run,
  });
  await person('ana').clicks(await steps.cardWith(card, 'case_fix_applied'), 'case_fix_applied');
  const fix = await steps.sees('ana', 'What was changed?');
  await person('ana').submits(fix, { 'fix-text': 'The right ID is sent now.' });
  return { card: await steps.cardWith(card, 'case_proof_works'), id: steps.caseNumber(card) };
}

async function handedOff(sentence: string): Promise<{ card: Message; id: string; brief: Message }> {
  const card = await steps.openCase('ana', sentence, 'try-key-503', {
    'evidence-response_status': '503',
    'evidence-response_body': '{"error":{"code":"INTERNAL","message":"Service temporarily unavailable"}}',
    'evidence-endpoint': 'https://api.coval.dev/v1/traces',
    'evidence-target_id': desk.stage.coval.world.named.simulation,
  });
  const id = steps.caseNumber(card);
  await person('ana').clicks(await steps.cardWith(card, 'case_hand_off'), 'case_hand_off');
  await person('ana').submits(await steps.sees('ana', 'Note for engineering'));
  const brief = await person('emi').seesMessage(`Hand-off 1 of ${id}`, engineering);
  await expect.poll(async () => (await stored.read(id)).handoffs[0]?.brief?.card).toBe(brief.ts);
  return { card, id, brief };
}

describe('of two people who press at once', () => {
  test('"It works now" and "Still broken", one counts and the other is told where the case stands', async () => {
    const { card, id } = await proofAsked('the wren agent is silent');
    await Promise.all([
      person('cleo').clicks(card, 'case_proof_works'),
      person('ben').clicks(card, 'case_proof_broken'),
    ]);
    await desk.stage.workspace.waitFor(() => whispers('cleo', 'ben').length > 0);
    const { status } = await stored.read(id);
    expect(['resolved', 'diagnosed']).toContain(status);
    expect(whispers('cleo', 'ben')).toEqual([
      expect.stringMatching(
        status === 'resolved'
          ? /is in state "Resolved"\. Nothing was changed\. Ask .* to reopen it/
          : /is in state "Diagnosed"\. No proof is running\./,
      ),
    ]);
    const word = status === 'resolved' ? 'Resolved' : 'Diagnosed';
    await desk.stage.workspace.waitFor(() => {
      const now = desk.stage.workspace.state.messages.get(card.channel)?.get(card.ts);
      return now && visibleText(now.blocks).includes(word);
    });
  }, 30_000);

  test('"Accept" on a hand-off, one has it and the other is told', async () => {
    const { id, brief } = await handedOff('the kite agent gets 503');
    await Promise.all([
      person('emi').clicks(brief, 'handoff_accept'),
      person('fay').clicks(brief, 'handoff_accept'),
    ]);
    await desk.stage.workspace.waitFor(() => whispers('emi', 'fay').length > 0);
    expect(whispers('emi', 'fay')).toEqual(['This hand-off is accepted already.']);
    expect((await stored.read(id)).handoffs[0]?.state).toBe('accepted');
  }, 30_000);
});

test('a hand-off that is returned when its case is resolved already changes nothing, and says so', async () => {
  const { id, brief } = await handedOff('the hawk agent gets 503');
  await person('emi').clicks(brief, 'handoff_return');
  const open = await steps.sees('emi', 'becomes a checklist');
  await person('ana').runs('/coval-triage', `resolve ${id} Coval answers again`, { channel: 'try-key-503' });
  await person('emi').seesMessage('Resolved: Coval answers again', engineering);
  await person('emi').submits(open, { 'return-more': 'When exactly?' });
  await person('emi').closes(await steps.sees('emi', `${id} is in state "Resolved". Nothing was changed.`));
  expect((await stored.read(id)).status).toBe('resolved');
  const said = desk.stage.workspace.snapshot().messages.map(({ text }) => text);
  expect(said.join('\n')).not.toContain('When exactly?');
  // The brief shows how it ended, and offers nothing that cannot be done.
  await desk.stage.workspace.waitFor(() => {
    const now = desk.stage.workspace.state.messages.get(brief.channel)?.get(brief.ts);
    return (
      now && /Closed/.test(visibleText(now.blocks)) && !JSON.stringify(now.blocks).includes('handoff_return')
    );
  });
}, 30_000);

test('every button of a card whose case has expired says that the case is gone', async () => {
  const card = await steps.openCase('ana', 'the auk agent is silent', 'try-key-401', {
    'evidence-response_status': '404',
  });
  const id = steps.caseNumber(card);
  await steps.cardWith(card, 'case_why');
  const redis = new Redis(desk.redisUrl);
  await expect.poll(async () => (await stored.read(id)).status).not.toBe('checking');
  await redis.pexpire(`triage:case:${id}`, 1);
  await expect.poll(() => redis.exists(`triage:case:${id}`)).toBe(0);
  redis.disconnect();
  for (const [action, value] of [
    ['case_take', id],
    ['case_proof_works', id],
    ['case_proof_broken', id],
    ['case_pick_simulation', id],
    ['case_forget', id],
    ['handoff_accept', `${id} 1`],
  ] as const) {
    await send(desk, { body: form(press(desk, 'ben', action, value)) });
    const told = await person('ben').seesEphemeral('This case no longer exists. Start a new one');
    await person('ben').does({ act: 'dismiss', as: person('ben').id, id: told.id });
  }
  await person('ana').clicks(card, 'case_add_evidence');
  await person('ana').closes(await steps.sees('ana', 'This case no longer exists.'));
  await person('ana').runs('/coval-triage', `show ${id}`, { channel: 'try-key-401' });
  await person('ana').seesEphemeral('There is no such case here.');
}, 30_000);
