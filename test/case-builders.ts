import { apply } from '../src/cases/apply.ts';
import type { Actor, Case, Role } from '../src/cases/case.ts';
import type { CaseEvent, NewEvidence } from '../src/cases/events.ts';
import { words } from '../src/redaction/words.ts';

/** Valid cases, actors and events; a test overrides the one thing it is about. */

/** 2026-01-01T00:00:00Z. */
export const start = 1_767_225_600_000;

const users: Record<Role, Actor['user']> = {
  customer: 'UCUSTOMER',
  support: 'USUPPORT',
  engineering: 'UENGINEER',
  operator: 'UOPERATOR',
  bot: 'bot',
};

export function actor(role: Role): Actor {
  return { user: users[role], role };
}

type Opened = Extract<CaseEvent, { type: 'opened' }>;

export function opened(over: Partial<Opened> = {}): Opened {
  return {
    type: 'opened',
    by: actor('support'),
    at: start,
    title: words`No traces in Coval`,
    from: 'command',
    customer: 'UCUSTOMER',
    place: { team: 'T1', channel: 'C1', thread: '1.000100', card: '1.000100' },
    audience: 'internal',
    ...over,
  };
}

export function evidence(
  key: string,
  value: NewEvidence['value'],
  over: Partial<NewEvidence> = {},
): NewEvidence {
  return {
    key,
    value,
    source: 'form',
    strength: 'claimed',
    ...over,
  };
}

/** A diagnosis as the engine writes it down, reduced to what the life of a case looks at. */
export function diagnosisRecord(revision: number, over: Record<string, unknown> = {}) {
  return {
    revision,
    matrixVersion: 'm1',
    at: start,
    diagnosis: {
      boundary: 'export_http_error',
      cause: 'run-id-as-simulation-id',
      title: 'A run ID was used',
      confidence: 'confirmed',
      ...over,
    },
  };
}

/** Folds events onto a fresh case; an event that is refused fails the test with its refusal. */
export function caseAfter(events: readonly CaseEvent[], id = 'T-1', first: Opened = opened()): Case {
  let state = accepted(undefined, first, id);
  for (const event of events) state = accepted(state, event);
  return state;
}

export function accepted(state: Case | undefined, event: CaseEvent, id = 'T-1'): Case {
  const outcome = apply(state, event, id);
  if (!outcome.ok) throw new Error(`${event.type} was refused: ${outcome.refusal}`);
  return outcome.case;
}

export function aCase(over: Partial<Case> = {}): Case {
  return { ...caseAfter([]), ...over };
}
