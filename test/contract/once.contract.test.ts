import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RetryLater } from '../../src/errors.ts';
import type { Drafts, Once } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import { checkRedis } from '../../src/store/check-redis.ts';
import { openRedis } from '../../src/store/connect.ts';
import { createDrafts } from '../../src/store/drafts.ts';
import { createInstallations } from '../../src/store/installations.ts';
import { createOnce } from '../../src/store/once.ts';
import { createCases } from '../../src/store/redis.ts';
import { retention } from '../../src/store/retention.ts';
import { caseAfter, opened } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { redisVariants } from './redis-variants.ts';

describe.each(redisVariants.filter(({ there }) => there))('on $name', (variant) => {
  let redis: Redis;
  let raw: Redis;
  let once: Once;
  let drafts: Drafts;
  let now = 1_000_000;
  let stop = async () => {};
  const nothing = async () => undefined;

  beforeAll(async () => {
    const server = await variant.start();
    raw = new Redis(server.url);
    redis = openRedis(server.url, listeningLog());
    once = createOnce(redis, { now: () => now });
    drafts = createDrafts(redis);
    stop = async () => {
      redis.disconnect();
      raw.disconnect();
      await server.stop();
    };
  });
  afterAll(() => stop());

  const openCase = async (id: string) =>
    createCases(redis, retention(90)).create(caseAfter([], id), opened());

  test('a delivery is taken once, and again after it was given back', async () => {
    const taken = await Promise.all([1, 2, 3].map(() => once.take('event:Ev1', 60_000)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await once.release('event:Ev1');
    expect(await once.take('event:Ev1', 60_000)).toBe(true);
  });

  test('an effect is made once and its answer kept', async () => {
    await openCase('T-501');
    let made = 0;
    const post = () => once.effect('T-501', 'post:C1:card', async () => `ts-${++made}`, nothing);
    expect([await post(), await post()]).toEqual(['ts-1', 'ts-1']);
    expect(await once.made('T-501')).toEqual([{ step: 'post:C1:card', answer: 'ts-1' }]);
  });

  test('an effect that ended unknown is looked up before it is made again', async () => {
    await openCase('T-502');
    const lost = once.effect('T-502', 'post', () => Promise.reject(new Error('no answer')), nothing);
    await expect(lost).rejects.toThrow('no answer');
    const found = await once.effect(
      'T-502',
      'post',
      async () => 'second',
      async () => 'first',
    );
    expect(found).toBe('first');
  });

  test('an effect at work elsewhere is not made beside it, and is taken over when its worker died', async () => {
    await openCase('T-503');
    let finish = (_answer: string) => {};
    const running = once.effect('T-503', 'post', () => new Promise((resolve) => (finish = resolve)), nothing);
    await expect.poll(async () => raw.hexists('triage:effects:T-503', 'post')).toBe(1);
    await expect(once.effect('T-503', 'post', async () => 'twice', nothing)).rejects.toBeInstanceOf(
      RetryLater,
    );
    now += 100_000;
    expect(await once.effect('T-503', 'post', async () => 'after the crash', nothing)).toBe(
      'after the crash',
    );
    finish('late');
    await running;
  });

  test('a try that seems to come from the future was begun before the clock went back, and is taken over', async () => {
    await openCase('T-504');
    await raw.hset('triage:effects:T-504', 'post', `?${now + 86_400_000}`);
    expect(await once.effect('T-504', 'post', async () => 'made', nothing)).toBe('made');
    await raw.hset('triage:effects:T-504', 'other', `?${now + 5_000}`);
    await expect(once.effect('T-504', 'other', async () => 'twice', nothing)).rejects.toBeInstanceOf(
      RetryLater,
    );
  });

  test('no effect is made for a case that is gone', async () => {
    await expect(once.effect('T-599', 'post', async () => 'made', nothing)).rejects.toMatchObject({
      code: 'case_gone',
    });
    expect(await raw.exists('triage:effects:T-599')).toBe(0);
  });

  test('what was made while its case was forgotten is taken back', async () => {
    await openCase('T-505');
    const cases = createCases(redis, retention(90));
    await once.effect('T-505', 'post:C1:card', async () => '1.1', nothing);
    await once.effect('T-505', 'lost', () => Promise.reject(new Error('no answer')), nothing).catch(() => 0);
    const undone: string[] = [];
    let known: { step: string; answer?: string }[] = [];
    const post = once.effect(
      'T-505',
      'post:C1:line',
      async () => {
        known = await cases.forget('T-505', 'U1', 1);
        return '1.2';
      },
      nothing,
      async (answer) => undone.push(answer),
    );
    await expect(post).rejects.toMatchObject({ code: 'case_gone' });
    expect(known).toEqual([
      { step: 'post:C1:card', answer: '1.1' },
      { step: 'lost' },
      { step: 'post:C1:line' },
    ]);
    expect(undone).toEqual(['1.2']);
    expect(await raw.exists('triage:effects:T-505')).toBe(0);
  });

  test('a half-filled form comes back to its author until it is dropped', async () => {
    await drafts.keep('T-1', 'U1', { endpoint: words`https://api.coval.dev` });
    expect(await drafts.find('T-1', 'U1')).toEqual({ endpoint: 'https://api.coval.dev' });
    expect(await drafts.find('T-1', 'U2')).toBeUndefined();
    await drafts.drop('T-1', 'U1');
    expect(await drafts.find('T-1', 'U1')).toBeUndefined();
  });

  test('an installation comes back whole, its token is never readable in Redis, and another secret cannot open it', async () => {
    const token = ['xoxb', randomBytes(12).toString('hex')].join('-');
    const secret = randomBytes(16).toString('hex');
    const installation = {
      team: { id: 'T9' },
      enterprise: undefined,
      user: { id: 'U9', token: undefined, scopes: undefined },
      bot: { id: 'B9', userId: 'UB9', token, scopes: ['chat:write'] },
    };
    const query = { teamId: 'T9', enterpriseId: undefined, isEnterpriseInstall: false } as const;
    await createInstallations(redis, secret).storeInstallation(installation);
    expect(await createInstallations(redis, secret).fetchInstallation(query)).toMatchObject({
      bot: { token, userId: 'UB9' },
    });
    expect(await raw.get('triage:installation:T9')).not.toContain(token);
    await expect(
      createInstallations(redis, randomBytes(16).toString('hex')).fetchInstallation(query),
    ).rejects.toMatchObject({ code: 'bad_config' });
    await createInstallations(redis, secret).deleteInstallation?.(query);
    expect(await raw.exists('triage:installation:T9')).toBe(0);
  });

  test('the report of this Redis names its version and what may lose cases', async () => {
    const report = await checkRedis(redis);
    expect(report.version).toMatch(/^\d+\.\d+/);
    expect(report.problems).toEqual([]);
  });

  test('a store that is away is said within the time a person waits', async () => {
    const gone = openRedis('redis://127.0.0.1:1', listeningLog());
    await expect(createOnce(gone, { now: () => now }).take('x', 1)).rejects.toMatchObject({
      code: 'store_away',
    });
    gone.disconnect();
  });
});
