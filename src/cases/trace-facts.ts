import { z } from 'zod';
import type { DumpFormat } from '../traces/dump.ts';
import type { TraceFacts } from '../traces/facts.ts';
import { type FindingCode, findingCodes } from '../traces/findings/codes.ts';

const formats = [
  'otlp_json',
  'otlp_jsonl',
  'otlp_protobuf',
  'jaeger',
  'console',
  'viewer',
  'unknown',
] as const satisfies readonly DumpFormat[];

/** An analysis as it is kept in a case, read back for the diagnosis. A code of another version is left out. */
const KeptAnalysis = z.object({
  format: z.enum(formats).catch('unknown'),
  spans: z.int().nonnegative(),
  traces: z.int().nonnegative().catch(0),
  partial: z.boolean().catch(false),
  names: z.array(z.object({ name: z.string(), count: z.int() })).catch([]),
  findings: z.array(z.object({ code: z.string() })).catch([]),
  noted: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
});

export function readTraceFacts(kept: unknown): TraceFacts | undefined {
  const parsed = KeptAnalysis.safeParse(kept);
  if (!parsed.success) return undefined;
  const { names, findings, noted, ...counts } = parsed.data;
  const codes = findings.flatMap(({ code }) => {
    const known = findingCodes.find((one) => one === code);
    return known ? [known] : [];
  });
  return {
    ...counts,
    findingCodes: new Set<FindingCode>(codes),
    names: new Map(names.map(({ name, count }) => [name, count])),
    ...(noted && { noted }),
  };
}
