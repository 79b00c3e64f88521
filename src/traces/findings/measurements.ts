import { Mark, type SpanRecord } from '../dump.ts';
import { type Found, foundIn, has, isMarker, type Rule, type View } from './rule.ts';

const timed = ['stt', 'llm', 'tts'] as const;
/** A marker lasts about a millisecond; from here on it is drawn as work. */
const MARKER_LENGTH = 50 * 1e6;
/** This many equal values are no coincidence. */
const FABRICATED = 4;
/** A share of the duration outside these bounds is a real reading: the first byte ended the span, or came at once. */
const LEAST_SHARE = 0.02;
const MOST_SHARE = 0.98;
const NANOS = 1e9;

/** Whether numbers that look measured were measured, and whether the built-in metrics find them. */
export const measurementRules: readonly Rule[] = [
  { code: 'marker_as_latency', find: markersAsLatency },
  {
    code: 'missing_ttfb',
    find: (view) => {
      if (view.partial) return undefined;
      const without = timed.flatMap((role) => {
        const spans = view.measured(role).filter((span) => !has(span, Mark.attributesHidden));
        return spans.some((span) => has(span, Mark.ttfb)) ? [] : spans;
      });
      return foundIn(without);
    },
  },
  {
    code: 'missing_token_usage',
    find: (view) => {
      const spans = view.measured('llm').filter((span) => !has(span, Mark.attributesHidden));
      const both = (span: SpanRecord) => has(span, Mark.inputTokens) && has(span, Mark.outputTokens);
      return view.partial || spans.some(both) ? undefined : foundIn(spans);
    },
  },
  {
    code: 'metric_attribute_missing',
    find: ({ dump, partial }) => {
      const absent = dump.metrics.filter((metric) => metric.numeric + metric.notNumeric.count === 0);
      if (partial || absent.length === 0 || dump.spanCount === 0) return undefined;
      return { count: absent.length, examples: absent.slice(0, 3).map((metric) => metric.request.span) };
    },
  },
  {
    code: 'metric_attribute_not_numeric',
    find: ({ dump }) => {
      const asked = dump.metrics.map((metric) => metric.notNumeric).filter((tally) => tally.count > 0);
      const tally = dump.notNumeric.count > 0 ? dump.notNumeric : asked[0];
      return tally && { count: tally.count, examples: tally.examples };
    },
  },
];

function markersAsLatency(view: View): Found | undefined {
  const found = new Set<SpanRecord>();
  for (const span of view.dump.spans) {
    if (isMarker(span)) {
      if (has(span, Mark.ttfb | Mark.latency) || span.duration > MARKER_LENGTH) found.add(span);
    } else if (has(span, Mark.vapi) && span.kind.role !== undefined && has(span, Mark.ttfb)) found.add(span);
  }
  for (const role of timed) {
    const spans = view.role(role).filter((span) => has(span, Mark.ttfb));
    if (spans.length >= FABRICATED && (areEqual(spans) || areOneShare(spans))) {
      for (const span of spans) found.add(span);
    }
  }
  return foundIn([...found].sort((one, other) => one.position - other.position));
}

function areEqual(spans: readonly SpanRecord[]): boolean {
  return spans.every((span) => span.ttfb === spans[0]?.ttfb);
}

function areOneShare(spans: readonly SpanRecord[]): boolean {
  let total = 0;
  for (const span of spans) {
    if (!(span.duration > 0)) return false;
    total += (span.ttfb * NANOS) / span.duration;
  }
  const share = total / spans.length;
  if (share < LEAST_SHARE || share > MOST_SHARE) return false;
  // Values are usually rounded to four decimals, so a short span may be off by that much.
  return spans.every((span) => {
    const expected = (share * span.duration) / NANOS;
    return Math.abs(span.ttfb - expected) <= 0.00011 + expected * 0.002;
  });
}
