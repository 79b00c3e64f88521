import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createHeavy } from '../../src/heavy/heavy.ts';
// Compiled beside the pool, which starts it by path; here, outside a worker, it does nothing.
import '../../src/heavy/worker.ts';
import { analyze } from '../../src/traces/analyze.ts';
import { healthyAgents } from '../traces/agents.ts';
import { otlpJson, otlpProtobuf } from '../traces/encode-otlp.ts';
import { decodeRequest } from '../traces/otlp-schema.ts';
import { Chance, type MadeTrace, NOW } from '../traces/trace.ts';
import { type Figure, quantile } from './figure.ts';

const sizes = [0.1, 1, 4, 20];
const MEGABYTE = 1e6;

/** Reading a dump beside the least that any reader does: the bare parse of the same bytes, in turn with it. */
export async function benchTraces(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const trace = traceOf(size * MEGABYTE);
    const json = otlpJson(trace);
    const rounds = Math.max(7, Math.round(40 / size));
    const read = beside(
      rounds,
      () => analyze(json, { now: NOW }),
      () => JSON.parse(json.toString()),
    );
    figures.push({
      name: `analyse ${size} MB of OTLP JSON, ${trace.spans.length} spans`,
      unit: 'ms',
      value: read.mine,
      baseline: { name: 'JSON.parse of the same bytes', value: read.bare },
      ...(size >= 1 ? { budget: 'at most 1.8x, warm' } : {}),
    });
    figures.push({
      name: `per span at ${size} MB`,
      unit: 'us',
      value: (read.mine * 1000) / trace.spans.length,
      budget: 'flat: time is linear',
    });
    const protobuf = otlpProtobuf(trace);
    const decoded = beside(
      rounds,
      () => analyze(protobuf, { now: NOW }),
      () => decodeRequest(protobuf),
    );
    figures.push({
      name: `analyse the same spans as ${(protobuf.length / MEGABYTE).toFixed(2)} MB of protobuf`,
      unit: 'ms',
      value: decoded.mine,
      baseline: { name: 'bare decode', value: decoded.bare },
      ...(size >= 1 ? { budget: 'at most 1.5x, warm' } : {}),
    });
  }
  figures.push(...memory(), await delay());
  return figures;
}

function traceOf(bytes: number): MadeTrace {
  const chance = new Chance(11);
  const trace = healthyAgents.custom(chance);
  const perSpan = otlpJson(trace).length / trace.spans.length;
  while (trace.spans.length * perSpan < bytes) {
    for (const span of healthyAgents.custom(chance).spans) trace.spans.push(span);
  }
  return trace;
}

/** Medians of two functions that take turns, so that other work on the machine meets both alike. */
function beside(rounds: number, mine: () => unknown, bare: () => unknown): { mine: number; bare: number } {
  const times = { mine: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds + 3; round += 1) {
    for (const [name, run] of [
      ['bare', bare],
      ['mine', mine],
    ] as const) {
      const started = performance.now();
      run();
      // The first rounds warm the compiler.
      if (round >= 3) times[name].push(performance.now() - started);
    }
  }
  return { mine: quantile(times.mine, 0.5), bare: quantile(times.bare, 0.5) };
}

/** Peak memory of a fresh process that reads one file once. */
function memory(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'traces-'));
  try {
    return [1, 4, 20].map((size) => {
      const file = join(folder, `${size}.json`);
      writeFileSync(file, otlpJson(traceOf(size * MEGABYTE)));
      return {
        name: `peak memory at ${size} MB of OTLP JSON`,
        unit: 'MB',
        value: peak('analyse', file),
        baseline: { name: 'a parse and one walk', value: peak('walk', file) },
        budget: 'at most 1.5x',
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function peak(mode: 'analyse' | 'walk', file: string): number {
  const child = fileURLToPath(new URL('traces-memory.js', import.meta.url));
  const { stdout } = spawnSync(process.execPath, [child, mode, file], { encoding: 'utf8' });
  return Number(stdout) / 1024;
}

/** How long anybody else waits while the largest upload is read in a worker. */
async function delay(): Promise<Figure> {
  const json = otlpJson(traceOf(20 * MEGABYTE));
  const heavy = createHeavy();
  await heavy.analyze(json.subarray(0, 100_000));
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  await heavy.analyze(json);
  loop.disable();
  await heavy.close();
  const started = performance.now();
  analyze(json, { now: NOW });
  const inline = performance.now() - started;
  return {
    name: 'longest hold of the event loop while 20 MB are read',
    unit: 'ms',
    value: loop.max / 1e6,
    baseline: { name: 'read on the event loop', value: inline },
    budget: 'below the acknowledgement budget of 2500 ms by far',
  };
}
