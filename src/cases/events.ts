import { z } from 'zod';
import {
  Actor,
  CheckState,
  DiagnosisRecord,
  EvidenceItem,
  Handoff,
  type HandoffReason,
  Place,
} from './case.ts';

/** Everything that can happen to a case. `apply()` folds them; the timeline keeps them. All text is Redacted. */

const kept = z.string();
const millis = z.int().nonnegative();

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), by: Actor, at: millis, ...shape });

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
  event('evidence_given', {
    items: z.array(EvidenceItem.omit({ id: true, version: true, replaces: true })).min(1),
    redacted: z.int().nonnegative(),
  }),
  event('evidence_withdrawn', { item: z.string() }),
  event('consent_given', { check: z.literal('target_span') }),
  event('checks_planned', { checks: z.array(CheckState) }),
  event('check_finished', { check: CheckState }),
  event('diagnosed', { record: DiagnosisRecord }),
  event('taken', {}),
  event('assigned', { to: z.string() }),
  event('noted', { text: kept, internal: z.boolean() }),
  event('asked_customer', { reason: kept }),
  event('customer_answered', {}),
  event('fix_declared', { text: kept }),
  event('proof_started', { kind: z.enum(['command', 'ui']), text: kept, before: kept }),
  event('proof_finished', { passed: z.boolean(), after: kept }),
  event('handed_off', { handoff: Handoff }),
  event('handoff_posted', { number: z.int(), brief: Place }),
  event('handoff_accepted', { number: z.int() }),
  event('handoff_returned', { number: z.int(), checklist: z.array(kept).min(1) }),
  event('handoff_answered', { number: z.int(), answer: kept }),
  event('handoff_closed', { number: z.int(), answer: kept.optional() }),
  event('ticket_reported', {
    number: z.int(),
    ticket: z.strictObject({ id: kept, state: kept, url: kept.optional(), at: millis }),
  }),
  event('resolved', { reason: kept }),
  event('reopened', { reason: kept }),
  event('withdrawn', { reason: kept }),
  event('marked_duplicate', { of: z.string() }),
  event('update_promised', { due: millis }),
  event('nudged', {}),
  event('snoozed', { until: millis }),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;
export type CaseEventType = CaseEvent['type'];
export type { HandoffReason };
