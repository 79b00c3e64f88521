import { afterEach, expect, test } from 'vitest';
import type { Fault, Message } from '../../src/playground/local-api.ts';
import { type Desk, openDesk } from '../e2e/desk.ts';
import { unfinishedJobs } from '../e2e/search.ts';

/** Slack and Coval at their worst: whatever they do, a case is opened once and every post is made once. */

let desk: Desk;
afterEach(() => desk.close());

const at = { channel: 'support-traces' };
const settled = () => expect.poll(() => unfinishedJobs(desk.redisUrl), { timeout: 15_000 }).toBe(0);

async function triage(sentence: string, channel = at.channel): Promise<Message> {
  const { workspace, coval } = desk.stage;
  const ana = workspace.person('ana');
  const said = await workspace.person('cleo').says(sentence, { channel });
  await ana.picks('triage_message', said);
  await ana.submits(await ana.seesModal('intake_open'));
  await ana.submits(await ana.seesModal('evidence_form'), {
    'evidence-target_id': coval.world.named.simulation,
  });
  return said;
}

/** What the bot said in the thread, each text once for every time it stands there. */
function saidIn({ channel, ts }: Message): string[] {
  const { workspace } = desk.stage;
  return workspace
    .snapshot()
    .messages.filter(
      (one) => one.channel === channel && one.threadTs === ts && one.user === workspace.state.app.botUser,
    )
    .map(({ text }) => text);
}

async function expectOnePostEach(said: Message): Promise<void> {
  const ana = desk.stage.workspace.person('ana');
  await ana.seesMessage('Observed status', { channel: said.channel, thread: said.ts });
  await settled();
  const texts = saidIn(said);
  expect(texts.length).toBeGreaterThan(1);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.filter((text) => text.includes('Observed status'))).toHaveLength(1);
}

test('every delivery that comes five times opens one case and posts once', async () => {
  desk = await openDesk();
  const { workspace } = desk.stage;
  const said = await triage('our spans are gone');
  const deliveries = workspace.snapshot().traffic.filter((one) => one.direction === 'to-bot');
  for (const { id } of deliveries)
    for (let again = 0; again < 4; again += 1)
      await workspace.perform({ act: 'redeliver', as: 'ana', traffic: id });
  await expectOnePostEach(said);
  expect(JSON.stringify(workspace.snapshot().messages)).not.toContain('T-2');
}, 40_000);

test.each<{ what: string; faults: Fault[] }>([
  {
    what: 'lost answers to posts that took effect',
    faults: [{ kind: 'lost-response', on: 'chat.postMessage', times: 2 }],
  },
  {
    what: 'a storm of refusals',
    faults: ['chat.postMessage', 'chat.update'].map((on) => ({
      kind: 'throttle',
      on,
      retryAfter: 1,
      times: 3,
    })),
  },
  {
    what: 'errors of its servers',
    faults: [{ kind: 'server-error', on: 'chat.postMessage', times: 2 }],
  },
])(
  'with $what from Slack the case is shown whole and nothing twice',
  async ({ faults }) => {
    desk = await openDesk();
    desk.stage.workspace.setFaults(faults);
    await expectOnePostEach(await triage('our spans are gone'));
  },
  40_000,
);

test('with Coval down the checks are inconclusive and the summary says so', async () => {
  desk = await openDesk();
  const said = await triage('our spans are gone', 'try-key-503');
  await desk.stage.workspace
    .person('ana')
    .seesMessage(/503|not conclusive|inconclusive/i, { channel: said.channel, thread: said.ts });
}, 40_000);
