import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { listeningLog } from '../listening-log.ts';
import { realRedisIsThere, realRedisReason, startRealRedis } from '../redis-server.ts';

/** Each suite of the store and the queue runs on both; a missing real Redis is a skip that says why. */
export const redisVariants: readonly {
  name: string;
  embedded: boolean;
  there: boolean;
  reason: string;
  start: () => Promise<{ url: string; stop(): Promise<void> }>;
}[] = [
  {
    name: 'embedded server',
    embedded: true,
    there: true,
    reason: '',
    start: async () => {
      const server = await startEmbeddedRedis(listeningLog());
      return { url: server.url, stop: () => server.close() };
    },
  },
  {
    name: realRedisIsThere ? 'real Redis' : `real Redis (left out: ${realRedisReason})`,
    embedded: false,
    there: realRedisIsThere,
    reason: realRedisReason,
    start: () => startRealRedis(),
  },
];
