import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counters and histograms in the Prometheus text exposition. Labels come from fixed vocabularies only. */

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Metrics {
  /** An acknowledgement sent to Slack: which kind of delivery, how long it took. */
  acknowledged(kind: string, ms: number): void;
  delivery(kind: string, outcome: 'taken' | 'repeat' | 'refused' | 'failed'): void;
  check(kind: string, verdict: string, ms: number): void;
  slackCall(method: string, outcome: string): void;
  diagnosed(boundary: string, cause: string): void;
  redacted(count: number): void;
  openCases(count: number): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const acknowledgement = new Histogram({
    name: 'triage_acknowledgement_seconds',
    help: 'Time until a Slack delivery was acknowledged',
    labelNames: ['kind'],
    buckets: seconds,
    registers,
  });
  const deliveries = new Counter({
    name: 'triage_deliveries_total',
    help: 'Slack deliveries by outcome',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const checks = new Histogram({
    name: 'triage_check_seconds',
    help: 'Duration of connectivity checks by verdict',
    labelNames: ['kind', 'verdict'],
    buckets: seconds,
    registers,
  });
  const calls = new Counter({
    name: 'triage_slack_calls_total',
    help: 'Slack Web API calls by outcome',
    labelNames: ['method', 'outcome'],
    registers,
  });
  const diagnoses = new Counter({
    name: 'triage_diagnoses_total',
    help: 'Diagnoses by boundary and matrix row',
    labelNames: ['boundary', 'cause'],
    registers,
  });
  const redactions = new Counter({
    name: 'triage_redacted_values_total',
    help: 'Credentials removed from pasted text',
    registers,
  });
  const open = new Gauge({ name: 'triage_open_cases', help: 'Cases that have not ended', registers });
  return {
    acknowledged: (kind, ms) => acknowledgement.observe({ kind }, ms / 1000),
    delivery: (kind, outcome) => deliveries.inc({ kind, outcome }),
    check: (kind, verdict, ms) => checks.observe({ kind, verdict }, ms / 1000),
    slackCall: (method, outcome) => calls.inc({ method, outcome }),
    diagnosed: (boundary, cause) => diagnoses.inc({ boundary, cause }),
    redacted: (count) => redactions.inc(count),
    openCases: (count) => open.set(count),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
