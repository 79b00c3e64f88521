/** Turns a dump, and the codes the analyser found in it, into `dump.*` facts. */
import type { TraceFacts } from '../../traces/facts.ts';
import { type Skim, type SkimmedSpan, skimDump } from './dump-skim.ts';
import { type Notebook, newNotebook, note } from './notebook.ts';

const PROBES: readonly string[] = [
  'debug-validation-span',
  'wizard-validation-span',
  'coval.validate.test_span',
];
const IMPORTERS: readonly string[] = ['langfuse', 'langsmith', 'arize', 'phoenix'];
/** facts: a name over about 70 % of the spans, shorter than about 50 ms each, is one span per chunk. */
const NOISE_SHARE = 0.7;
const NOISE_MS = 50;
/** 2033: an epoch value added to a start lands decades ahead, a clock that is off does not. */
const FAR_FUTURE = 2_000_000_000_000;
/** A call is minutes long; trace IDs an hour apart are two calls. */
const APART_MS = 3_600_000;

export function readDump(raw: string | undefined, analysis: TraceFacts | undefined, book: Notebook): void {
  const hasDump = raw !== undefined && raw.trim() !== '';
  if (!hasDump && analysis === undefined) return;
  const yes = (name: string, value: string | boolean | undefined): void =>
    note(book, name, value, 'trace_dump', 'own_check');
  if (!hasDump) for (const [name, value] of Object.entries(analysis?.noted ?? {})) yes(name, value);
  const skim = hasDump ? skimDump(raw) : undefined;
  if (analysis !== undefined) noteCodes(analysis, yes);
  if (skim !== undefined) {
    if (skim.spans.length > 0) yes('dump.read', true);
    const top = skim.topKey;
    const looksOtlp = /^(?:resourceSpans|resource_spans|traces|total_spans|batches)$/.test(top);
    if (top !== '' && !looksOtlp && !['name', 'traceId', 'context'].includes(top))
      yes('dump.other_top_key', true);
    noteShapes(skim, yes);
  }
  const names = countNames(analysis, skim);
  noteNames(names, analysis?.partial ?? false, yes);
}

/** What a dump says beyond its analysis, to be kept in its place: the dump itself is never stored. */
export function dumpFacts(raw: string, analysis: TraceFacts): Record<string, string | boolean> {
  const book = newNotebook();
  readDump(raw, analysis, book);
  return Object.fromEntries(
    [...book.facts.values()].flatMap(({ name, value }) =>
      typeof value === 'number' ? [] : [[name, value] as const],
    ),
  );
}

type Say = (name: string, value: string | boolean | undefined) => void;

const CODES: Readonly<Record<string, string>> = {
  no_spans: 'dump.no_spans',
  invalid_otlp: 'dump.invalid_otlp',
  root_only: 'dump.root_only',
  mostly_conversation: 'dump.mostly_conversation',
  only_provider_spans: 'dump.only_provider_spans',
  marker_as_latency: 'dump.markers',
  identical_durations: 'dump.markers',
  future_or_ancient_timestamps: 'dump.bad_times',
  implausible_duration: 'dump.bad_times',
  duplicate_spans: 'dump.duplicates',
  interrupted_tts: 'dump.interrupted_tts',
  mixed_simulations: 'dump.mixed_simulations',
  metric_attribute_not_numeric: 'dump.not_numeric',
  metric_attribute_missing: 'dump.metric_attribute_missing',
  missing_ttfb: 'dump.metric_attribute_missing',
  missing_token_usage: 'dump.metric_attribute_missing',
  stt_without_transcript: 'dump.metric_attribute_missing',
  non_canonical_names: 'dump.other_names',
  payload_too_large: 'dump.too_large',
  base64_ids: 'dump.base64_ids',
};

function noteCodes(analysis: TraceFacts, yes: Say): void {
  if (analysis.spans > 0) yes('dump.read', true);
  for (const code of analysis.findingCodes)
    yes(CODES[code] ?? '', CODES[code] === undefined ? undefined : true);
}

function noteShapes(skim: Skim, yes: Say): void {
  const spans = skim.spans.filter((span) => !PROBES.includes(span.name));
  if (spans.length === 0) return;
  const marker = spans.some(
    (span) =>
      span.attributes.get('trace.timing') === 'metadata_marker' ||
      span.attributes.get('trace.source') === 'vapi_artifact' ||
      /_marker$/.test(span.name),
  );
  if (marker) yes('dump.has_markers', true);
  const seen = new Set<string>();
  for (const span of spans) {
    const key = `${span.trace} ${span.id}`;
    if (span.id !== '' && seen.has(key)) yes('dump.duplicates', true);
    seen.add(key);
  }
  if (spans.some((span) => span.start < 1_420_070_400_000 || span.start > FAR_FUTURE))
    yes('dump.bad_times', true);
  const service = spans.map((span) => span.service.toLowerCase()).find((name) => IMPORTERS.includes(name));
  yes('dump.service', service);
  noteTwins(spans, yes);
  const starts = new Map<string, number>();
  for (const span of spans) {
    if (span.trace === '' || Number.isNaN(span.start)) continue;
    starts.set(span.trace, Math.min(starts.get(span.trace) ?? Number.POSITIVE_INFINITY, span.start));
  }
  const ordered = [...starts.values()].sort((a, b) => a - b);
  const last = ordered.at(-1);
  if (ordered[0] !== undefined && last !== undefined && last - ordered[0] > APART_MS)
    yes('dump.two_traces_apart', true);
  const closed = spans.some(
    (span) =>
      /tts/i.test(span.name) &&
      span.error &&
      /clos|disconnect|100[016]|broken pipe|reset/i.test([...span.attributes.values()].join(' ')),
  );
  if (closed) yes('dump.interrupted_tts', true);
}

/** One operation, recorded under two scopes or services at nearly the same moment with different span IDs. */
function noteTwins(spans: readonly SkimmedSpan[], yes: Say): void {
  const owners = new Map<string, Set<string>>();
  for (const span of spans) {
    if (Number.isNaN(span.start)) continue;
    const owner = `${span.service}/${span.scope}`;
    // Two recorders start within a tenth of a second of each other.
    for (const slot of [Math.floor(span.start / 100), Math.floor(span.start / 100) + 1]) {
      const key = `${roleOf(span.name)} ${slot}`;
      const set = owners.get(key) ?? new Set<string>();
      set.add(owner);
      owners.set(key, set);
    }
  }
  const roles = new Set<string>();
  let pairs = 0;
  for (const [key, set] of owners) {
    if (set.size < 2) continue;
    pairs += 1;
    roles.add(key.split(' ')[0] ?? '');
  }
  if (
    pairs >= 2 &&
    [...roles].some((role) => ['stt', 'llm', 'tts', 'llm_tool_call', 'turn', 'conversation'].includes(role))
  )
    yes('dump.twin_operations', true);
}

function roleOf(name: string): string {
  const folded = name.toLowerCase();
  if (/^(?:llm(?:_node|_request|_request_run|_response)?|chat .*|openai\.chat|chatcompletion)$/.test(folded))
    return 'llm';
  if (/^(?:tts(?:_node|_request|_request_run)?|text_to_speech|synthesize)$/.test(folded)) return 'tts';
  if (/^(?:stt|speech_to_text|transcribe|asr)$/.test(folded)) return 'stt';
  return folded.replaceAll(' ', '_');
}

function countNames(
  analysis: TraceFacts | undefined,
  skim: Skim | undefined,
): { name: string; count: number; short: boolean }[] {
  const counts = new Map<string, { count: number; longest: number; total: number }>();
  for (const span of skim?.spans ?? []) {
    if (PROBES.includes(span.name)) continue;
    const entry = counts.get(span.name) ?? { count: 0, longest: 0, total: 0 };
    entry.count += 1;
    entry.total += Number.isNaN(span.end - span.start) ? 0 : span.end - span.start;
    counts.set(span.name, entry);
  }
  if (counts.size === 0)
    return [...(analysis?.names ?? [])].map(([name, count]) => ({ name, count, short: false }));
  return [...counts].map(([name, entry]) => ({
    name,
    count: entry.count,
    short: entry.total / entry.count < NOISE_MS,
  }));
}

function noteNames(
  names: readonly { name: string; count: number; short: boolean }[],
  partial: boolean,
  yes: Say,
): void {
  const total = names.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return;
  const share = (wanted: (name: string) => boolean): number =>
    names.filter(({ name }) => wanted(name)).reduce((sum, { count }) => sum + count, 0) / total;
  const noisy = names.find(
    ({ name, count, short }) =>
      short &&
      count >= 10 &&
      count / total > NOISE_SHARE &&
      !/^(?:stt|llm|tts|.*_marker|conversation|turn)$/.test(name),
  );
  if (
    noisy !== undefined ||
    names.some(
      ({ name, count }) =>
        count >= 10 && count / total > NOISE_SHARE && /chunk|frame|token|packet|delta/i.test(name),
    )
  ) {
    yes('dump.chunk_noise', true);
  }
  if (partial) return;
  const root = /^(?:conversation|session|call|pipeline|agent_session|job_entrypoint)$/;
  if (share((name) => root.test(name)) === 1) yes('dump.root_only', true);
  if (
    share((name) => root.test(name) || /^turn\b/.test(name)) >= NOISE_SHARE &&
    share((name) => /^(?:stt|llm|tts|llm_tool_call|tool_call)\b/.test(name)) < 0.2
  )
    yes('dump.flat_turns', true);
  const has = (pattern: RegExp): boolean => names.some(({ name }) => pattern.test(name));
  if (has(/^stt\b|^turn\.user|user/) && !has(/tts|speech|synthes|agent_speaking|turn\.assistant/i))
    yes('dump.no_tts', true);
}
