import { type Block, context, lines, preformatted } from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { cut } from '../blockkit/fit.ts';
import type { Case } from '../cases/case.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { Kept } from '../redaction/kept.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { sectionBlocks } from './blocks.ts';
import { causeTitle, causeWord, viewOf } from './diagnosis-view.ts';
import { row, type Section } from './piece.ts';

/** "Why?": the facts behind the verdict, what else it could be, what was ruled out, what would change it. Support only. */

export const whyCallback = 'case_why_view';

export function whyBlocks(state: Case): Block[] {
  const view = viewOf(state);
  if (!view) return [lines([{ text: words`There is no diagnosis yet.` }])];
  const sections: Section[] = [
    {
      label: words`Verdict`,
      rows: [
        row(
          words`${view.title} (${idWord(view.cause)}, ${idWord(view.confidence)}, boundary ${causeWord(view.boundary)})`,
        ),
      ],
    },
    {
      label: words`Because`,
      rows: view.because.slice(0, 12).map(({ fact, value, source }) => {
        const shown = typeof value === 'string' ? value : words`${idWord(String(value))}`;
        return row(words`• ${causeWord(fact)}: ${cut(shown, 120)} (${causeWord(source)})`);
      }),
    },
    {
      label: words`Could also be`,
      rows: view.candidates
        .slice(0, 5)
        .map(({ cause, because }) =>
          row(words`• ${causeTitle(view, cause)} (${idWord(cause)}): ${cut(because, 200)}`),
        ),
    },
    {
      label: words`Ruled out`,
      rows: view.ruled_out
        .slice(0, 12)
        .map(({ cause, because }) =>
          row(words`• ${causeTitle(view, cause)} (${idWord(cause)}): ${cut(because, 160)}`),
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
    ...pictureBlocks(state),
    context(
      escapeMrkdwn(
        words`Matrix ${idWord(state.diagnosis?.matrixVersion)} · evidence revision ${state.diagnosis?.revision ?? 0}`,
      ),
    ),
  ];
}

/** The trace as a tree of words, as the analyser drew it: names, times and findings, no values. */
function pictureBlocks(state: Case): Block[] {
  const dump = currentEvidence(state).find(({ key }) => key === 'trace_dump')?.value;
  const picture = typeof dump === 'object' ? Kept.safeParse(dump['picture']) : undefined;
  if (!picture?.success || !picture.data) return [];
  return [lines([{ text: words`Trace`, style: 'bold' }]), preformatted(picture.data)];
}
