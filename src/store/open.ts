import type { Redis } from 'ioredis';
import type { Log } from '../ports.ts';
import { checkRedis } from './check-redis.ts';
import { openRedis } from './connect.ts';
import { startEmbeddedRedis } from './embedded.ts';

/** The configured Redis, or the embedded one; looked over before cases go into it. */
export interface OpenStore {
  redis: Redis;
  url: string;
  embedded: boolean;
  close(): Promise<void>;
}

export class RedisUnfit extends Error {}

export async function openStore(url: string | undefined, log: Log): Promise<OpenStore> {
  const embedded = url === undefined ? await startEmbeddedRedis(log) : undefined;
  const address = embedded?.url ?? url ?? '';
  const redis = openRedis(address, log);
  const close = async () => {
    redis.disconnect();
    await embedded?.close();
  };
  if (embedded) return { redis, url: address, embedded: true, close };
  try {
    const report = await checkRedis(redis);
    if (report.problems.length > 0) throw new RedisUnfit(report.problems.join(' '));
    for (const warning of report.warnings)
      log.warn('Redis is not set up to keep cases', { reason: warning.split(':')[0] });
    return { redis, url: address, embedded: false, close };
  } catch (error) {
    await close();
    throw error;
  }
}
