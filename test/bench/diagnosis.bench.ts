import { Bench } from 'tinybench';
import { toDiagnosisV1 } from '../../src/diagnosis/contract.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { readMatrixFiles } from '../../src/diagnosis/load.ts';
import { parseMatrix } from '../../src/diagnosis/matrix.ts';
import { replay, testMatrix } from '../../src/diagnosis/try-matrix.ts';
import { type Figure, quantile } from './figure.ts';

/** One diagnosis without a dump, ten thousand replayed, and the matrix loaded, checked and tried. */
export async function diagnosisBench(): Promise<Figure[]> {
  const files = await readMatrixFiles();
  const parsed = parseMatrix(files);
  if (!parsed.ok) throw new Error('the matrix has mistakes');
  const { matrix } = parsed;
  const cases = [...matrix.rows.values()]
    .flatMap((row) => row.examples.map(({ evidence }) => evidence))
    .filter((evidence) => evidence.trace_dump === undefined);
  const pass = (): number[] =>
    cases.map((evidence) => {
      const start = performance.now();
      toDiagnosisV1(diagnose(matrix, { evidence }));
      return performance.now() - start;
    });
  const parseOnly = (): number[] =>
    cases.map((evidence) => {
      const text = JSON.stringify(evidence);
      const start = performance.now();
      JSON.parse(text);
      return performance.now() - start;
    });
  // Compiled code is measured, not its compiling.
  for (let warm = 0; warm < 3; warm += 1) pass();
  // Per case the median of nine runs: a neighbour on the machine is not a property of the case.
  const runs = Array.from({ length: 9 }, pass);
  const times = cases.map((_, index) =>
    quantile(
      runs.map((run) => run[index] ?? 0),
      0.5,
    ),
  );
  const floor = {
    name: 'JSON.parse of the same evidence',
    value: quantile([1, 2, 3].flatMap(parseOnly), 0.5),
  };
  const old = Array.from({ length: 10_000 }, (_, index) => ({
    id: String(index),
    evidence: cases[index % cases.length] ?? {},
    cause: 'insufficient-evidence',
  }));
  const start = performance.now();
  replay(matrix, old);
  const replayed = performance.now() - start;
  const bench = new Bench({ iterations: 5, time: 0, warmup: false });
  bench.add('load, check and try', () => {
    const again = parseMatrix(files);
    if (again.ok) testMatrix(again.matrix);
  });
  await bench.run();
  const result = bench.tasks[0]?.result;
  const loading = result !== undefined && 'latency' in result ? result.latency.mean : Number.NaN;
  return [
    {
      name: 'one diagnosis, p50',
      unit: 'ms',
      value: quantile(times, 0.5),
      baseline: floor,
      budget: 'under 1 ms',
    },
    { name: 'one diagnosis, p99', unit: 'ms', value: quantile(times, 0.99), budget: 'under 5 ms' },
    { name: '10,000 cases replayed', unit: 's', value: replayed / 1000, budget: 'under 10 s' },
    { name: 'matrix loaded, checked and every example run', unit: 'ms', value: loading, budget: 'under 1 s' },
  ];
}
