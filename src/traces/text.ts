import type { Analysis, TraceFinding } from './analyze.ts';
import { impactOf } from './findings/advice.ts';
import type { MetricAnswer } from './metric.ts';
import { paint } from './paint.ts';

export interface AnalysisTextOptions {
  readonly colour?: boolean;
  readonly width?: number;
  /** From `tree`. */
  readonly picture?: string;
  readonly metrics?: readonly MetricAnswer[];
}

/** The whole answer for a terminal. */
export function analysisText(analysis: Analysis, options: AnalysisTextOptions = {}): string {
  const colour = options.colour ?? false;
  const width = options.width ?? 80;
  const bold = (text: string) => (colour ? paint('bold', text) : text);
  const parts = [headline(analysis)];
  if (analysis.findings.length === 0) parts.push('No findings.');
  for (const finding of analysis.findings) parts.push(findingBlock(finding, colour));
  for (const metric of options.metrics ?? []) parts.push(metric.text);
  if (options.picture) parts.push(`${bold('Trace')}\n${options.picture}`);
  if (analysis.names.length > 0)
    parts.push(`${bold('Spans by name')}\n${nameTable(analysis, { width, lines: 12 })}`);
  if (analysis.notes.length > 0) parts.push(`${bold('Notes')}\n${analysis.notes.join('\n')}`);
  return parts.join('\n\n');
}

/** `OTLP JSON, 24.5 kB, 45 spans in 1 trace` */
export function headline(analysis: Analysis): string {
  const { spans, traces } = analysis;
  const kind = formatNames[analysis.format];
  const within = traces > 0 ? ` in ${traces} ${traces === 1 ? 'trace' : 'traces'}` : '';
  const partial = analysis.partial ? ', partial' : '';
  return `${kind}, ${sizeText(analysis.bytes)}, ${spans} ${spans === 1 ? 'span' : 'spans'}${within}${partial}`;
}

const formatNames: Readonly<Record<Analysis['format'], string>> = {
  otlp_json: 'OTLP JSON',
  otlp_jsonl: 'OTLP JSON lines',
  otlp_protobuf: 'OTLP protobuf',
  jaeger: 'Jaeger JSON',
  console: 'Console exporter output',
  viewer: 'Copy of a trace viewer',
  unknown: 'Unknown format',
};

function findingBlock(finding: TraceFinding, colour: boolean): string {
  const label = `${finding.severity}: ${finding.code}${finding.count > 1 ? ` (${finding.count})` : ''}`;
  const lines = [colour ? paint(finding.severity, label) : label, `  ${impactOf(finding.code)}`];
  for (const line of finding.advice.split('\n')) lines.push(`  - ${line}`);
  if (finding.examples.length > 0) lines.push(`  For example ${finding.examples.join(', ')}`);
  return lines.join('\n');
}

/** Counts by name, most frequent first, in two columns. */
export function nameTable(analysis: Analysis, options: { width: number; lines: number }): string {
  const rows = analysis.names.slice(0, options.lines);
  const digits = Math.max(1, ...rows.map(({ count }) => String(count).length));
  const room = Math.max(10, options.width - digits - 2);
  const lines = rows.map(
    ({ name, count }) => `${String(count).padStart(digits)}  ${name.slice(0, room) || '(no name)'}`,
  );
  const more = analysis.names.length - rows.length;
  if (more > 0) lines.push(`${' '.repeat(digits)}  … ${more} more names`);
  return lines.join('\n');
}

function sizeText(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} bytes`;
}
