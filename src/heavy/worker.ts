/** The entry of a worker thread: one job at a time, one answer each. */
import { parentPort } from 'node:worker_threads';
import type { Done, Job, Value } from './protocol.ts';
import { runAnalyze, runRedact } from './tasks.ts';

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(answer(job));
});

function answer(job: Job): Done<Value> {
  try {
    return {
      ok: true,
      value: job.kind === 'analyze' ? runAnalyze(job.bytes, job.task) : runRedact(job.fields, job.secret),
    };
  } catch {
    // A worker must answer every job. The error may quote the dump, so it goes no further.
    return { ok: false, failure: 'crashed' };
  }
}
