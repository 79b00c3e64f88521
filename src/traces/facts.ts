import type { Analysis } from './analyze.ts';
import type { DumpFormat } from './dump.ts';
import type { FindingCode } from './findings/codes.ts';

/** What a diagnosis may know about a dump: counts, names and codes. */
export interface TraceFacts {
  readonly format: DumpFormat;
  readonly spans: number;
  readonly traces: number;
  readonly partial: boolean;
  readonly findingCodes: ReadonlySet<FindingCode>;
  readonly names: ReadonlyMap<string, number>;
  /** Facts that were read in the dump itself before it was dropped (evidence/reading/dump-facts.ts). */
  readonly noted?: Readonly<Record<string, string | boolean>>;
}

export function traceFacts(analysis: Analysis): TraceFacts {
  return {
    format: analysis.format,
    spans: analysis.spans,
    traces: analysis.traces,
    partial: analysis.partial,
    findingCodes: new Set(analysis.findings.map(({ code }) => code)),
    names: new Map(analysis.names.map(({ name, count }) => [name, count])),
  };
}
