/** Reading large pastes and dumps off the event loop, so that nobody else's acknowledgement waits for them. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Heavy, HeavyOutcome } from '../ports.ts';
import { type Failure, Pool, type PoolOutcome } from './pool.ts';
import type { Value } from './protocol.ts';
import { type AnalyzeTask, type HeavyAnalysis, type RedactedFields, runAnalyze, runRedact } from './tasks.ts';

export interface HeavyOptions {
  /** Threads at most; they start when needed. */
  readonly workers?: number;
  readonly deadlineMs?: number;
  /** Heap of one worker. */
  readonly memoryMb?: number;
  /** Input below this is read at once: a thread costs more than the work. */
  readonly inlineBytes?: number;
  /** Of this installation: keys that are removed get a fingerprint; without it they get none. */
  readonly secret?: string;
}

/** Five times the JSON on top of the file is usual; this holds the largest upload several times over. */
const MEMORY_MB = 512;
/** A thousand spans take about 10 ms; above this a thread pays. */
const INLINE_BYTES = 64 * 1024;
/** Twenty megabytes take half a second on a quiet machine. */
const DEADLINE_MS = 20_000;
const LONGEST_LINE = 100;

const texts: Readonly<Record<Failure, string>> = {
  deadline: 'This took too long to read and was stopped. Send a smaller part of it.',
  crashed: 'This could not be read within the memory allowed. Send a smaller part of it.',
  closed: 'The bot is shutting down. Send it again in a minute.',
  busy: 'Too much is being read at once. Send it again in a minute.',
};

export function createHeavy(options: HeavyOptions = {}): Heavy {
  const inlineBytes = options.inlineBytes ?? INLINE_BYTES;
  const pool = new Pool({
    entry: workerEntry(),
    workers: options.workers ?? 1,
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    memoryMb: options.memoryMb ?? MEMORY_MB,
    longestLine: LONGEST_LINE,
  });
  return {
    analyze: async (bytes, given = {}) => {
      const task: AnalyzeTask = { now: Date.now(), ...given };
      if (bytes.length < inlineBytes && !isPacked(bytes)) return { ok: true, value: runAnalyze(bytes, task) };
      // The kind of the job decides the kind of the answer.
      return outcome(await pool.run({ kind: 'analyze', bytes, task })) as HeavyOutcome<HeavyAnalysis>;
    },
    redactFields: async (fields) => {
      const size = Object.values(fields).reduce((sum, text) => sum + text.length, 0);
      if (size < inlineBytes) return { ok: true, value: runRedact(fields, options.secret) };
      const keyed = options.secret === undefined ? {} : { secret: options.secret };
      return outcome(await pool.run({ kind: 'redact', fields, ...keyed })) as HeavyOutcome<RedactedFields>; // as above
    },
    close: () => pool.close(),
  };
}

/** Compressed input may be a thousand times larger inside. */
function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes.length > 1024;
}

function outcome(done: PoolOutcome): HeavyOutcome<Value> {
  return done.ok ? done : { ok: false, code: done.failure, text: texts[done.failure] };
}

/** Node cannot run the source of a worker, so from source the compiled entry is used. */
function workerEntry(): URL {
  const source = import.meta.url.endsWith('.ts');
  const entry = new URL(source ? '../../dist/heavy/worker.js' : './worker.js', import.meta.url);
  if (!existsSync(fileURLToPath(entry))) {
    throw new Error('dist/heavy/worker.js is missing. Run `npm run build` first.');
  }
  return entry;
}
