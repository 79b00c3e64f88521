import type { AnalyzeTask, HeavyAnalysis } from './tasks.ts';

/** What travels between the pool and a worker. Both ends are this repository, so nothing is parsed again. */
export type Job = { readonly kind: 'analyze'; readonly bytes: Uint8Array; readonly task: AnalyzeTask };
export type Done =
  | { readonly ok: true; readonly value: HeavyAnalysis }
  | { readonly ok: false; readonly message: string };
