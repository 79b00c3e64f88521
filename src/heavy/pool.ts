/** A few worker threads and a line before them. A job that runs too long or takes its worker down fails alone. */
import { Worker } from 'node:worker_threads';
import type { Done, Job, Value } from './protocol.ts';

export type Failure = 'deadline' | 'crashed' | 'closed' | 'busy';
export type PoolOutcome = Done<Value> | { readonly ok: false; readonly failure: Failure };

export interface PoolOptions {
  readonly entry: URL;
  readonly workers: number;
  /** From the moment a worker takes the job. */
  readonly deadlineMs: number;
  readonly memoryMb: number;
  readonly longestLine: number;
}

interface Waiting {
  readonly job: Job;
  readonly settle: (outcome: PoolOutcome) => void;
}

interface Running extends Waiting {
  readonly timer: NodeJS.Timeout;
}

export class Pool {
  readonly #options: PoolOptions;
  readonly #line: Waiting[] = [];
  readonly #idle: Worker[] = [];
  readonly #running = new Map<Worker, Running>();
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  run(job: Job): Promise<PoolOutcome> {
    return new Promise((settle) => {
      if (this.#closed) settle({ ok: false, failure: 'closed' });
      else if (this.#line.length >= this.#options.longestLine) settle({ ok: false, failure: 'busy' });
      else {
        this.#line.push({ job, settle });
        this.#next();
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#line.splice(0)) waiting.settle({ ok: false, failure: 'closed' });
    const workers = [...this.#idle.splice(0), ...this.#running.keys()];
    for (const worker of this.#running.keys()) this.#finish(worker, { ok: false, failure: 'closed' });
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #next(): void {
    const waiting = this.#line[0];
    if (!waiting || this.#closed) return;
    const worker = this.#idle.pop() ?? this.#spawn();
    if (!worker) return;
    this.#line.shift();
    // A worker at work keeps the process alive; an idle one must not.
    worker.ref();
    const timer = setTimeout(() => this.#drop(worker, 'deadline'), this.#options.deadlineMs);
    this.#running.set(worker, { ...waiting, timer });
    worker.postMessage(waiting.job);
  }

  #spawn(): Worker | undefined {
    if (this.#running.size >= this.#options.workers) return undefined;
    const worker = new Worker(this.#options.entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memoryMb },
      // A worker that computes needs no environment, so it gets none.
      env: {},
      stdout: true,
      stderr: true,
    });
    worker.on('message', (done: Done<Value>) => {
      this.#finish(worker, done);
      worker.unref();
      this.#idle.push(worker);
      this.#next();
    });
    worker.on('error', () => this.#drop(worker, 'crashed'));
    worker.on('exit', () => this.#drop(worker, 'crashed'));
    return worker;
  }

  #finish(worker: Worker, outcome: PoolOutcome): void {
    const running = this.#running.get(worker);
    if (!running) return;
    clearTimeout(running.timer);
    this.#running.delete(worker);
    running.settle(outcome);
  }

  /** The worker is lost; its place is free for a fresh one. */
  #drop(worker: Worker, failure: Failure): void {
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#finish(worker, { ok: false, failure });
    void worker.terminate();
    this.#next();
  }
}
