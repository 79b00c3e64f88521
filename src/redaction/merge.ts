/** Findings of many rules become one list of stretches that do not touch, each with the value it stands for. */
import type { Span } from './sink.ts';

export function mergeSpans(spans: readonly Span[], text: string): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push(span);
      continue;
    }
    merged[merged.length - 1] = join(last, span, text);
  }
  return merged;
}

function join(outer: Span, inner: Span, text: string): Span {
  const end = Math.max(outer.end, inner.end);
  const whole = end === outer.end;
  const covers = (inner.end - inner.start) * 2 >= end - outer.start;
  const kind = !outer.exact && inner.exact && covers ? inner.kind : outer.kind;
  return {
    start: outer.start,
    end,
    kind,
    value: whole ? outer.value : text.slice(outer.start, end),
    path: outer.path ?? inner.path,
    bare: whole && outer.bare,
    exact: outer.exact || (inner.exact && covers),
  };
}
