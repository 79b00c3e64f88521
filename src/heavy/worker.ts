/** The entry of a worker thread: one job at a time, one answer each. */
import { parentPort } from 'node:worker_threads';
import type { Done, Job } from './protocol.ts';
import { runAnalyze } from './tasks.ts';

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(answer(job));
});

function answer(job: Job): Done {
  try {
    return { ok: true, value: runAnalyze(job.bytes, job.task) };
  } catch (error) {
    // A worker must answer every job; the pool turns this into the caller's error.
    return { ok: false, message: error instanceof Error ? error.name : 'unknown' };
  }
}
