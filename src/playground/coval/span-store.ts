/** Spans as the real store keeps them: appended, never replaced, visible a moment later. */
import { hexId } from './ids.ts';
import type { StoredSpan } from './otlp.ts';
import type { Named } from './world.ts';

export type SpanStore = {
  add: (target: string, spans: StoredSpan[]) => void;
  seen: (target: string) => StoredSpan[];
};

export function makeSpanStore(now: () => number, delayMs: number): SpanStore {
  const batches: { target: string; visibleAt: number; spans: StoredSpan[] }[] = [];
  return {
    add: (target, spans) => {
      batches.push({ target, visibleAt: now() + delayMs, spans });
    },
    seen: (target) =>
      batches
        .filter((batch) => batch.target === target && batch.visibleAt <= now())
        .flatMap((batch) => batch.spans),
  };
}

/** One good call, one that was sent twice, one for the monitored conversation. */
export function seedSpans(store: SpanStore, named: Named, nowMs: number): void {
  store.add(named.simulation, callSpans(named.simulation, nowMs - 40 * 60_000));
  store.add(named.simulationWithDuplicates, callSpans(named.simulationWithDuplicates, nowMs - 39 * 60_000));
  store.add(named.simulationWithDuplicates, callSpans(named.simulationWithDuplicates, nowMs - 39 * 60_000));
  store.add(named.conversation, callSpans(named.conversation, nowMs - 110 * 60_000));
}

function callSpans(seed: string, startMs: number): StoredSpan[] {
  const span = (name: string, at: number, ms: number, parent = ''): StoredSpan => ({
    traceId: hexId(seed, 32),
    spanId: hexId(`${seed} ${name} ${at}`, 16),
    parentSpanId: parent,
    name,
    startNanos: BigInt(startMs + at) * 1_000_000n,
    endNanos: BigInt(startMs + at + ms) * 1_000_000n,
    status: 'OK',
  });
  const root = span('conversation', 0, 20_000);
  return [
    root,
    ...[1_000, 8_000, 14_000].flatMap((at) => [
      span('stt', at, 300, root.spanId),
      span('llm', at + 350, 900, root.spanId),
      span('tts', at + 1_300, 700, root.spanId),
    ]),
    span('llm_tool_call', 8_600, 250, root.spanId),
  ];
}

export function summarise(target: string, runId: string | undefined, spans: StoredSpan[]) {
  const keys = spans.map((span) => `${span.traceId} ${span.spanId}`);
  const unique = new Set(keys).size;
  const ids = new Set(spans.map((span) => span.spanId));
  const isRoot = (span: StoredSpan) => /^0*$/.test(span.parentSpanId);
  const counts = (values: string[]) => {
    const all: Record<string, number> = {};
    for (const value of values) all[value] = (all[value] ?? 0) + 1;
    return all;
  };
  return {
    simulation_output_id: target,
    run_id: runId,
    total_spans: spans.length,
    returned_spans: spans.length,
    is_truncated: false,
    unique_span_count: unique,
    duplicate_span_count: spans.length - unique,
    trace_count: new Set(spans.map((span) => span.traceId)).size,
    root_span_count: spans.filter(isRoot).length,
    orphan_span_count: spans.filter((span) => !isRoot(span) && !ids.has(span.parentSpanId)).length,
    child_timing_violation_count: 0,
    status_counts: counts(spans.map((span) => span.status)),
    span_groups: Object.entries(counts(spans.map((span) => span.name))).map(([span_name, count]) => ({
      span_name,
      count,
    })),
  };
}
