import { z } from 'zod';

/** What jobs carry: ids and aliases, never evidence, text or keys. Strict, so that nothing else can slip in. */

const caseId = z.string().regex(/^T-\d{1,15}$/);
const number = z.int().positive();

export const payloads = {
  check: z.strictObject({
    caseId,
    revision: z.int().nonnegative(),
    check: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  }),
  diagnosis: z.strictObject({ caseId, revision: z.int().nonnegative() }),
  publish: z.strictObject({ caseId }),
  home: z.strictObject({ team: z.string().regex(/^[A-Z0-9]{1,40}$/) }),
  handoff: z.strictObject({ caseId, number }),
  proof: z.strictObject({ caseId, fixedAt: z.int().nonnegative() }),
  webhook: z.strictObject({ caseId, number }),
  wake: z.strictObject({ caseId }),
  sweep: z.strictObject({}),
} as const;

export type JobName = keyof typeof payloads;
export type Payload<N extends JobName> = z.infer<(typeof payloads)[N]>;
