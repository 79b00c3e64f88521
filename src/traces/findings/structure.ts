import type { Rule } from './rule.ts';

/** One export body above this is refused; Coval names 3 to 4 MB. */
const BODY_BYTES = 3_000_000;

/** Whether there is a trace at all, and whether Coval could take it. */
export const structureRules: readonly Rule[] = [
  {
    code: 'no_spans',
    find: ({ dump, partial }) =>
      !partial && dump.spanCount === 0 && dump.refusals.size === 0 && dump.recognised
        ? { count: 1, examples: [] }
        : undefined,
  },
  {
    code: 'invalid_otlp',
    find: ({ dump }) => {
      if (dump.refusals.size === 0) {
        return dump.recognised ? undefined : { count: 1, examples: [] };
      }
      const tallies = [...dump.refusals.values()];
      return {
        count: tallies.reduce((sum, tally) => sum + tally.count, 0),
        examples: tallies.flatMap((tally) => tally.examples).slice(0, 3),
      };
    },
  },
  {
    code: 'base64_ids',
    find: ({ dump }) => (dump.base64Ids.count > 0 ? dump.base64Ids : undefined),
  },
  {
    code: 'payload_too_large',
    find: ({ dump }) => (dump.largestBody > BODY_BYTES ? { count: 1, examples: [] } : undefined),
  },
  {
    code: 'missing_service_name',
    find: ({ dump, partial }) =>
      !partial && dump.spanCount > 0 && dump.namelessResources.count > 0
        ? { count: 1, examples: [] }
        : undefined,
  },
];
