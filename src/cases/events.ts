import { z } from 'zod';
import { CheckKind } from '../checks/catalogue.ts';
import { CheckResult } from '../checks/result.ts';
import { Kept as kept } from '../redaction/kept.ts';
import {
  Actor,
  ChecklistEntry,
  CheckState,
  DiagnosisRecord,
  EvidenceItem,
  HandoffReason,
  Place,
  Ticket,
} from './case.ts';

/** Everything that can happen to a case. `apply()` folds them; the timeline keeps them. All text is Redacted. */

const millis = z.int().nonnegative();
const number = z.int().positive();

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), by: Actor, at: millis, ...shape });

/** Who gave it and when are the event's own. */
export const NewEvidence = EvidenceItem.pick({
  key: true,
  value: true,
  source: true,
  strength: true,
  keys: true,
});
export type NewEvidence = z.infer<typeof NewEvidence>;

export const CaseEvent = z.discriminatedUnion('type', [
  event('opened', {
    title: kept,
    from: z.enum(['command', 'message', 'shortcut', 'mention', 'cli']),
    customer: z.string().optional(),
    place: Place,
    audience: z.enum(['internal', 'shared']),
    keyAlias: z.string().optional(),
  }),
  /** Slack answered: where the thread and the card stand now. Also a re-anchor after the parent was deleted. */
  event('anchored', { place: Place }),
  event('audience_changed', { audience: z.enum(['internal', 'shared']) }),
  /** An item whose key the case already has is its next version; `note` and `checks` items stand side by side. */
  event('evidence_given', { items: z.array(NewEvidence).min(1), redacted: z.int().nonnegative() }),
  event('evidence_withdrawn', { item: z.string() }),
  event('consent_given', { check: z.literal('target_span') }),
  /** For the present evidence revision; a finished check of another kind stays. */
  event('checks_planned', { checks: z.array(CheckState.pick({ kind: true, target: true })) }),
  event('check_started', { kind: CheckKind, revision: millis }),
  event('check_finished', { revision: millis, result: CheckResult }),
  event('span_written', { target: kept, outcome: z.enum(['stored', 'refused', 'unknown']) }),
  event('diagnosed', { record: DiagnosisRecord }),
  event('taken', {}),
  event('assigned', { to: z.string().regex(/^[UW][A-Z0-9]+$/) }),
  event('noted', { text: kept, internal: z.boolean() }),
  event('asked_customer', { reason: kept }),
  event('customer_answered', {}),
  /** "Fix applied": the proof job starts by itself. */
  event('fix_declared', { text: kept }),
  /** `person`: only a person can see it, or no key is at hand; somebody has to confirm. */
  event('proof_started', {
    kind: z.enum(['command', 'ui']),
    text: kept,
    before: kept,
    awaits: z.enum(['check', 'person']),
  }),
  /** `before`: what was seen before the fix; absent in older timelines. */
  event('proof_finished', { passed: z.boolean(), before: kept.optional(), after: kept }),
  event('handed_off', {
    reason: HandoffReason,
    note: kept.optional(),
    missing: z.array(kept),
    /** Why it is handed off although something is missing. */
    override: kept.optional(),
  }),
  event('handoff_posted', { number, brief: Place }),
  event('handoff_accepted', { number }),
  event('handoff_returned', { number, checklist: z.array(ChecklistEntry).min(1) }),
  event('checklist_ticked', { number, index: z.int().nonnegative(), done: z.boolean() }),
  event('handoff_answered', { number, answer: kept }),
  event('handoff_closed', { number, answer: kept.optional() }),
  event('ticket_reported', { number, ticket: Ticket }),
  event('resolved', { reason: kept }),
  event('reopened', { reason: kept }),
  event('withdrawn', { reason: kept }),
  event('marked_duplicate', { of: z.string().regex(/^T-\d+$/) }),
  event('update_promised', { due: millis }),
  event('nudged', {}),
  event('snoozed', { until: millis }),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;
export type CaseEventType = CaseEvent['type'];
export type EventOf<T extends CaseEventType> = Extract<CaseEvent, { type: T }>;
