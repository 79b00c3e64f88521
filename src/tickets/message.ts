import { z } from 'zod';
import type { Case, Handoff } from '../cases/case.ts';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';

/** What goes to the ticket system and what comes back. */

/** Made of kept text only, so it holds nothing that was not redacted. */
export interface HandoffMessage {
  event: 'handoff';
  case: string;
  handoff: number;
  reason: string;
  title: Redacted;
  status: string;
  cause: Redacted | null;
  note: Redacted | null;
  missing: readonly Redacted[];
  sent_at: string;
}

export function handoffMessage(state: Case, handoff: Handoff): HandoffMessage {
  const cause = Kept.safeParse(state.diagnosis?.diagnosis['cause']);
  return {
    event: 'handoff',
    case: state.id,
    handoff: handoff.number,
    reason: handoff.reason,
    title: state.title,
    status: state.status,
    cause: cause.success ? cause.data : null,
    note: handoff.note ?? null,
    missing: handoff.missing,
    sent_at: new Date(handoff.at).toISOString(),
  };
}

const short = z.string().trim().min(1).max(200);

/** A ticket as its system describes it; further fields are its own business. */
export const TicketFields = z.object({
  id: short,
  state: short,
  url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
});
export type TicketFields = z.infer<typeof TicketFields>;

/** An incoming report. `at` orders reports: a later one wins, whenever it arrives. */
export const TicketReport = z.object({
  case: z.string().regex(/^T-\d{1,15}$/),
  handoff: z.int().positive(),
  ticket: TicketFields,
  at: z.iso.datetime({ offset: true }),
});
export type TicketReport = z.infer<typeof TicketReport>;
