import { DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { catalogue, RetryLater, TriageError } from '../errors.ts';
import type { Log } from '../ports.ts';
import { openWorkerConnection, type QueueOptions, quietly } from './connection.ts';
import { type JobName, type Payload, payloads } from './payloads.ts';
import { prefix, type QueueName, queueNames } from './queues.ts';
import { noteRedraw, type Pace, pace } from './redraws.ts';
import { releaseTimer } from './timers.ts';

/** Hosts the processors; the one place where a job's errors are caught. */

export interface JobContext {
  /** 1 for the first try. */
  attempt: number;
  /** True when a throw would not be tried again: record what is known instead. */
  last: boolean;
  /** Aborted when the lock on this job is lost: somebody else runs it now. */
  signal: AbortSignal;
}

export type Processors = {
  readonly [N in JobName]: (payload: Payload<N>, context: JobContext) => Promise<void>;
};

export interface WorkerOptions extends QueueOptions {
  processors: Processors;
  /** How often cases that were saved but never queued are looked for. */
  sweepMs?: number;
  concurrency?: Partial<Record<QueueName, number>>;
}

const concurrency: Readonly<Record<QueueName, number>> = { checks: 8, work: 8, publish: 8, clock: 2 };

/** Measured: the jobs of a killed worker start again 31 s later. Shorter locks are lost by a busy event loop. */
const lockMs = 30_000;
const stalledMs = 15_000;
/** A job that took its worker down five times is not tried a sixth. */
const mostStalls = 5;
/** Past this a close no longer waits for running jobs; the next start takes them over. */
const closeMs = 8_000;

export interface Workers {
  close(): Promise<void>;
}

export async function startWorkers(options: WorkerOptions): Promise<Workers> {
  const redis = openWorkerConnection(options);
  const workers = queueNames.map(
    (name) =>
      new Worker(name, (job, token, signal) => run(options, redis, job, token, signal), {
        connection: redis,
        prefix,
        concurrency: options.concurrency?.[name] ?? concurrency[name],
        lockDuration: lockMs,
        stalledInterval: stalledMs,
        maxStalledCount: mostStalls,
        // Seconds. Short on the embedded server, so that the process can end at once.
        drainDelay: options.embedded ? 1 : 5,
      }),
  );
  for (const worker of workers) {
    worker.on('error', quietly(options.log));
    worker.on('lockRenewalFailed', (ids: string[]) => {
      for (const id of ids) worker.cancelJob(id);
    });
  }
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  await scheduleSweep(redis, options);
  return { close: () => closeAll(workers, redis, options.log) };
}

async function scheduleSweep(redis: Redis, options: WorkerOptions): Promise<void> {
  const streams = { events: { maxLen: options.embedded ? 50 : 1_000 } };
  const clock = new Queue('clock', { connection: redis, prefix, streams });
  clock.on('error', quietly(options.log));
  await clock.upsertJobScheduler(
    'sweep',
    { every: options.sweepMs ?? 60_000 },
    { name: 'sweep', data: {}, opts: { removeOnComplete: { count: 1 }, removeOnFail: { count: 10 } } },
  );
  await clock.close();
}

async function run(
  { processors, log, pace: by = pace }: WorkerOptions,
  redis: Redis,
  job: Job,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const attempt = job.attemptsMade + 1;
  const last = attempt >= (job.opts.attempts ?? 1);
  const context = { attempt, last, signal: signal ?? new AbortController().signal };
  const fields = { job: job.id ?? job.name, attempt };
  try {
    await noted(redis, job, by);
    await dispatch(processors, job, context);
  } catch (error) {
    if (error instanceof RetryLater) {
      // Slack or Coval named the time itself: waiting for it uses up no try.
      await job.moveToDelayed(Date.now() + error.afterMs, token);
      log.info('A job waits as it was told to', { ...fields, retryAfterMs: error.afterMs });
      throw new DelayedError();
    }
    const code = error instanceof TriageError ? error.code : 'unexpected';
    const reason = error instanceof Error ? error : undefined;
    const final = last || error instanceof UnrecoverableError || catalogue[code].retry === 'never';
    if (catalogue[code].level === 'info') log.info('A job stopped', { ...fields, code });
    else if (final) log.error('A job failed for good', { ...fields, code, reason });
    else log.warn('A job failed and will be tried again', { ...fields, code, reason });
    if (catalogue[code].retry === 'never') throw new UnrecoverableError(code);
    throw error;
  }
}

async function noted(redis: Redis, job: Job, by: Pace): Promise<void> {
  const parsed = payloads.publish.safeParse(job.data);
  if (!parsed.success) return;
  if (job.name === 'publish') await noteRedraw(redis, parsed.data.caseId, by);
  if (job.name === 'wake') await releaseTimer(redis, parsed.data.caseId);
}

async function dispatch(processors: Processors, job: Job, context: JobContext): Promise<void> {
  if (!isJobName(job.name)) throw new UnrecoverableError(`no processor for ${job.name}`);
  const parsed = payloads[job.name].safeParse(job.data);
  if (!parsed.success) throw new UnrecoverableError('this job was written by another version');
  // Name and schema come from the same table entry; TypeScript cannot follow the pair.
  const process = processors[job.name] as (payload: unknown, context: JobContext) => Promise<void>;
  await process(parsed.data, context);
}

function isJobName(name: string): name is JobName {
  return name in payloads;
}

async function closeAll(workers: readonly Worker[], redis: Redis, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), closeMs);
  });
  const closed = Promise.allSettled(workers.map((worker) => worker.close()));
  if ((await Promise.race([closed, patience])) === 'late')
    log.warn('Jobs are still running at the end; the next start takes them over');
  clearTimeout(timer);
  redis.disconnect();
}
