/** The matrix as the engine uses it: boundary rules, rows in order, and the phrases that become facts. */
import { isKnownFact } from '../evidence/facts.ts';
import { compilePhrases, type Lexicon, PhraseMistake, type Signal } from '../evidence/reading/phrases.ts';
import type { LinkName, ProofName } from '../links/links.ts';
import type { Boundary } from './boundary.ts';
import { type Condition, ConditionMistake, factsOf, parseCondition } from './condition.ts';
import { BoundaryFile, type Escalation, type Example, PhraseFile, RowFile } from './row.ts';
import { type Mistake, type ReadYaml, readYaml } from './yaml.ts';

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly boundaries: readonly Boundary[];
  readonly looksLike: string;
  readonly when?: Condition;
  readonly maybe?: Condition;
  readonly lastResort: boolean;
  readonly why: string;
  readonly check: readonly string[];
  readonly fix: readonly string[];
  readonly variants: readonly Variant[];
  readonly proof: { readonly run?: ProofName; readonly see?: string; readonly open?: LinkName };
  readonly escalate: Escalation;
  readonly escalateWhen?: string;
  readonly source: string;
  readonly links: readonly LinkName[];
  readonly examples: readonly Example[];
  readonly file: string;
  readonly line: number;
}

/** The row told more exactly. */
export interface Variant {
  readonly when: Condition;
  readonly why: string;
  readonly fix: readonly string[];
}

export interface BoundaryRule {
  readonly boundary: Boundary;
  readonly because: string;
  readonly when: Condition;
}

export interface Matrix {
  /** Changes with any change of content. */
  readonly version: string;
  readonly rules: readonly BoundaryRule[];
  readonly rows: ReadonlyMap<string, Row>;
  /** Row order is precedence. */
  readonly byBoundary: ReadonlyMap<Boundary, readonly Row[]>;
  readonly lexicon: Lexicon;
  readonly logSignals: ReadonlySet<string>;
  readonly meanings: ReadonlyMap<string, string>;
}

export interface MatrixFile {
  readonly name: string;
  readonly text: string;
}

export type ParsedMatrix =
  | { readonly ok: true; readonly matrix: Matrix }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Reads the files of the matrix, or lists every mistake with file, line and mend. */
export function parseMatrix(files: readonly MatrixFile[]): ParsedMatrix {
  const mistakes: Mistake[] = [];
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const signals: (Signal & { log: boolean; means: string })[] = [];
  const words = new Map<string, readonly string[]>();
  const rowFiles: { file: string; yaml: ReadYaml; data: RowFile }[] = [];
  const ruleFiles: { file: string; yaml: ReadYaml; data: BoundaryFileData }[] = [];
  for (const file of sorted) {
    const yaml = readYaml(file.name, file.text);
    if ('what' in yaml) {
      mistakes.push(yaml);
      continue;
    }
    const schema = file.name.startsWith('phrases')
      ? PhraseFile
      : file.name === 'boundaries.yaml'
        ? BoundaryFile
        : RowFile;
    const parsed = schema.safeParse(yaml.value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues.slice(0, 30)) {
        mistakes.push({
          file: file.name,
          line: yaml.lineOf(issue.path),
          what: `${issue.path.join('.')}: ${issue.message}`,
          mend: 'see matrix/README.md for the shape of a row',
        });
      }
      continue;
    }
    const data = parsed.data;
    if ('signals' in data) {
      for (const [name, list] of Object.entries(data.words)) words.set(name, list);
      for (const [id, signal] of Object.entries(data.signals)) {
        if (signals.some((other) => other.id === id)) {
          mistakes.push({
            file: file.name,
            line: yaml.lineOf(['signals', id]),
            what: `the signal ${id} exists twice`,
            mend: 'keep one',
          });
        }
        signals.push({ id, any: signal.any, not: signal.not, log: signal.log, means: signal.means });
      }
    } else if ('boundaries' in data) ruleFiles.push({ file: file.name, yaml, data });
    else rowFiles.push({ file: file.name, yaml, data });
  }
  const said = new Set(signals.map(({ id }) => `said.${id}`));
  let lexicon: Lexicon | undefined;
  try {
    lexicon = compilePhrases(signals, words);
  } catch (cause) {
    if (!(cause instanceof PhraseMistake)) throw cause;
    mistakes.push({ file: 'phrases.yaml', line: 1, what: cause.message, mend: 'mend the phrase' });
  }
  const rules = ruleFiles.flatMap(({ file, yaml, data }) =>
    data.boundaries.flatMap((rule, index): BoundaryRule[] => {
      const when = condition(
        rule.when,
        said,
        file,
        () => yaml.lineOf(['boundaries', index, 'when']),
        mistakes,
      );
      return when === undefined ? [] : [{ boundary: rule.boundary, because: rule.because, when }];
    }),
  );
  const { rows, byBoundary } = collectRows(rowFiles, said, mistakes);
  if (rules.length === 0 && mistakes.length === 0)
    mistakes.push({ file: 'boundaries.yaml', line: 1, what: 'no boundary rules', mend: 'restore the file' });
  if (mistakes.length > 0 || lexicon === undefined) return { ok: false, mistakes };
  return {
    ok: true,
    matrix: {
      version: shortHash(sorted.map(({ name, text }) => `${name}\n${text}`).join('\n')),
      rules,
      rows,
      byBoundary,
      lexicon,
      logSignals: new Set(signals.filter(({ log }) => log).map(({ id }) => id)),
      meanings: new Map(signals.map(({ id, means }) => [`said.${id}`, means])),
    },
  };
}

type BoundaryFileData = ReturnType<typeof BoundaryFile.parse>;

function condition(
  value: unknown,
  said: ReadonlySet<string>,
  file: string,
  line: () => number,
  mistakes: Mistake[],
): Condition | undefined {
  if (value === undefined) return undefined;
  try {
    const parsed = parseCondition(value);
    for (const fact of factsOf(parsed)) {
      if (!isKnownFact(fact, said))
        mistakes.push({
          file,
          line: line(),
          what: `the fact "${fact}" does not exist`,
          mend: 'use a name from src/evidence/facts.ts or a signal from a phrases file',
        });
    }
    return parsed;
  } catch (cause) {
    if (!(cause instanceof ConditionMistake)) throw cause;
    mistakes.push({
      file,
      line: line(),
      what: cause.message,
      mend: 'write fact: value, or all, any, not, unless',
    });
    return undefined;
  }
}

function collectRows(
  rowFiles: readonly { file: string; yaml: ReadYaml; data: RowFile }[],
  said: ReadonlySet<string>,
  mistakes: Mistake[],
): { rows: Map<string, Row>; byBoundary: Map<Boundary, Row[]> } {
  const rows = new Map<string, Row>();
  const places = new Map<string, Boundary[]>();
  const order = new Map<Boundary, string[]>();
  for (const { file, yaml, data } of rowFiles) {
    data.rows.forEach((entry, index) => {
      const id = 'use' in entry ? entry.use : entry.id;
      order.set(data.boundary, [...(order.get(data.boundary) ?? []), id]);
      places.set(id, [...(places.get(id) ?? []), data.boundary]);
      if ('use' in entry) return;
      const line = yaml.lineOf(['rows', index]);
      if (rows.has(id))
        mistakes.push({
          file,
          line,
          what: `the row ${id} exists twice`,
          mend: 'rename one, or write "use" to place a row in a second boundary',
        });
      const at = (key: string) => (): number => yaml.lineOf(['rows', index, key]);
      const when = condition(entry.when, said, file, at('when'), mistakes);
      const maybe = condition(entry.maybe, said, file, at('maybe'), mistakes);
      if (when === undefined && maybe === undefined && !entry.last_resort) {
        mistakes.push({
          file,
          line,
          what: `the row ${id} can never win`,
          mend: 'give it "when", "maybe" or "last_resort: true"',
        });
      }
      if (entry.proof.run === undefined && entry.proof.see === undefined)
        mistakes.push({
          file,
          line: at('proof')(),
          what: `the row ${id} has no proof`,
          mend: 'give "run" (a command) or "see" (a screen)',
        });
      if (!entry.examples.some(({ expect }) => expect === 'match'))
        mistakes.push({
          file,
          line,
          what: `the row ${id} has no matching example`,
          mend: 'add one with "expect: match"',
        });
      rows.set(id, {
        id,
        title: entry.title,
        boundaries: [],
        looksLike: entry.looks_like,
        ...(when === undefined ? {} : { when }),
        ...(maybe === undefined ? {} : { maybe }),
        lastResort: entry.last_resort,
        why: entry.why,
        check: entry.check,
        fix: entry.fix,
        variants: entry.variants.flatMap(({ when: wish, why, fix }, at): Variant[] => {
          const where = (): number => yaml.lineOf(['rows', index, 'variants', at, 'when']);
          const holds = condition(wish, said, file, where, mistakes);
          return holds === undefined ? [] : [{ when: holds, why, fix }];
        }),
        proof: {
          ...(entry.proof.run === undefined ? {} : { run: entry.proof.run }),
          ...(entry.proof.see === undefined ? {} : { see: entry.proof.see }),
          ...(entry.proof.open === undefined ? {} : { open: entry.proof.open }),
        },
        escalate: entry.escalate,
        ...(entry.escalate_when === undefined ? {} : { escalateWhen: entry.escalate_when }),
        source: entry.source,
        links: entry.links,
        examples: entry.examples,
        file,
        line,
      });
    });
  }
  for (const [id, boundaries] of places) {
    const row = rows.get(id);
    if (row === undefined)
      mistakes.push({
        file: rowFiles[0]?.file ?? '',
        line: 1,
        what: `"use: ${id}" names no row`,
        mend: 'name a row that exists',
      });
    else rows.set(id, { ...row, boundaries });
  }
  const byBoundary = new Map(
    [...order].map(([boundary, ids]) => [boundary, ids.flatMap((id) => rows.get(id) ?? [])]),
  );
  return { rows, byBoundary };
}

/** FNV-1a over UTF-16 units, twice with different seeds: enough to tell versions apart, and synchronous. */
function shortHash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x1234567;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x01000193);
  }
  return ((a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')).slice(0, 10);
}
