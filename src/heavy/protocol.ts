import type { AnalyzeTask, HeavyAnalysis, RedactedFields } from './tasks.ts';

/** What travels between the pool and a worker. Both ends are this repository, so nothing is parsed again. */
export type Job =
  | { readonly kind: 'analyze'; readonly bytes: Uint8Array; readonly task: AnalyzeTask }
  | {
      readonly kind: 'redact';
      readonly fields: Readonly<Record<string, string>>;
      /** A function cannot travel, so its secret does; it stays within this process. */
      readonly secret?: string;
    };

export type Value = HeavyAnalysis | RedactedFields;
export type Done<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: 'crashed' };
