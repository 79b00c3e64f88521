/** A diagnosis, or a row, as a person reads it in a terminal. */
import { linkTo, proofCommand } from '../links/links.ts';
import { knownIds, toDiagnosisV1 } from './contract.ts';
import type { Diagnosis } from './diagnose.ts';
import { explain } from './explain.ts';
import type { Matrix } from './matrix.ts';
import { countUnrecognised } from './unrecognised.ts';

interface Paint {
  head(text: string): string;
  faint(text: string): string;
}

const paintFor = (colour: boolean): Paint => ({
  head: (text) => (colour ? `\u001b[1m${text}\u001b[0m` : text),
  faint: (text) => (colour ? `\u001b[2m${text}\u001b[0m` : text),
});

const bullets = (lines: readonly string[]): string[] => lines.map((line) => `  - ${line}`);

export function diagnosisText(diagnosis: Diagnosis, options: { readonly colour: boolean }): string {
  const paint = paintFor(options.colour);
  const v1 = toDiagnosisV1(diagnosis);
  const why = explain(diagnosis);
  const known = knownIds(diagnosis);
  const out = [
    paint.head(v1.title),
    `${v1.boundary} / ${v1.cause} / ${v1.confidence}`,
    '',
    paint.head('Observed'),
    `  ${v1.summary.observed_status}`,
    paint.head('Root cause'),
    `  ${v1.summary.root_cause}`,
    paint.head(v1.summary.fix.state === 'none' ? 'Next' : 'Fix required'),
    ...bullets(diagnosis.fix),
    paint.head('Proof'),
    ...v1.summary.proof.text.split('\n').map((line) => `  ${line}`),
    ...diagnosis.row.links.map((name) => linkTo(name, known)).map(({ label, url }) => `  ${label}: ${url}`),
    paint.head('Because'),
    ...bullets(
      why.used.map(
        ({ fact, value, source, strength }) =>
          `${fact}${value === 'true' ? '' : `: ${value}`} (${source}, ${strength})`,
      ),
    ),
  ];
  if (v1.candidates.length > 0)
    out.push(
      paint.head('Also possible'),
      ...bullets(v1.candidates.map(({ cause, confidence }) => `${cause} (${confidence})`)),
    );
  if (v1.missing.length > 0)
    out.push(paint.head('Still missing'), ...bullets(v1.missing.slice(0, 4).map(({ question }) => question)));
  if (v1.escalate) out.push(paint.head('Escalate'), ...bullets(v1.escalate_reasons));
  if (v1.warnings.length > 0) out.push(paint.head('Note'), ...bullets(v1.warnings));
  const unread = countUnrecognised(diagnosis);
  if (unread > 0)
    out.push(paint.faint(`${unread} pasted ${unread === 1 ? 'line was' : 'lines were'} not recognised`));
  out.push(paint.faint(`Matrix ${diagnosis.matrix.version}`));
  return `${out.join('\n')}\n`;
}

/** A row as a customer would read it, or a sentence that names the nearest rows. */
export function showRow(matrix: Matrix, id: string): string {
  const row = matrix.rows.get(id);
  if (row === undefined) {
    const near = [...matrix.rows.keys()].filter((name) =>
      id.split('-').some((word) => word.length > 2 && name.includes(word)),
    );
    return `There is no row "${id}".${near.length > 0 ? ` Did you mean ${near.slice(0, 5).join(', ')}?` : ' Run "coval-triage matrix list".'}\n`;
  }
  const proof = row.proof.run === undefined ? undefined : proofCommand(row.proof.run);
  return [
    row.title,
    `${row.id} (${row.boundaries.join(', ')})`,
    '',
    `Looks like: ${row.looksLike}`,
    `Why: ${row.why}`,
    'Check:',
    ...bullets(row.check),
    'Fix:',
    ...bullets(row.fix),
    'Proof:',
    ...(proof === undefined
      ? []
      : [`  ${proof.command}`, `  ${row.proof.see ?? `Expect: ${proof.expect}.`}`]),
    ...(proof === undefined && row.proof.see !== undefined ? [`  ${row.proof.see}`] : []),
    `Escalate: ${row.escalate === 'never' ? 'never' : (row.escalateWhen ?? row.escalate)}`,
    ...(row.links.length > 0
      ? ['Links:', ...row.links.map((name) => linkTo(name)).map(({ label, url }) => `  ${label}: ${url}`)]
      : []),
    `Source: ${row.source}`,
    `Examples: ${row.examples.length}`,
    '',
  ].join('\n');
}

/** One line per row, by boundary, in order of precedence. */
export function listRows(matrix: Matrix): string {
  const out: string[] = [];
  for (const [boundary, rows] of matrix.byBoundary) {
    out.push(boundary, ...rows.map((row) => `  ${row.id.padEnd(36)} ${row.title}`));
  }
  return `${out.join('\n')}\n`;
}
