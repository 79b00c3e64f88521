import type { FindingCode } from '../../src/traces/findings/codes.ts';
import type { Chance, MadeSpan, MadeTrace } from './trace.ts';

/** One change to a healthy call of a custom agent, and the findings that it must bring. */
export interface Fault {
  readonly name: string;
  readonly spoil: (trace: MadeTrace, chance: Chance) => void;
  readonly expect: readonly FindingCode[];
  /** Formats that cannot show it. */
  readonly unless?: RegExp;
}

export const named = (trace: MadeTrace, name: string) => trace.spans.filter((span) => span.name === name);
export const each = (trace: MadeTrace, name: string, change: (span: MadeSpan, at: number) => void) => {
  for (const [at, span] of named(trace, name).entries()) change(span, at);
};
export const drop = (trace: MadeTrace, wrong: (span: MadeSpan) => boolean) => {
  trace.spans = trace.spans.filter((span) => !wrong(span));
};
export const credential = (chance: Chance) => ['coval', 'sk', 'prod', chance.hex(32)].join('_');
export const rename = (name: string, to: string) => (trace: MadeTrace) =>
  each(trace, name, (span) => {
    span.name = to;
  });
export const without =
  (name: string, ...keys: string[]) =>
  (trace: MadeTrace) =>
    each(trace, name, (span) => {
      for (const key of keys) delete span.attributes[key];
    });
export const fail = (span: MadeSpan, text: string) => {
  span.status = 2;
  span.statusText = text;
  span.attributes['error.type'] = 'ConnectionClosedError';
  span.events.push({
    name: 'exception',
    at: span.end,
    attributes: { 'exception.type': 'ConnectionClosedError', 'exception.message': text },
  });
};

/** At least five turns, so that a series is long enough to judge. */
export function grow(trace: MadeTrace): void {
  const turns = named(trace, 'turn');
  const last = turns.at(-1) as MadeSpan;
  for (let extra = turns.length; extra < 5; extra += 1) {
    const shift = BigInt(extra) * 20_000_000_000n;
    const ids = new Map<string, string>();
    const part = trace.spans.filter(
      (span) =>
        span === last ||
        span.parent === last.id ||
        trace.spans.some((stt) => stt.id === span.parent && stt.parent === last.id),
    );
    for (const span of part) ids.set(span.id, span.id.replace(/^.{3}/, `b${extra}c`));
    for (const span of part) {
      trace.spans.push({
        ...span,
        attributes: { ...span.attributes },
        id: ids.get(span.id) ?? span.id,
        parent: ids.get(span.parent) ?? span.parent,
        start: span.start + shift,
        end: span.end + shift + BigInt(extra) * 1_370_000n,
      });
    }
  }
}
