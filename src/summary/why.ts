import { type Block, context, lines, preformatted } from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { cut } from '../blockkit/fit.ts';
import type { Case } from '../cases/case.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { sayFact } from '../evidence/facts.ts';
import { Kept } from '../redaction/kept.ts';
import { idWord, reshape } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { sectionBlocks } from './blocks.ts';
import { causeTitle, type DiagnosisView, viewOf } from './diagnosis-view.ts';
import { factSource } from './evidence-words.ts';
import { type Row, row, type Section } from './piece.ts';
import { type Precedent, precedentBlocks } from './precedents.ts';

/** "Why?": the facts behind the verdict, what else it could be, what was ruled out, what would change it. Support only. */

export const whyCallback = 'case_why_view';

export function whyBlocks(state: Case, precedents: readonly Precedent[] = []): Block[] {
  const view = viewOf(state);
  if (!view) return [lines([{ text: words`There is no diagnosis yet.` }]), ...precedentBlocks(precedents)];
  const sections: Section[] = [
    {
      label: words`Verdict`,
      rows: [
        row(
          words`${view.title} (${idWord(view.confidence)}). Row ${idWord(view.cause)}, boundary ${reshape(idWord(view.boundary), (name) => name.replaceAll('_', ' '))}.`,
        ),
      ],
    },
    {
      label: words`Because`,
      rows: view.because.slice(0, 12).map((fact) => becauseRow(view, fact)),
    },
    {
      label: words`Could also be`,
      rows: view.candidates
        .slice(0, 5)
        .map(({ cause, because }) =>
          row(words`• ${causeTitle(view, cause)} (${idWord(cause)}): ${reshape(because, firstTwo)}`),
        ),
    },
    {
      label: words`Ruled out`,
      rows: view.ruled_out
        .slice(0, 12)
        .map(({ cause, because }) =>
          row(words`• ${causeTitle(view, cause)} (${idWord(cause)}): ${reshape(because, firstTwo)}`),
        ),
    },
    {
      label: words`What would change it`,
      rows: view.missing.slice(0, 5).map(({ question }) => row(words`• ${question}`)),
    },
    {
      label: words`Warnings`,
      rows: view.warnings.slice(0, 5).map((warning) => row(words`• ${cut(warning, 200)}`)),
    },
  ];
  return [
    ...sections
      .filter(({ rows }) => rows.length > 0)
      .flatMap((section) => sectionBlocks({ ...section, rows: [row(words``), ...section.rows] })),
    ...precedentBlocks(precedents),
    ...pictureBlocks(state),
    context(
      escapeMrkdwn(
        words`Matrix ${idWord(state.diagnosis?.matrixVersion)} · evidence revision ${state.diagnosis?.revision ?? 0}`,
      ),
    ),
  ];
}

/** Each fact rules a row out by itself; more than two only make a long list longer. */
const firstTwo = (because: string) => because.split('; ').slice(0, 2).join('; ').slice(0, 300);

function becauseRow(view: DiagnosisView, { fact, value, source }: DiagnosisView['because'][number]): Row {
  const title = view.titles[fact];
  if (title !== undefined && fact.startsWith('key.'))
    return row(words`• ${title} From ${factSource(source)}.`);
  const what = title ?? reshape(fact, sayFact);
  const shown = typeof value === 'string' ? value : idWord(String(value));
  const said = shown === 'true' ? what : words`${what}: ${cut(shown, 120)}`;
  return row(words`• ${said}. From ${factSource(source)}.`);
}

/** The trace as a tree of words, as the analyser drew it: names, times and findings, no values. */
function pictureBlocks(state: Case): Block[] {
  const dump = currentEvidence(state).find(({ key }) => key === 'trace_dump')?.value;
  const picture = typeof dump === 'object' ? Kept.safeParse(dump['picture']) : undefined;
  if (!picture?.success || !picture.data) return [];
  return [lines([{ text: words`Trace`, style: 'bold' }]), preformatted(picture.data)];
}
