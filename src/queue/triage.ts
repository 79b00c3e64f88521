import { FlowProducer, type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Triage } from '../ports.ts';
import { adding, openProducer, type QueueOptions, quietly } from './connection.ts';
import type { JobName, Payload } from './payloads.ts';
import {
  jobIds,
  keepDone,
  keepFailed,
  prefix,
  type QueueName,
  queueKeys,
  queueNames,
  queueOf,
  tries,
} from './queues.ts';
import { homeGap, pace, redrawDelay } from './redraws.ts';
import { claimTimer } from './timers.ts';

/** The Triage port over BullMQ. */

/** Longer than any job waits; a case that outlives it has nothing queued. */
const trackedMs = 30 * 86_400_000;

export interface QueuedTriage extends Triage {
  /** Jobs by queue and state, for metrics and health. */
  counts(): Promise<Record<QueueName, Record<string, number>>>;
  close(): Promise<void>;
}

export function createTriage(options: QueueOptions): QueuedTriage {
  const redis = openProducer(options);
  const shared = { connection: redis, prefix };
  const streams = { events: { maxLen: options.embedded ? 50 : 1_000 } };
  const queues = Object.fromEntries(
    queueNames.map((name) => [name, new Queue(name, { ...shared, streams })]),
    // Object.fromEntries forgets that the names are exactly these.
  ) as Record<QueueName, Queue>;
  const flows = new FlowProducer(shared);
  flows.on('error', quietly(options.log));
  for (const queue of Object.values(queues)) queue.on('error', quietly(options.log));

  const add = async <N extends Exclude<JobName, 'sweep' | 'home'>>(
    name: N,
    data: Payload<N>,
    own: JobsOptions,
  ) => {
    const queue = queueOf[name];
    if (own.jobId !== undefined) await track(redis, data.caseId, [[queue, own.jobId]]);
    await queues[queue].add(name, data, { ...jobOptions(name), ...own });
  };

  return {
    start: (caseId, revision, checks) =>
      adding(redis, async () => {
        const parent = jobIds.diagnosis(caseId, revision);
        const children = checks.map((check) => ({
          name: 'check',
          queueName: queueOf.check,
          data: { caseId, revision, check } satisfies Payload<'check'>,
          opts: {
            ...jobOptions('check'),
            jobId: jobIds.check(caseId, revision, check),
            ignoreDependencyOnFailure: true,
          },
        }));
        await track(redis, caseId, [
          [queueOf.diagnosis, parent],
          ...children.map(({ queueName, opts }) => [queueName, opts.jobId] as const),
        ]);
        await flows.add({
          name: 'diagnosis',
          queueName: queueOf.diagnosis,
          data: { caseId, revision } satisfies Payload<'diagnosis'>,
          opts: { ...jobOptions('diagnosis'), jobId: parent },
          children,
        });
      }),

    publish: (caseId, isUrgent = true) =>
      adding(redis, async () => {
        const delay = await redrawDelay(redis, caseId, isUrgent, options.pace ?? pace);
        // Urgent replaces a redraw that is still gathering; mere progress never pushes one back.
        const deduplication = { id: jobIds.publish(caseId), keepLastIfActive: true, replace: isUrgent };
        await add('publish', { caseId }, { delay, deduplication });
      }),

    redrawHomes: (team) =>
      adding(redis, async () => {
        const deduplication = { id: jobIds.home(team), keepLastIfActive: true };
        const delay = homeGap(options.pace ?? pace);
        const own = { ...jobOptions('home'), delay, deduplication };
        await queues[queueOf.home].add('home', { team } satisfies Payload<'home'>, own);
      }),

    handOff: (caseId, number) =>
      adding(redis, () => add('handoff', { caseId, number }, { jobId: jobIds.handoff(caseId, number) })),
    prove: (caseId, fixedAt) =>
      adding(redis, () => add('proof', { caseId, fixedAt }, { jobId: jobIds.proof(caseId, fixedAt) })),
    webhook: (caseId, number) =>
      adding(redis, () => add('webhook', { caseId, number }, { jobId: jobIds.webhook(caseId, number) })),

    wakeAt: (caseId, at) =>
      adding(redis, async () => {
        if ((await claimTimer(redis, caseId, at)) === undefined) return;
        const deduplication = { id: jobIds.wake(caseId), replace: true, keepLastIfActive: true };
        await add('wake', { caseId }, { delay: Math.max(0, at - Date.now()), deduplication });
      }),

    cancel: (caseId) =>
      adding(redis, async () => {
        const tracked = await redis.smembers(queueKeys.jobs(caseId));
        // The diagnosis first: with its last check gone it would be set free to run.
        for (const entry of tracked.sort((a, b) => rank(a) - rank(b))) {
          const [queue, id] = entry.split(' ');
          if (isQueue(queue) && id) await queues[queue].remove(id);
        }
        await dropDeduplicated(queues.publish, jobIds.publish(caseId));
        await dropDeduplicated(queues.clock, jobIds.wake(caseId));
        await redis.del(queueKeys.jobs(caseId), queueKeys.redraws(caseId), queueKeys.timer(caseId));
      }),

    counts: () =>
      adding(redis, async () => {
        const entries = await Promise.all(
          queueNames.map(async (name) => [name, await queues[name].getJobCounts()] as const),
        );
        // As above.
        return Object.fromEntries(entries) as Record<QueueName, Record<string, number>>;
      }),

    close: async () => {
      await Promise.all([...Object.values(queues), flows].map((one) => one.close()));
      redis.disconnect();
    },
  };
}

function jobOptions(name: Exclude<JobName, 'sweep'>): JobsOptions {
  const { attempts, firstMs } = tries[name];
  return {
    attempts,
    // Half of each pause is left to chance, so that what failed together does not come back together.
    backoff: { type: 'exponential', delay: firstMs, jitter: 0.5 },
    removeOnComplete: keepDone,
    removeOnFail: keepFailed,
  };
}

async function track(
  redis: Redis,
  caseId: string,
  jobs: readonly (readonly [QueueName, string])[],
): Promise<void> {
  const key = queueKeys.jobs(caseId);
  await redis
    .pipeline()
    .sadd(key, ...jobs.map(([queue, id]) => `${queue} ${id}`))
    .pexpire(key, trackedMs)
    .exec();
}

/** A job that is being worked on cannot be removed; it finds its case gone and stops by itself. */
async function dropDeduplicated(queue: Queue, id: string): Promise<void> {
  const job = await queue.getDeduplicationJobId(id);
  if (job !== null) await queue.remove(job);
  await queue.removeDeduplicationKey(id);
}

function rank(entry: string): number {
  return entry.startsWith('checks ') ? 1 : 0;
}

function isQueue(name: string | undefined): name is QueueName {
  return queueNames.some((known) => known === name);
}
