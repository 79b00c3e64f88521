/** Runs the examples of the matrix, finds rows that cannot win, and replays old cases on a new matrix. */
import type { EvidenceV1 } from '../evidence/evidence.ts';
import type { KeyEvidence, KeyPiece } from '../evidence/reading/keys.ts';
import { factsOf } from './condition.ts';
import { diagnose } from './diagnose.ts';
import { type Matrix, type MatrixFile, parseMatrix } from './matrix.ts';
import type { Example } from './row.ts';
import type { Mistake } from './yaml.ts';

export interface ExampleResult {
  readonly row: string;
  readonly name: string;
  readonly ok: boolean;
  /** What happened instead. */
  readonly got: string;
  readonly file: string;
  readonly line: number;
}

/** Every example of every row. */
export function testMatrix(matrix: Matrix): ExampleResult[] {
  return [...matrix.rows.values()].flatMap((row) =>
    row.examples.map((example) => {
      const got = verdictOf(matrix, example);
      return {
        row: row.id,
        name: example.name,
        ok: got === undefined,
        got: got ?? 'as expected',
        file: row.file,
        line: row.line,
      };
    }),
  );

  function verdictOf(of: Matrix, example: Example): string | undefined {
    const row = [...of.rows.values()].find((entry) => entry.examples.includes(example));
    const diagnosis = diagnose(of, { evidence: example.evidence, keys: keysOf(example) });
    const wanted = example.expect === 'match' ? row?.id : example.wins;
    if (example.expect !== 'match' && diagnosis.row.id === row?.id)
      return `${diagnosis.row.id} won, although this example is "${example.expect}"`;
    if (wanted !== undefined && diagnosis.row.id !== wanted)
      return `${diagnosis.row.id} won instead of ${wanted}`;
    if (example.escalate !== undefined && example.escalate !== diagnosis.escalate)
      return `escalate was ${String(diagnosis.escalate)}`;
    return undefined;
  }
}

/** The keys of an example, as they stand in evidence that was cleared. */
function keysOf({ evidence, keys }: Example): KeyEvidence {
  const marked = keys.map(({ key, seen }) => {
    const number = key.charCodeAt(0) - 96;
    const fingerprint = `000000.${String(number).padStart(10, '0')}`;
    return { seen, mark: { placeholder: `[coval-key ${number}]`, fingerprint } };
  });
  const checks = evidence.checks ?? [];
  const own = marked.find(({ seen }) => seen === 'own_checks')?.mark;
  return {
    pieces: marked.flatMap(({ seen, mark }): KeyPiece[] => {
      const piece = { text: mark.placeholder, marks: [mark] };
      if (seen === 'agent_config') return [{ ...piece, source: seen }];
      return seen === 'checks' ? checks.map((check) => ({ ...piece, source: seen, check })) : [];
    }),
    ...(own === undefined ? {} : { own: { fingerprint: own.fingerprint, checks } }),
  };
}

/** Every mistake of the files: shape first, then examples that fail, then rows that tie or that no example reaches. */
export function lintMatrix(files: readonly MatrixFile[]): Mistake[] {
  const parsed = parseMatrix(files);
  if (!parsed.ok) return [...parsed.mistakes];
  const { matrix } = parsed;
  const mistakes: Mistake[] = [];
  for (const result of testMatrix(matrix)) {
    if (result.ok) continue;
    mistakes.push({
      file: result.file,
      line: result.line,
      what: `${result.row}, example "${result.name}": ${result.got}`,
      mend: 'mend the condition, the phrases, the order of rows or the example',
    });
  }
  for (const rows of matrix.byBoundary.values()) {
    const seen = new Map<string, string>();
    for (const row of rows) {
      if (row.when === undefined) continue;
      const key = JSON.stringify(row.when);
      const earlier = seen.get(key);
      if (earlier !== undefined && earlier !== row.id) {
        mistakes.push({
          file: row.file,
          line: row.line,
          what: `${row.id} and ${earlier} have the same condition, so ${row.id} can never win`,
          mend: 'tell them apart by one more fact',
        });
      }
      seen.set(key, row.id);
    }
  }
  const used = new Set(
    [
      ...matrix.rules.map(({ when }) => when),
      ...[...matrix.rows.values()].flatMap((row) => [row.when, row.maybe]),
    ].flatMap((condition) => (condition === undefined ? [] : factsOf(condition))),
  );
  for (const signal of matrix.meanings.keys()) {
    if (!used.has(signal) && !signal.startsWith('said.via_') && !INTERNAL.includes(signal)) {
      mistakes.push({
        file: 'phrases',
        line: 1,
        what: `no row and no rule uses the signal ${signal}`,
        mend: 'use it or remove it',
      });
    }
  }
  return mistakes;
}

/** Read by the escalation rules. */
const INTERNAL: readonly string[] = [
  'said.own_code_template',
  'said.record_carries_id',
  'said.stored_proven',
];

export interface ReplayedCase {
  readonly id: string;
  readonly evidence: EvidenceV1;
  /** The verdict it had. */
  readonly cause: string;
  readonly escalate?: boolean;
}

export interface ChangedVerdict {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** The old cases whose verdict the matrix changes. */
export function replay(matrix: Matrix, cases: readonly ReplayedCase[]): ChangedVerdict[] {
  return cases.flatMap((old) => {
    const now = diagnose(matrix, { evidence: old.evidence });
    const show = (cause: string, escalate: boolean | undefined): string =>
      escalate === true ? `${cause}, escalate` : cause;
    const before = show(old.cause, old.escalate);
    const after = show(now.row.id, old.escalate === undefined ? undefined : now.escalate);
    return before === after ? [] : [{ id: old.id, before, after }];
  });
}
