import { z } from 'zod';
import type { Redacted } from './redacted.ts';

/** Far above any field we keep; what is longer did not come from us. */
const mostCharacters = 200_000;

/**
 * Text that passed redact() before it was written, read back from our own store or queue. Only the schemas
 * of stored values use it; text that comes from a person or from Coval goes through redact() instead.
 */
export const Kept = z.custom<Redacted>(
  (value) => typeof value === 'string' && value.length <= mostCharacters,
  'must be text',
);
