import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import type { CaseEvent } from '../../src/cases/events.ts';
import { fingerprint } from '../../src/cases/fingerprint.ts';
import type { Cases } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import { openRedis } from '../../src/store/connect.ts';
import { createCases } from '../../src/store/redis.ts';
import { retention } from '../../src/store/retention.ts';
import { accepted, actor, caseAfter, diagnosisRecord, evidence, opened, start } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import type { redisVariants } from './redis-variants.ts';

/** What every store of cases must do, whatever it stands on. */
export function casesContract(variant: (typeof redisVariants)[number]): void {
  describe.skipIf(!variant.there)(`cases on ${variant.name}`, () => {
    let cases: Cases & { prune(most: number): Promise<number> };
    let redis: Redis;
    let raw: Redis;
    let stop = async () => {};

    beforeAll(async () => {
      const server = await variant.start();
      raw = new Redis(server.url);
      await raw.flushdb();
      redis = openRedis(server.url, listeningLog());
      cases = createCases(redis, retention(90));
      stop = async () => {
        redis.disconnect();
        raw.disconnect();
        await server.stop();
      };
    });
    afterAll(() => stop());

    const create = async (over: Partial<Extract<CaseEvent, { type: 'opened' }>> = {}): Promise<Case> => {
      const event = opened(over);
      const state = caseAfter([], await cases.nextId(), event);
      await cases.create(state, event);
      return state;
    };
    const change = async (state: Case, event: CaseEvent): Promise<Case> => {
      const next = accepted(state, event);
      expect(await cases.save(next, state.revision, [event])).toBe('saved');
      return next;
    };
    const ids = (lines: { id: string }[]) => lines.map(({ id }) => id);

    test('a case comes back as it was written, with its timeline', async () => {
      const first = await create();
      const next = await change(first, { type: 'taken', by: actor('support'), at: start + 1 });
      expect(await cases.load(first.id)).toEqual(next);
      expect((await cases.timeline(first.id, 10)).map(({ type }) => type)).toEqual(['opened', 'taken']);
      expect((await cases.timeline(first.id, 1)).map(({ type }) => type)).toEqual(['taken']);
      expect(await cases.load('T-999999')).toBeUndefined();
    });

    test('of two that change the same revision only one is saved', async () => {
      const state = await create();
      const take: CaseEvent = { type: 'taken', by: actor('support'), at: start + 1 };
      const note: CaseEvent = {
        type: 'noted',
        by: actor('support'),
        at: start + 1,
        text: words`Called them`,
        internal: true,
      };
      const outcomes = await Promise.all([
        cases.save(accepted(state, take), state.revision, [take]),
        cases.save(accepted(state, note), state.revision, [note]),
      ]);
      expect(outcomes.sort()).toEqual(['conflict', 'saved']);
      expect(await cases.timeline(state.id, 10)).toHaveLength(2);
    });

    test('a list follows state, owner and channel, newest change first', async () => {
      const channel = 'CLIST';
      const place = { team: 'T1', channel, thread: '1.1' };
      const a = await create({ place, at: start + 1_000 });
      const b = await create({ place, at: start + 2_000 });
      const c = await change(a, { type: 'assigned', by: actor('support'), at: start + 3_000, to: 'ULISTED' });
      expect(ids(await cases.list({ channel }, { most: 10 }))).toEqual([c.id, b.id]);
      expect(ids(await cases.list({ owner: 'ULISTED' }, { most: 10 }))).toEqual([c.id]);
      expect(ids(await cases.list({ channel, owner: 'nobody' }, { most: 10 }))).toEqual([b.id]);
      expect(ids(await cases.list({ channel }, { most: 10, before: start + 3_000 }))).toEqual([b.id]);
      expect(ids(await cases.list({ channel, staleSince: start + 2_500 }, { most: 10 }))).toEqual([b.id]);
      expect(await cases.count({ channel, status: ['new'] })).toBe(2);
      await change(c, { type: 'withdrawn', by: actor('support'), at: start + 4_000, reason: words`Mistake` });
      expect(await cases.count({ channel, status: ['new'] })).toBe(1);
      expect(ids(await cases.list({ channel, status: ['withdrawn'] }, { most: 10 }))).toEqual([a.id]);
    });

    test('cases that changed in the same instant are all listed, whatever the filter', async () => {
      const place = { team: 'T1', channel: 'CTIES', thread: '1.9' };
      const made = [];
      for (let index = 0; index < 9; index++) made.push(await create({ place, at: start + 500 }));
      for (const state of made.slice(0, 7))
        await change(state, { type: 'assigned', by: actor('support'), at: start + 500, to: 'UTIES' });
      const mine = await cases.list({ channel: 'CTIES', owner: 'nobody' }, { most: 9 });
      expect(ids(mine).sort()).toEqual(ids(made.slice(7)).sort());
      expect(await cases.list({ channel: 'CTIES' }, { most: 20 })).toHaveLength(9);
    });

    test('cases of another workspace shorten no list, no search and no count', async () => {
      const ours = await create({ title: words`walrus one`, place: { team: 'TOURS', channel: 'CTEAM' } });
      for (let index = 0; index < 4; index++)
        await create({
          title: words`walrus ${index}`,
          place: { team: 'TTHEIRS', channel: 'CTEAM' },
          at: start + 9,
        });
      const team = 'TOURS';
      for (const filter of [{ team }, { team, owner: 'nobody' }, { team, channel: 'CTEAM' }])
        expect(ids(await cases.list(filter, { most: 1 }))).toEqual([ours.id]);
      expect(await cases.count({ team })).toBe(1);
      expect(await cases.count({ team: 'TTHEIRS', owner: 'nobody' })).toBe(4);
      expect(ids(await cases.search('walrus', 1, { team }))).toEqual([ours.id]);
      expect(await cases.search('walrus', 1, { team, customer: 'USOMEBODY' })).toEqual([]);
    });

    test('a search finds a case by its ID, a pasted ID, its row, agent, customer and words of its title', async () => {
      const state = await create({ title: words`Pipecat zebra traces`, customer: 'UZEBRA' });
      const given = await change(state, {
        type: 'evidence_given',
        by: actor('support'),
        at: start + 1,
        items: [
          evidence('target_id', words`nQ3vZebra8sKfTt2LmPq9w`),
          evidence('agent_type', words`MODEL_TYPE_ZEBRA`),
          evidence('response_status', 404),
          evidence('target_header', words`simulation`),
        ],
        redacted: 0,
      });
      await change(given, {
        type: 'diagnosed',
        by: actor('bot'),
        at: start + 2,
        record: diagnosisRecord(1, { cause: 'zebra-row' }),
      });
      for (const query of [
        state.id,
        'nq3vzebra8skftt2lmpq9w',
        'zebra-row',
        'MODEL_TYPE_ZEBRA',
        '<@UZEBRA|z>',
        'pipecat zebra',
      ])
        expect([query, ids(await cases.search(query, 5))]).toEqual([query, [state.id]]);
      expect(await cases.search('zebra giraffe', 5)).toEqual([]);
      expect(await cases.search('?', 5)).toEqual([]);
    });

    test('a case with the same evidence is found, and one with other evidence is not', async () => {
      const withEvidence = async (status: number) =>
        change(await create(), {
          type: 'evidence_given',
          by: actor('customer'),
          at: start + 1,
          items: [
            evidence('response_status', status),
            evidence('target_header', words`both`),
            evidence('agent_type', words`MODEL_TYPE_SAME`),
          ],
          redacted: 0,
        });
      const [one, two] = [await withEvidence(400), await withEvidence(400)];
      await withEvidence(404);
      expect(ids(await cases.sameEvidence(fingerprint(one), 5)).sort()).toEqual([one.id, two.id].sort());
      expect(await cases.sameEvidence('', 5)).toEqual([]);
    });

    test('every message of a case leads back to it, an older anchor too', async () => {
      const place = { team: 'T1', channel: 'CCARD', thread: '7.1', card: '7.1' };
      const state = await create({ place });
      await change(state, {
        type: 'anchored',
        by: actor('bot'),
        at: start + 1,
        place: { ...place, thread: '8.1', card: '8.2' },
      });
      for (const ts of ['7.1', '8.1', '8.2']) expect(await cases.byCard('CCARD', ts)).toBe(state.id);
      expect(await cases.byCard('CCARD', '9.9')).toBeUndefined();
    });

    test('a forgotten case leaves an audit line without content, and nothing else', async () => {
      const state = await create({
        title: words`forgetmenot`,
        place: { team: 'T1', channel: 'CFORGET', thread: '1.2' },
      });
      await cases.forget(state.id, 'USUPPORT', start);
      expect(await cases.load(state.id)).toBeUndefined();
      expect(await cases.timeline(state.id, 10)).toEqual([]);
      expect(await cases.search('forgetmenot', 5)).toEqual([]);
      expect(await cases.list({ channel: 'CFORGET' }, { most: 5 })).toEqual([]);
      expect(await cases.byCard('CFORGET', '1.2')).toBeUndefined();
      expect(await cases.save({ ...state, revision: 2 }, 1, [])).toBe('gone');
      const audit = await raw.lrange('triage:audit', -1, -1);
      expect(audit).toEqual([JSON.stringify({ forgotten: state.id, by: 'USUPPORT', at: start })]);
      const left = (await raw.keys('*')).filter(
        (key) => key.includes(`:${state.id}`) || key.includes('CFORGET'),
      );
      expect(left).toEqual([]);
    });

    test('every key has an expiry, and an ended case a shorter one', async () => {
      const state = await create();
      const open = await raw.pttl(`triage:case:${state.id}`);
      await change(state, { type: 'withdrawn', by: actor('support'), at: start + 1, reason: words`Mistake` });
      expect(await raw.pttl(`triage:case:${state.id}`)).toBeLessThan(open);
      const lives = await Promise.all(
        (await raw.keys('*')).map(async (key) => [key, await raw.pttl(key)] as const),
      );
      expect(lives.filter(([, life]) => life < 0)).toEqual([]);
    });

    test('a case that expired disappears from the lists', async () => {
      const place = { team: 'T1', channel: 'CEXPIRE', thread: '1.3' };
      const state = await create({ place });
      await raw.del(`triage:case:${state.id}`);
      expect(await cases.list({ channel: 'CEXPIRE' }, { most: 5 })).toEqual([]);
      expect(await cases.count({ channel: 'CEXPIRE' })).toBe(0);
      const other = await create({ place, at: start - 1 });
      await raw.del(`triage:case:${other.id}`);
      expect(await cases.prune(100)).toBe(1);
      expect(await cases.count({ channel: 'CEXPIRE' })).toBe(0);
    });

    test('a damaged or newer case is a clear error, and does not spoil a list', async () => {
      const place = { team: 'T1', channel: 'CBROKEN', thread: '1.4' };
      const broken = await create({ place });
      const newer = await create({ place });
      await raw.hset(`triage:case:${broken.id}`, 'document', '{"id":');
      await raw.hset(`triage:case:${newer.id}`, 'format', '99');
      await expect(cases.load(broken.id)).rejects.toMatchObject({ code: 'case_unreadable' });
      await expect(cases.load(newer.id)).rejects.toMatchObject({ code: 'case_unreadable' });
      expect(await cases.list({ channel: 'CBROKEN' }, { most: 5 })).toHaveLength(2);
      await raw.hset(`triage:case:${broken.id}`, 'line', 'x');
      expect(ids(await cases.list({ channel: 'CBROKEN' }, { most: 5 }))).toEqual([newer.id]);
    });
  });
}
