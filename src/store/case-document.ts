import { Case } from '../cases/case.ts';
import type { CaseLine } from '../cases/case-line.ts';
import { CaseEvent } from '../cases/events.ts';
import type { IndexEntry } from '../cases/index-entry.ts';
import { TriageError } from '../errors.ts';
import { keys } from './keys.ts';

/** A case as it stands in Redis. */

/** Raised when an older program could not read what a newer one writes. */
const format = 1;
export const documentFormat = String(format);

export function parseCase(stored: readonly (string | null)[]): Case | undefined {
  const [written, document] = stored;
  if (!document) return undefined;
  if (Number(written) > format)
    throw new TriageError('case_unreadable', { cause: new Error('newer format') });
  const parsed = Case.safeParse(parseJson(document));
  if (!parsed.success) throw new TriageError('case_unreadable', { cause: parsed.error });
  return parsed.data;
}

/** Events of another version are left out: a timeline with a gap is better than none. */
export function parseEvents(stored: readonly string[]): CaseEvent[] {
  return stored.flatMap((text) => {
    const parsed = CaseEvent.safeParse(parseJson(text));
    return parsed.success ? [parsed.data] : [];
  });
}

/** Undefined for a damaged line: a list without it is better than no list. */
export function parseLine(stored: string): CaseLine | undefined {
  const line = parseJson(stored);
  // Written by save() in the same step as the case, so beyond being an object its fields are not checked 50 times a page.
  return typeof line === 'object' && line !== null ? (line as CaseLine) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Indexes whose order follows the last change, and those that only say where the case is found. */
export function indexKeys(state: Case, entry: IndexEntry): { moving: string[]; standing: string[] } {
  return {
    moving: [
      keys.byStatus(state.status),
      keys.byTeam(state.place.team, state.status),
      keys.byOwner(state.place.team, state.owner ?? 'nobody', state.status),
      keys.byChannel(state.place.channel, state.status),
    ],
    standing: [
      ...entry.terms.map(keys.byTerm),
      ...(entry.fingerprint === '' ? [] : [keys.byFingerprint(entry.fingerprint)]),
    ],
  };
}

/** Messages from which a click or a reply leads back to the case. */
export function cardKeys(state: Case): string[] {
  const places = [state.place, ...state.handoffs.flatMap((handoff) => handoff.brief ?? [])];
  return [
    ...new Set(
      places.flatMap(({ channel, thread, card }) =>
        [thread, card].flatMap((ts) => (ts === undefined ? [] : [keys.card(channel, ts)])),
      ),
    ),
  ];
}
