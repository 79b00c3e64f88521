import { Redis } from 'ioredis';
import { TriageError } from '../errors.ts';
import type { Log } from '../ports.ts';

/** One connection for the store. Commands fail fast instead of queueing: a person is waiting behind each of them. */

/** Slack gives 3 s to answer; 1.2 s of waiting for a reconnect and 1.5 s for the command leave a rest. */
const reconnectWaitMs = 1_200;
const commandMs = 1_500;

export function openRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    // A command that waits in a queue while Redis is away would still run after its caller has given up.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandMs,
    connectTimeout: 5_000,
    retryStrategy: reconnectDelay,
  });
  // One line per outage, not one per attempt.
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.error('Redis is away', { reason: errorCode(error) });
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
  return redis;
}

/** Quick at first, never more than 2 s: measured to start work again within 1.3 s of Redis coming back. */
export function reconnectDelay(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 10), 2_000);
}

/** Runs commands once the connection stands; everything Redis throws becomes `store_away`. */
export async function talk<T>(redis: Redis, run: () => Promise<T>): Promise<T> {
  try {
    if (redis.status !== 'ready') await untilReady(redis);
    return await run();
  } catch (cause) {
    if (cause instanceof TriageError) throw cause;
    throw new TriageError('store_away', { cause });
  }
}

function untilReady(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      clearTimeout(timer);
      redis.off('ready', ready);
      if (error) reject(error);
      else resolve();
    };
    const ready = () => settle();
    const timer = setTimeout(() => settle(new Error('no connection')), reconnectWaitMs);
    redis.once('ready', ready);
  });
}

export function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
