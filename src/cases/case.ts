import { z } from 'zod';
import { CheckKind } from '../checks/catalogue.ts';
import { CheckResult } from '../checks/result.ts';
import { Target } from '../checks/target.ts';
import { KeyMark, mostMarks } from '../evidence/key-marks.ts';
import { Kept as kept } from '../redaction/kept.ts';

/** The state of one triage case. Built only by `apply()` from events; drawn by summary/, home/ and handoff/. */

export const statuses = [
  'new',
  'collecting_evidence',
  'checking',
  'diagnosed',
  'fix_in_progress',
  'escalated',
  'verifying',
  'waiting_on_customer',
  'resolved',
  'duplicate',
  'withdrawn',
] as const;
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

export const endedStatuses: readonly Status[] = ['resolved', 'duplicate', 'withdrawn'];

/** Who acts. `bot` is a timer or a finished check. */
export const Role = z.enum(['customer', 'support', 'engineering', 'operator', 'bot']);
export type Role = z.infer<typeof Role>;

const millis = z.int().nonnegative();
const userId = z.string().regex(/^[UW][A-Z0-9]+$/);

export const Actor = z.strictObject({
  user: z.union([userId, z.literal('bot'), z.literal('cli')]),
  role: Role,
});
export type Actor = z.infer<typeof Actor>;

/** Product.md step 6: from a mere claim up to what we or Coval's screens showed by ID. */
export const strengths = [
  'claimed',
  'pasted_log',
  'tool_output',
  'http_response',
  'own_check',
  'seen_in_coval',
] as const;
export const Strength = z.enum(strengths);
export type Strength = z.infer<typeof Strength>;

export const EvidenceItem = z.strictObject({
  /** E1, E2, … within the case; never reused. */
  id: z.string().regex(/^E\d+$/),
  /** A key of evidence v1 (`checks`: one pasted check per item), or `note` for what fits none. */
  key: z.string().max(40),
  /** Redacted text, a number, or a choice. For `trace_dump`: the analysis, never the dump. */
  value: z.union([kept, z.number(), z.record(z.string(), z.unknown())]),
  by: Actor,
  at: millis,
  /** Where it came from. */
  source: z.enum(['form', 'message', 'file', 'check', 'import']),
  strength: Strength,
  /** 1 for the first; an edit adds an item with the same key and the next version. */
  version: z.int().positive(),
  replaces: z.string().optional(),
  /** Coval keys that stood in the value, to be compared and never shown; absent without any and in older cases. */
  keys: z.array(KeyMark).max(mostMarks).optional(),
  withdrawn: z.strictObject({ by: Actor, at: millis }).optional(),
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

export const Place = z.strictObject({
  team: z.string(),
  channel: z.string().regex(/^[CGD][A-Z0-9]+$/),
  /** ts of the root card; absent until Slack has answered the first post. */
  thread: z.string().optional(),
  /** ts of the card that is redrawn (differs from `thread` after a re-anchor or in a thread of somebody else). */
  card: z.string().optional(),
});
export type Place = z.infer<typeof Place>;

export const CheckState = z.strictObject({
  kind: CheckKind,
  /** Evidence revision it was planned for. A finished check stays until its kind is planned again. */
  revision: z.int().nonnegative(),
  state: z.enum(['queued', 'running', 'done']),
  target: Target.optional(),
  result: CheckResult.optional(),
});
export type CheckState = z.infer<typeof CheckState>;

export const DiagnosisRecord = z.strictObject({
  /** Evidence revision and matrix it was made from. */
  revision: z.int(),
  matrixVersion: z.string(),
  at: millis,
  /** Diagnosis v1 of contracts: boundary, cause, title, confidence, …; every string Redacted. */
  diagnosis: z.record(z.string(), z.unknown()),
  /** The look-up that proves the row's fix, by its name in links/; absent: only a person can see it. */
  proofRun: z.string().max(40).optional(),
  /** Row → its title, for every row the diagnosis names; absent in cases of an older version. */
  titles: z.record(z.string().max(80), kept).optional(),
});
export type DiagnosisRecord = z.infer<typeof DiagnosisRecord>;

/** Product.md step 9 and the four escalation conditions. `other` needs an override. */
export const handoffReasons = [
  'other_organization',
  'agent_record_change',
  'repeated_server_error',
  'ui_cannot_load',
  'other',
] as const;
export const HandoffReason = z.enum(handoffReasons);
export type HandoffReason = z.infer<typeof HandoffReason>;

export const ChecklistEntry = z.strictObject({ text: kept, key: z.string().max(40).optional() });
export type ChecklistEntry = z.infer<typeof ChecklistEntry>;

export const Ticket = z.strictObject({ id: kept, state: kept, url: kept.optional(), at: millis });
export type Ticket = z.infer<typeof Ticket>;

export const Handoff = z.strictObject({
  number: z.int().positive(),
  reason: HandoffReason,
  state: z.enum(['sent', 'accepted', 'returned', 'answered', 'closed']),
  by: Actor,
  at: millis,
  note: kept.optional(),
  missing: z.array(kept),
  override: z.strictObject({ by: Actor, reason: kept }).optional(),
  /** The brief in the engineering channel. */
  brief: Place.optional(),
  acceptedBy: Actor.optional(),
  /** What engineering asked for; an entry with a key of evidence v1 is ticked off as that evidence arrives. */
  checklist: z.array(ChecklistEntry.extend({ done: z.boolean() })),
  answer: kept.optional(),
  /** The newest report; an older one that arrives late is refused. */
  ticket: Ticket.optional(),
});
export type Handoff = z.infer<typeof Handoff>;

export const Proof = z.strictObject({
  state: z.enum(['running', 'waiting_for_confirmation', 'passed', 'failed']),
  startedBy: Actor,
  at: millis,
  kind: z.enum(['command', 'ui']),
  /** The command or the screen that proves the state. */
  text: kept,
  before: kept,
  after: kept.optional(),
  endedBy: Actor.optional(),
  endedAt: millis.optional(),
});
export type Proof = z.infer<typeof Proof>;

/** An instant, and how long the case had waited on the customer until then. */
export const Milestone = z.strictObject({ at: millis, waited: millis });
export type Milestone = z.infer<typeof Milestone>;

export const Case = z.strictObject({
  id: z.string().regex(/^T-\d+$/),
  /** Rises by one with every accepted event; the store compares it before it writes. */
  revision: z.int().positive(),
  status: Status,
  title: kept,
  openedBy: Actor,
  openedAt: millis,
  openedFrom: z.enum(['command', 'message', 'shortcut', 'mention', 'cli']),
  /** The customer: the author of the message, or the person who opened the case. */
  customer: userId.optional(),
  owner: userId.optional(),
  place: Place,
  /** `shared` also when the share state could not be read. */
  audience: z.enum(['internal', 'shared']),
  /** Alias of the key the checks run with; absent: no key for the customer's organization. */
  keyAlias: z.string().optional(),
  evidence: z.array(EvidenceItem),
  /** Rises with every change of evidence and every "check again"; checks and diagnoses name the one they belong to. */
  evidenceRevision: z.int().nonnegative(),
  checks: z.array(CheckState),
  consent: z.strictObject({ by: Actor, at: millis }).optional(),
  /** A span that was written into the real target, so that the summary can say so. */
  spanWritten: z
    .strictObject({ target: kept, at: millis, outcome: z.enum(['stored', 'refused', 'unknown']) })
    .optional(),
  diagnosis: DiagnosisRecord.optional(),
  previousDiagnosis: DiagnosisRecord.optional(),
  summaryVersion: z.int().nonnegative(),
  /** What the newest version of the summary changed, and by whom. */
  summaryChange: z.strictObject({ text: kept, by: Actor, at: millis }).optional(),
  fix: z.strictObject({ by: Actor, at: millis, text: kept }).optional(),
  proof: Proof.optional(),
  handoffs: z.array(Handoff),
  notes: z.array(z.strictObject({ by: Actor, at: millis, text: kept, internal: z.boolean() })),
  /** How many values redaction removed so far. */
  redacted: z.int().nonnegative(),
  /** What the case waits for and from whom; drawn on the card. */
  waiting: z.strictObject({ since: millis, reason: kept, back: Status }).optional(),
  duplicateOf: z.string().optional(),
  ended: z.strictObject({ by: Actor, at: millis, reason: kept }).optional(),
  /** Instants the five durations are computed from. */
  milestones: z.strictObject({
    firstResponse: Milestone.optional(),
    evidenceComplete: Milestone.optional(),
    verdict: Milestone.optional(),
    handedOff: Milestone.optional(),
    handoffAccepted: Milestone.optional(),
    proved: Milestone.optional(),
  }),
  /** Milliseconds spent waiting on the customer so far; excluded from every duration. */
  waitedMs: z.int().nonnegative(),
  /** When somebody hears again; absent once the case has ended. */
  nextUpdateAt: millis.optional(),
  /** Who named that time; absent when it follows from the state. */
  promisedBy: Actor.optional(),
  /** Reminders since anybody touched the case, and when the last of them, or that touch, was. */
  nudges: z.strictObject({ count: z.int().nonnegative(), at: millis }),
  snoozedUntil: millis.optional(),
  updatedAt: millis,
});
export type Case = z.infer<typeof Case>;
