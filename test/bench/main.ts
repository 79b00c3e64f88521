import { benchCases } from './cases.ts';
import { diagnosisBench } from './diagnosis.bench.ts';
import type { Figure } from './figure.ts';
import { benchFlow } from './flow.ts';
import { redactionBench } from './redaction.bench.ts';
import { benchSlack } from './slack.ts';
import { benchTraces } from './traces.ts';

/** `npm run bench [-- NAME…]`: every figure beside its baseline, as a table and as JSON lines, in one run. */

const benches: Readonly<Record<string, () => Promise<Figure[]>>> = {
  slack: benchSlack,
  flow: benchFlow,
  cases: benchCases,
  diagnosis: diagnosisBench,
  redaction: redactionBench,
  traces: benchTraces,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

const figures: (Figure & { bench: string })[] = [];
for (const [bench, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(bench)) continue;
  console.error(`measuring ${bench} …`);
  for (const figure of await run()) figures.push({ bench, ...figure });
}

const short = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
const rows = figures.map((figure) => [
  figure.bench,
  figure.name,
  `${short(figure.value)} ${figure.unit}`,
  figure.baseline ? `${short(figure.baseline.value)} ${figure.unit} (${figure.baseline.name})` : '',
  figure.baseline && figure.baseline.value !== 0
    ? `${(figure.value / figure.baseline.value).toFixed(2)}x`
    : '',
  figure.budget ?? '',
]);
const head = ['bench', 'figure', 'value', 'baseline', 'ratio', 'budget'];
const widths = head.map((title, column) =>
  Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
);
for (const row of [head, ...rows])
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
console.log();
for (const figure of figures) console.log(JSON.stringify(figure));
process.exit(0);
