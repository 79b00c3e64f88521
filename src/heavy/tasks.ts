import { keyFingerprint } from '../evidence/key-fingerprint.ts';
import { dumpFacts } from '../evidence/reading/dump-facts.ts';
import { type Finding, redactFields } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { type Analysis, type AnalyzeOptions, judge } from '../traces/analyze.ts';
import { read } from '../traces/decode/read.ts';
import { traceFacts } from '../traces/facts.ts';
import { type MetricAnswer, metricAnswers } from '../traces/metric.ts';
import { tree } from '../traces/tree.ts';

/** The work itself, the same inline and in a worker: values in, values out. */
export interface AnalyzeTask extends AnalyzeOptions {
  /** Of the picture. A thread beside a channel shows about this many characters of a preformatted block. */
  readonly width?: number;
  readonly lines?: number;
}

export type HeavyAnalysis = Analysis & {
  /** The trace as a tree of words. */
  readonly picture: string;
  /** One answer for each metric asked about. */
  readonly metricAnswers: readonly MetricAnswer[];
  /** Facts for the diagnosis that only the dump itself shows. */
  readonly noted: Readonly<Record<string, string | boolean>>;
};

export function runAnalyze(bytes: Uint8Array, task: AnalyzeTask): HeavyAnalysis {
  const dump = read(bytes, task.metrics ?? []);
  const picture = tree(dump, {
    width: task.width ?? 48,
    lines: task.lines ?? 24,
    ...(task.now === undefined ? {} : { now: task.now }),
  });
  const analysis = judge(dump, task);
  const noted = dumpFacts(new TextDecoder().decode(bytes), traceFacts(analysis));
  return { ...analysis, picture, metricAnswers: metricAnswers(dump), noted };
}

/** What redaction made of the fields of one form; `withheld`: nothing could be kept. */
export interface RedactedFields {
  readonly fields: Readonly<Record<string, Redacted>>;
  readonly findings: readonly Finding[];
  readonly withheld: boolean;
}

/** With the secret of this installation, keys get a fingerprint. */
export function runRedact(fields: Readonly<Record<string, string>>, secret?: string): RedactedFields {
  return redactFields({ ...fields }, secret === undefined ? {} : { fingerprint: keyFingerprint(secret) });
}
