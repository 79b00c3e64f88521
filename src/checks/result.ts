/** What a check found: small, redacted, strict, so that it can be kept in a case and travel through the queue. */
import { z } from 'zod';
import { Kept } from '../redaction/kept.ts';
import { CheckKind } from './catalogue.ts';
import { Target } from './target.ts';

const millis = z.int().nonnegative();
const Alias = z.string().regex(/^[\w.-]{1,60}$/);

export const Consent = z.strictObject({ by: z.string().max(40), at: millis });
export type Consent = z.infer<typeof Consent>;

export const CheckRequest = z.strictObject({
  kind: CheckKind,
  /** Names the key; the key itself stays with the Coval client. */
  alias: Alias,
  target: Target.optional(),
  /** Who agreed to a permanent span; `target_span` is skipped without it. */
  consent: Consent.optional(),
  /** Keys of other organizations that may be asked for the same ID. */
  otherAliases: z.array(Alias).max(50).optional(),
});
export type CheckRequest = z.infer<typeof CheckRequest>;

/** One entry of evidence v1 `checks`. What has no place there (an agent record, another organization) is in body and facts. */
export const outcomeKinds = [
  'fake_id_span',
  'target_span',
  'get_simulation',
  'get_run',
  'get_conversation',
  'get_agent',
  'trace_summary',
  'list_simulations',
  'get_metric_outputs',
] as const;
export const Outcome = z.strictObject({
  kind: z.enum(outcomeKinds),
  status: z.int().nullable(),
  body: Kept.optional(),
  error: z.enum(['timeout', 'dns', 'refused', 'tls']).optional(),
});
export type Outcome = z.infer<typeof Outcome>;
export type OutcomeKind = Outcome['kind'];

export const Verdict = z.enum(['passed', 'failed', 'inconclusive', 'skipped']);
export type Verdict = z.infer<typeof Verdict>;

/** A simulation to pick from a menu. */
export const ListedSimulation = z.strictObject({ id: z.string(), status: Kept, at: Kept });
export type ListedSimulation = z.infer<typeof ListedSimulation>;

export const CheckResult = z.strictObject({
  kind: CheckKind,
  verdict: Verdict,
  /** What it means and what to do, for the person who reads the thread. */
  sentence: Kept,
  /** Of the question that decided; null when there was no HTTP answer. */
  status: z.int().nullable(),
  error: z.enum(['timeout', 'dns', 'refused', 'tls', 'other']).optional(),
  body: Kept.optional(),
  /** Coval's own name of the request; quoted in a hand-off. */
  requestId: z.string().optional(),
  /** How often Coval was asked before this answer stood. */
  attempts: z.int().positive().optional(),
  startedAt: millis,
  finishedAt: millis,
  outcomes: z.array(Outcome).max(10),
  facts: z.record(z.string(), z.union([Kept, z.number(), z.boolean()])),
  simulations: z.array(ListedSimulation).max(50).optional(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** What one check hands to run.ts, which adds the kind and the times. */
export type Finding = Pick<CheckResult, 'verdict' | 'sentence'> &
  Partial<
    Pick<
      CheckResult,
      'status' | 'error' | 'body' | 'requestId' | 'attempts' | 'outcomes' | 'facts' | 'simulations'
    >
  >;
