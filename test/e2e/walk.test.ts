import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case, Role } from '../../src/cases/case.ts';
import { unfinished } from '../../src/cases/consequences.ts';
import { loadMatrix, MATRIX_DIR } from '../../src/diagnosis/load.ts';
import { caseSteps, storedCases } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { unfinishedJobs } from './search.ts';
import { actOf } from './walk/acts.ts';
import { secretWord } from './walk/answers.ts';
import { chanceOf } from './walk/chance.ts';
import { watchOutsiders } from './walk/onlooker.ts';
import { expectLegal, expectListedOnce, expectPictures, expectTimers } from './walk/outcome.ts';
import { fromOutside, passTime, ringing } from './walk/powers.ts';

/** Everybody does whatever they can, at random, through the doors of the running bot. */

const roles: Readonly<Record<string, Role | 'refused'>> = {
  ...{ ana: 'support', ben: 'support', emi: 'engineering', fay: 'operator' },
  ...{ cleo: 'customer', dev: 'customer', gus: 'refused' },
};
/** A ticket system that answers with the ticket it made. */
const tickets = createServer((request, response) => {
  request.resume().on('end', () => response.end(JSON.stringify({ id: `${secretWord}-1`, state: 'open' })));
});

let desk: Desk;
beforeAll(async () => {
  await new Promise<void>((resolve) => tickets.listen(0, '127.0.0.1', resolve));
  const address = tickets.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  desk = await openDesk({
    environment: {
      TICKET_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
      TICKET_WEBHOOK_SECRET: randomBytes(16).toString('hex'),
    },
  });
}, 30_000);
afterAll(async () => {
  await desk.close();
  tickets.close();
});

const mostActs = Number(process.env['WALK_ACTS'] ?? 110);
/** On a busy machine fewer acts are enough. */
const mostMs = Math.max(8_000, mostActs * 60);
const seed = Number(process.env['WALK_SEED'] ?? Date.now() % 1_000_000);

test(`whatever all people do through all doors, the table of states holds (seed ${seed})`, async () => {
  const { workspace, coval } = desk.stage;
  const chance = chanceOf(seed);
  const handles = Object.keys(roles);
  const idOf = (handle: string) => workspace.person(handle).id;
  const roleOf = (user: string) => roles[handles.find((handle) => idOf(handle) === user) ?? ''] ?? 'refused';
  const channel = (name: string) =>
    [...workspace.state.channels.values()].find((one) => one.name === name)?.id ?? '';
  const known = {
    people: handles.map(idOf),
    channels: [channel('support-traces'), channel('acme-shared')],
    ids: Object.values(coval.world.named).filter((id) => typeof id === 'string'),
    cases: 1,
  };
  const outsiders = ['cleo', 'dev', 'gus'].map(idOf);
  const onlooker = watchOutsiders(workspace, outsiders, [channel('acme-shared')]);
  const store = storedCases(desk);
  const done: string[] = [];

  const steps = caseSteps(desk);
  for (const [who, where] of [
    ['ana', 'support-traces'],
    ['cleo', 'support-traces'],
    ['ben', 'acme-shared'],
  ] as const)
    await steps.openCase(who, `the ${who} agent is silent`, where, { 'evidence-response_status': '500' });
  await talkAside();

  for (const end = Date.now() + mostMs; Date.now() < end && done.length < mostActs; ) {
    const act = chance.happens(0.1) ? undefined : actOf(workspace, chance.one(handles) ?? '', chance, known);
    if (act) {
      const result = await workspace.perform(act);
      done.push(`${result.ok ? '' : `(${result.error}) `}${JSON.stringify(act)}`);
    } else done.push(await fromOutside(desk, chance, known.cases));
    known.cases = Math.max(1, (await store.cases.list({}, { most: 500 })).length);
  }
  const rest = async () => {
    await workspace.settled();
    const left = async () => (await unfinishedJobs(desk.redisUrl)) + (await ringing(desk));
    await expect.poll(left, { timeout: 15_000, interval: 100 }).toBe(0);
  };
  const standing = (where: string, ts: string) => {
    const message = workspace.state.messages.get(where)?.get(ts);
    return message?.subtype === 'tombstone' ? undefined : message;
  };
  const all = async (): Promise<Case[]> => {
    const lines = await store.cases.list({}, { most: 1_000 });
    return Promise.all(lines.map(({ id }) => store.read(id)));
  };
  await rest();
  // That a card was deleted is noticed with the next change.
  for (const { id, place } of await all())
    if (!standing(place.channel, place.card ?? ''))
      await workspace
        .person('fay')
        .runs('/coval-triage', `note ${id} ${secretWord}`, { channel: 'support-traces' });
  // What a jump of the clock interrupted is found by the sweep.
  for (const _ of [1, 2]) {
    await rest();
    await passTime(desk, 2);
  }
  await rest();
  onlooker.stop();

  expect(done.length).toBeGreaterThan(20);
  const states = await all();
  try {
    for (const state of states) {
      await expectLegal(store.cases, state, roleOf);
      await expectListedOnce(store.cases, state);
      expect(unfinished(state), `${state.id} is ${state.status}`).toEqual([]);
      expectPictures(standing, state);
    }
    await expectTimers(desk.redisUrl, states);
    const internal = await internalWords(channel('coval-engineering'));
    expect([...onlooker.seen].filter((shown) => internal.test(shown))).toEqual([]);
    expect(desk.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  } catch (error) {
    process.stdout.write(
      `seed ${seed}, ${done.length} acts, the last ones:\n${done.slice(-40).join('\n')}\n`,
    );
    throw error;
  } finally {
    store.close();
  }
}, 60_000);

/** The case in the shared channel has a past that only colleagues know, whatever chance brings later. */
async function talkAside(): Promise<void> {
  const { workspace } = desk.stage;
  const steps = caseSteps(desk);
  const ana = workspace.person('ana');
  const emi = workspace.person('emi');
  const shared = { channel: 'acme-shared' };
  await workspace.person('dev').seesMessage('Diagnosed', shared);
  await ana.runs('/coval-triage', `note T-3 ${secretWord} they owe us`, shared);
  await ana.runs('/coval-triage', 'escalate T-3', shared);
  await ana.submits(await steps.sees('ana', /Send it anyway, because|Why engineering is needed/), {
    'handoff-override': `${secretWord} they wait`,
    'handoff-note': `${secretWord} look at it`,
  });
  await emi.clicks(await emi.seesMessage('Hand-off 1 of T-3'), 'handoff_answer');
  await emi.submits(await steps.sees('emi', 'Support reads it'), { 'answer-text': `${secretWord} not ours` });
  await workspace.person('dev').seesMessage('Our engineers have answered.', shared);
}

/** What stands among colleagues only: planted words, rows of the matrix, the engineers' channel, and buttons of ours. */
async function internalWords(engineering: string): Promise<RegExp> {
  const { rows } = await loadMatrix(MATRIX_DIR);
  const ids = [...rows.keys()].filter((id) => id.includes('-'));
  return new RegExp([secretWord, engineering, 'case_(?:hand_off|why|take)"', ...ids].join('|'));
}
