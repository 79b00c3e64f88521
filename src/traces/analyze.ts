import { read } from './decode/read.ts';
import type { AgentKind, Dump, DumpFormat, MetricRequest } from './dump.ts';
import { adviceFor } from './findings/advice.ts';
import { findAll } from './findings/catalogue.ts';
import type { FindingCode, Severity } from './findings/codes.ts';
import { severityOf } from './findings/severity.ts';
import { safeName } from './safe-name.ts';

export interface TraceFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly count: number;
  /** Span name and place; never a value. */
  readonly examples: readonly string[];
  /** The change to make. */
  readonly advice: string;
}

/** Analysis v1: exactly the keys of the headless contract. */
export interface Analysis {
  readonly format: DumpFormat;
  readonly bytes: number;
  readonly spans: number;
  readonly traces: number;
  readonly partial: boolean;
  readonly names: readonly { readonly name: string; readonly count: number }[];
  readonly findings: readonly TraceFinding[];
  readonly notes: readonly string[];
}

export interface AnalyzeOptions {
  readonly metrics?: readonly MetricRequest[];
  /** Milliseconds since 1970; without it only far futures are told. */
  readonly now?: number;
  /** What the case says the agent is; otherwise the spans tell. */
  readonly agentKind?: AgentKind;
}

/** A dump of made-up names must not make an answer of any size. */
const MOST_NAMES = 200;

/**
 * Reads a dump in any known format and says what is wrong with it. Never throws, whatever the input.
 *
 * Text or bytes in which no dump can be recognised are an answer too: format `unknown` with the finding
 * `invalid_otlp`, exit 1 of the command. Exit 2 is left for what cannot be read at all (no such file).
 */
export function analyze(input: Uint8Array | string, options: AnalyzeOptions = {}): Analysis {
  return judge(read(input, options.metrics ?? []), options);
}

/** The second half of `analyze`, for callers that also want the picture of the same dump. */
export function judge(dump: Dump, options: AnalyzeOptions = {}): Analysis {
  const agent = options.agentKind ?? dump.agent;
  const findings = findAll(dump, options.now).map(
    ([code, found]): TraceFinding => ({
      code,
      severity: severityOf(code),
      count: found.count,
      examples: found.examples.slice(0, 3).map(safeName),
      advice: adviceFor(code, agent, dump),
    }),
  );
  return {
    format: dump.format,
    bytes: dump.bytes,
    spans: dump.spanCount,
    traces: [...dump.traces.keys()].filter((id) => id !== '').length,
    partial: dump.partial.length > 0,
    names: countNames(dump),
    findings,
    notes: [...dump.partial, ...dump.notes],
  };
}

function countNames(dump: Dump): { name: string; count: number }[] {
  const names = [...dump.names.values()].sort(
    (one, other) => other.count - one.count || (one.name < other.name ? -1 : 1),
  );
  return names.slice(0, MOST_NAMES).map(({ name, count }) => ({ name: safeName(name), count }));
}
