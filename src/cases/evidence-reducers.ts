import { words } from '../redaction/words.ts';
import type { Reduced, Reducers } from './apply.ts';
import type { Case, CheckState, EvidenceItem } from './case.ts';
import type { NewEvidence } from './events.ts';

/** Evidence, checks and the diagnosis made from them. */

/** Keys whose items stand side by side instead of replacing each other. */
const gathered: readonly string[] = ['note', 'checks'];

/** More than any honest case holds; keeps one case from growing without end. */
const mostItems = 200;
const mostCharacters = 1_000_000;

export const evidenceReducers: Reducers<
  | 'evidence_given'
  | 'evidence_withdrawn'
  | 'consent_given'
  | 'checks_planned'
  | 'check_started'
  | 'check_finished'
  | 'span_written'
  | 'diagnosed'
> = {
  evidence_given: (before, event) => {
    if (before.evidence.length + event.items.length > mostItems)
      return words`This case holds ${mostItems} pieces of evidence, the most there can be. Open a new case.`;
    const characters = [...before.evidence, ...event.items].reduce(
      (sum, { value }) => sum + sizeOf(value),
      0,
    );
    if (characters > mostCharacters)
      return words`This case holds as much text as it can. Cut the text to the part that matters, or open a new case.`;
    const evidence = event.items.reduce(
      (items, item) => withItem(items, { ...item, by: event.by, at: event.at }),
      before.evidence,
    );
    return {
      ...before,
      evidence,
      evidenceRevision: before.evidenceRevision + 1,
      redacted: before.redacted + event.redacted,
      handoffs: before.handoffs.map((handoff) => ({
        ...handoff,
        checklist: handoff.checklist.map((entry) =>
          event.items.some((item) => item.key === entry.key) ? { ...entry, done: true } : entry,
        ),
      })),
    };
  },

  evidence_withdrawn: (before, event) => {
    const item = before.evidence.find(({ id }) => id === event.item);
    if (!item || item.withdrawn) return words`This evidence has been withdrawn already.`;
    if (event.by.role === 'customer' && item.by.user !== event.by.user)
      return words`Only the person who gave this evidence or support can withdraw it.`;
    const withdrawn = { by: event.by, at: event.at };
    return {
      ...before,
      evidence: before.evidence.map((other) => (other === item ? { ...other, withdrawn } : other)),
      evidenceRevision: before.evidenceRevision + 1,
    };
  },

  consent_given: (before, event) => ({ ...before, consent: { by: event.by, at: event.at } }),

  checks_planned: (before, event) => {
    // "Check again" asks anew about the same evidence; a revision of its own keeps its jobs apart from the earlier ones.
    const revision = before.evidenceRevision + (event.by.role === 'bot' ? 0 : 1);
    const planned = event.checks.map((check) => ({ ...check, revision, state: 'queued' as const }));
    const kept = before.checks.filter(
      (old) => old.state === 'done' && !planned.some((check) => check.kind === old.kind),
    );
    return { ...before, evidenceRevision: revision, checks: [...kept, ...planned] };
  },

  check_started: (before, event) =>
    withCheck(before, event.kind, event.revision, (check) => ({ ...check, state: 'running' })),

  check_finished: (before, event) =>
    withCheck(before, event.result.kind, event.revision, (check) => ({
      ...check,
      state: 'done',
      result: event.result,
    })),

  span_written: (before, event) => ({
    ...before,
    spanWritten: { target: event.target, at: event.at, outcome: event.outcome },
  }),

  diagnosed: (before, event) => {
    if (event.record.revision !== before.evidenceRevision)
      return words`The evidence has changed since this diagnosis began.`;
    return {
      ...before,
      diagnosis: event.record,
      ...(before.diagnosis && { previousDiagnosis: before.diagnosis }),
    };
  },
};

function sizeOf(value: EvidenceItem['value']): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value).length;
}

function withCheck(
  before: Case,
  kind: CheckState['kind'],
  revision: number,
  change: (check: CheckState) => CheckState,
): Reduced {
  const check = before.checks.find(
    (one) => one.kind === kind && one.revision === revision && one.state !== 'done',
  );
  if (!check) return words`This check is not planned any more.`;
  return { ...before, checks: before.checks.map((one) => (one === check ? change(check) : one)) };
}

function withItem(
  items: readonly EvidenceItem[],
  given: NewEvidence & Pick<EvidenceItem, 'by' | 'at'>,
): EvidenceItem[] {
  const older = gathered.includes(given.key) ? [] : items.filter(({ key }) => key === given.key);
  const replaced = older.at(-1);
  const item: EvidenceItem = {
    ...given,
    id: `E${items.length + 1}`,
    version: (replaced?.version ?? 0) + 1,
    ...(replaced && { replaces: replaced.id }),
  };
  return [...items, item];
}
