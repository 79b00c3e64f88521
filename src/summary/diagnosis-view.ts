import { z } from 'zod';
import type { Case, DiagnosisRecord } from '../cases/case.ts';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';

/** The diagnosis as it is kept in a case, read back for drawing. Keys that an older version lacks read as empty. */

const list = <T extends z.ZodType>(item: T) => z.array(item).catch([]);
const none = Kept.parse('');

export const DiagnosisView = z.object({
  boundary: Kept.catch(none),
  cause: Kept.catch(none),
  title: Kept.catch(none),
  confidence: z.enum(['confirmed', 'likely', 'possible', 'insufficient']).catch('insufficient'),
  because: list(z.object({ fact: Kept, value: z.union([Kept, z.number(), z.boolean()]), source: Kept })),
  candidates: list(z.object({ cause: Kept, confidence: Kept, because: Kept.catch(none) })),
  ruled_out: list(z.object({ cause: Kept, because: Kept.catch(none) })),
  missing: list(z.object({ evidence: Kept, question: Kept })),
  escalate: z.boolean().catch(false),
  escalate_reasons: list(Kept),
  summary: z
    .object({
      observed_status: Kept.catch(none),
      root_cause: Kept.catch(none),
      fix: z
        .object({ state: z.enum(['applied', 'required', 'none']), text: Kept })
        .catch({ state: 'none', text: none }),
      proof: z.object({ kind: z.enum(['command', 'ui']), text: Kept }).catch({ kind: 'ui', text: none }),
    })
    .catch({
      observed_status: none,
      root_cause: none,
      fix: { state: 'none', text: none },
      proof: { kind: 'ui', text: none },
    }),
  warnings: list(Kept),
});
export type DiagnosisView = z.infer<typeof DiagnosisView> & {
  /** Row → its title. */
  titles: Readonly<Record<string, Redacted>>;
};

export function diagnosisView(record: DiagnosisRecord): DiagnosisView {
  return { ...DiagnosisView.parse(record.diagnosis), titles: record.titles ?? {} };
}

export function viewOf(state: Case): DiagnosisView | undefined {
  return state.diagnosis && diagnosisView(state.diagnosis);
}

/** What a row says, for people; its name read aloud where an older case kept no title. */
export function causeTitle(view: DiagnosisView, cause: Redacted): Redacted {
  return view.titles[cause] ?? causeWord(cause);
}

/** A matrix row in words: `run-id-as-simulation-id` reads "run id as simulation id". */
export function causeWord(cause: Redacted): Redacted {
  return reshape(cause, (id) => id.replaceAll(/[-._]/g, ' '));
}
