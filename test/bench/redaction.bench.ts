/** Speed of redaction by size of paste, beside secretlint and a bare JSON round trip of the same text. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redact } from '../../src/redaction/redact.ts';
import { pastes } from '../redaction/pastes.ts';
import { type Figure, quantile } from './figure.ts';

const sizes: readonly { name: string; bytes: number; count: number }[] = [
  { name: '1 KB', bytes: 1_000, count: 300 },
  { name: '10 KB', bytes: 10_000, count: 120 },
  { name: '100 KB', bytes: 100_000, count: 12 },
  { name: '1 MB', bytes: 1_000_000, count: 3 },
];

export async function redactionBench(): Promise<Figure[]> {
  const sets = sizes.map(({ bytes, count }) => pastes(7, bytes, count));
  // The engine compiles what it has seen often; a bot runs for weeks.
  for (const text of sets[1] ?? []) redact(text);
  const others = await secretlintSpeeds(sets);
  const figures: Figure[] = [];
  sizes.forEach(({ name }, index) => {
    const texts = sets[index] ?? [];
    const times = timesOf(texts, (text) => redact(text));
    const quoted = texts.map((text) => JSON.stringify(text));
    const bare = throughput(
      texts,
      timesOf(quoted, (text) => JSON.stringify(JSON.parse(text))),
    );
    const speed = throughput(texts, times);
    figures.push(
      {
        name: `redact ${name}`,
        unit: 'MB/s',
        value: speed,
        baseline: { name: 'secretlint 12', value: others[index] ?? Number.NaN },
      },
      {
        name: `redact ${name}, beside JSON`,
        unit: 'MB/s',
        value: speed,
        baseline: { name: 'JSON.parse + stringify', value: bare },
      },
    );
    if (name === '10 KB')
      figures.push({
        name: 'redact 10 KB, p99',
        unit: 'ms',
        value: quantile(times, 0.99),
        budget: 'under 3 ms',
      });
    if (name === '1 MB')
      figures.push({
        name: 'redact 1 MB, median',
        unit: 'ms',
        value: quantile(times, 0.5),
        budget: 'under 200 ms',
      });
  });
  figures.push({
    name: 'twice the input, times the time',
    unit: 'x',
    value: doubling(),
    budget: 'at most 2.2',
  });
  return figures;
}

function timesOf<T>(items: readonly T[], work: (item: T) => unknown): number[] {
  return items.map((item) => {
    const start = performance.now();
    work(item);
    return performance.now() - start;
  });
}

/** Megabytes a second over all texts together. */
function throughput(texts: readonly string[], times: readonly number[]): number {
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  return bytes / 1000 / times.reduce((sum, time) => sum + time, 0);
}

function doubling(): number {
  const [small = ''] = pastes(11, 250_000, 1);
  const [large = ''] = pastes(11, 500_000, 1);
  const best = (text: string) => Math.min(...timesOf([text, text, text, text, text], (one) => redact(one)));
  return best(large) / best(small);
}

/** In a process of its own: its profiler marks every rule on every call and never forgets. */
async function secretlintSpeeds(sets: readonly (readonly string[])[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'redaction-bench-'));
  try {
    const input = join(folder, 'sets.json');
    const script = join(folder, 'run.mjs');
    writeFileSync(input, JSON.stringify(sets));
    const from = (name: string) => import.meta.resolve(name);
    writeFileSync(
      script,
      `import { readFileSync } from 'node:fs';
import { secretLintProfiler } from ${JSON.stringify(from('@secretlint/profiler'))};
import { lintSource } from ${JSON.stringify(from('@secretlint/core'))};
import { creator } from ${JSON.stringify(from('@secretlint/secretlint-rule-preset-recommend'))};
secretLintProfiler.mark = () => {};
const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] };
const lint = (content) => lintSource({ source: { content, filePath: 'paste.txt', ext: '.txt', contentType: 'text' }, options: { config } });
const sets = JSON.parse(readFileSync(${JSON.stringify(input)}, 'utf8'));
for (const text of sets[1]) await lint(text);
const speeds = [];
for (const texts of sets) {
  let bytes = 0;
  const start = performance.now();
  for (const text of texts) { await lint(text); bytes += text.length; }
  speeds.push(bytes / 1000 / (performance.now() - start));
}
console.log(JSON.stringify(speeds));
`,
    );
    // The child prints one JSON array of numbers.
    return JSON.parse(
      execFileSync(process.execPath, [script], { encoding: 'utf8', maxBuffer: 1 << 20 }),
    ) as number[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
