import type { SpanRecord } from '../dump.ts';
import { foundIn, type Rule } from './rule.ts';

const HOUR = 3600 * 1e9;
const LONGEST_SPAN = 4 * HOUR;
const LONGEST_ROLE_SPAN = HOUR / 6;
/** 2015-01-01: before OpenTelemetry. An earlier time is a mistake of unit. */
const EARLIEST = 1_420_070_400_000 * 1e6;
const DAY_MS = 86_400_000;
/** Used when the caller gives no clock: 2100-01-01. Mistakes of unit lie far beyond. */
const FAR_FUTURE_MS = 4_102_444_800_000;
/** A window must last this long to be a copied one and not two markers. */
const WINDOW = 50 * 1e6;
const WINDOWS = 3;

/** When things happened, and for how long. Sources without clock times say NaN and are not judged. */
export const timeRules: readonly Rule[] = [
  {
    code: 'negative_duration',
    find: ({ dump }) => foundIn(dump.spans.filter((span) => span.duration < 0 && span.start !== 0)),
  },
  {
    code: 'zero_timestamps',
    find: ({ dump }) => foundIn(dump.spans.filter((span) => span.start === 0 || span.end === 0)),
  },
  {
    code: 'future_or_ancient_timestamps',
    find: ({ dump, now }) => {
      const latest = (now === undefined ? FAR_FUTURE_MS : now + DAY_MS) * 1e6;
      return foundIn(
        dump.spans.filter(
          ({ start }) => start !== 0 && !Number.isNaN(start) && (start < EARLIEST || start > latest),
        ),
      );
    },
  },
  {
    code: 'implausible_duration',
    find: ({ dump }) =>
      foundIn(
        dump.spans.filter(
          ({ duration, kind }) =>
            duration > LONGEST_SPAN || (kind.role !== undefined && duration > LONGEST_ROLE_SPAN),
        ),
      ),
  },
  {
    code: 'identical_durations',
    find: ({ sameStart }) => {
      const shared = sameStart.flatMap(sharedWindows);
      return shared.length >= WINDOWS ? foundIn(shared) : undefined;
    },
  },
];

/** The first span of every window that three or more of turn, stt, llm and tts share. */
function sharedWindows(group: readonly SpanRecord[]): SpanRecord[] {
  const windows = new Map<number, { parts: Set<string>; first: SpanRecord }>();
  for (const span of group) {
    const part = span.kind.turn ? 'turn' : span.kind.role;
    if (part === undefined || part === 'tool' || !(span.duration > WINDOW)) continue;
    const window = windows.get(span.end);
    if (window) window.parts.add(part);
    else windows.set(span.end, { parts: new Set([part]), first: span });
  }
  return [...windows.values()].filter(({ parts }) => parts.size >= 3).map(({ first }) => first);
}
