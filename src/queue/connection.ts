import { Redis } from 'ioredis';
import { TriageError } from '../errors.ts';
import type { Log } from '../ports.ts';
import type { Pace } from './redraws.ts';

/** The queue's own connections: one that adds and fails fast, one that works and never gives up. */

export interface QueueOptions {
  url: string;
  /** The embedded server: adding to a stream costs its whole length there, so event streams are kept short. */
  embedded: boolean;
  log: Log;
  pace?: Pace;
}

const addMs = 2_000;
const reconnectWaitMs = 1_200;

export function openProducer({ url, log }: QueueOptions): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: addMs,
    retryStrategy: reconnectDelay,
  });
  redis.on('error', quietly(log));
  return redis;
}

/**
 * A worker's commands wait for Redis to come back, however long it takes: with a limit, finished jobs would be
 * counted as failed during an outage and run twice.
 */
export function openWorkerConnection({ url, log }: QueueOptions): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: reconnectDelay });
  redis.on('error', quietly(log));
  return redis;
}

/** The default grows to 20 s; with this, work starts again within 1.3 s of Redis coming back. */
function reconnectDelay(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 10), 2_000);
}

/** The store's connection reports outages; the queue's would only repeat it. */
export function quietly(log: Log): (error: Error) => void {
  return (error) => log.debug('The queue lost Redis', { reason: error.name });
}

/** Adds only on a standing connection: what is written while Redis is away would be added after its caller gave up. */
export async function adding<T>(redis: Redis, run: () => Promise<T>): Promise<T> {
  try {
    if (redis.status !== 'ready') await untilReady(redis);
    return await run();
  } catch (cause) {
    throw new TriageError('store_away', { cause });
  }
}

function untilReady(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const ready = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      redis.off('ready', ready);
      reject(new Error('no connection'));
    }, reconnectWaitMs);
    redis.once('ready', ready);
  });
}
