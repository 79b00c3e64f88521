import type { Log } from '../ports.ts';
import { checkRedis } from './check-redis.ts';
import { openRedis } from './connect.ts';

/** Redis, looked at for `doctor`: reached, new enough, and set up to keep what it is given. */
export async function storeDoctor(
  url: string | undefined,
  log: Log,
): Promise<{ ok: boolean; name: string; says: string }[]> {
  const name = 'Redis';
  if (url === undefined)
    return [{ ok: false, name, says: 'Set REDIS_URL; without it cases do not survive a restart.' }];
  const redis = openRedis(url, log);
  try {
    const { version, problems, warnings } = await checkRedis(redis);
    const trouble = [...problems, ...warnings].map((says) => ({ ok: false, name, says }));
    return trouble.length > 0
      ? trouble
      : [{ ok: true, name, says: `Version ${version}, set up to keep cases.` }];
  } catch {
    return [{ ok: false, name, says: 'It does not answer at REDIS_URL. Start it or correct the address.' }];
  } finally {
    redis.disconnect();
  }
}
