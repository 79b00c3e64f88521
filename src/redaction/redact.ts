/**
 * The gate every pasted text passes before anything else sees it.
 *
 * Rules run until a whole pass finds nothing new, so the result is stable: redacting it again changes nothing.
 * Whatever goes wrong, nothing of the text is kept.
 */
import { Ledger } from './ledger.ts';
import { mergeSpans } from './merge.ts';
import { normalise } from './normalise.ts';
import type { Redacted } from './redacted.ts';
import { scanText } from './scan-text.ts';
import { Sink, type Span } from './sink.ts';
import { joinedView, Sweep } from './sweep.ts';
import type { View } from './view.ts';
import { extendWrapped } from './wrap.ts';

export interface Finding {
  readonly kind: string;
  readonly placeholder: string;
  readonly count: number;
  /** `line 3` or `metadata.custom_headers.Authorization`; never a value. */
  readonly places: readonly string[];
  readonly fingerprint?: string;
}

export interface Redaction {
  readonly text: Redacted;
  readonly findings: readonly Finding[];
  /** The text could not be cleared, so nothing of it is kept. */
  readonly withheld: boolean;
}

export interface RedactOptions {
  /** A keyed digest of a value, so that two pastes can be compared without either value. */
  readonly fingerprint?: (value: string) => string;
}

/** Longer text is refused: reading it would hold up everybody else. */
export const MAX_LENGTH = 4_000_000;

/** Findings may uncover findings; text that needs more rounds than this is not text. */
const MAX_ROUNDS = 5;

const WITHHELD = 'Content withheld: it could not be cleared of credentials.';

export function redact(text: string, options: RedactOptions = {}): Redaction {
  const all = redactFields({ text }, options);
  return { text: all.fields.text, findings: all.findings, withheld: all.withheld };
}

/** All fields of one form together: equal values share a placeholder, and a value labelled in one is found in all. */
export function redactFields<K extends string>(
  fields: Record<K, string>,
  options: RedactOptions = {},
): { fields: Record<K, Redacted>; findings: readonly Finding[]; withheld: boolean } {
  // Object.keys forgets that the keys are K.
  const names = Object.keys(fields) as K[];
  try {
    const ledger = new Ledger();
    const texts = rounds(
      names.map((name) => String(fields[name])),
      names,
      ledger,
    );
    if (texts !== undefined) {
      return { fields: collect(names, texts), findings: ledger.findings(options), withheld: false };
    }
  } catch {
    // Fails closed: the error may quote the text, so it is dropped with it.
  }
  return {
    fields: collect(
      names,
      names.map(() => WITHHELD),
    ),
    findings: [],
    withheld: true,
  };
}

function collect<K extends string>(names: readonly K[], texts: readonly string[]): Record<K, Redacted> {
  const entries = names.map((name, index) => [name, asRedacted(texts[index] ?? WITHHELD)] as const);
  // fromEntries widens the keys; they are exactly the names.
  return Object.fromEntries(entries) as Record<K, Redacted>;
}

/** Marks text that is known to be clear: read back from our own store, or produced by this folder. */
export function asRedacted(text: string): Redacted {
  // The brand exists in types only.
  return text as Redacted;
}

function rounds(start: readonly string[], names: readonly string[], ledger: Ledger): string[] | undefined {
  let texts = [...start];
  if (texts.reduce((sum, text) => sum + text.length, 0) > MAX_LENGTH) return undefined;
  for (const text of texts) ledger.reserve(text);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const spans = findAll(texts);
    if (spans.every((list) => list.length === 0)) return texts;
    const next = texts.map((text, index) =>
      replace(text, spans[index] ?? [], ledger, names.length > 1 ? (names[index] ?? '') : ''),
    );
    if (next.every((text, index) => text === texts[index])) return next;
    texts = next;
  }
  return undefined;
}

function findAll(texts: readonly string[]): Span[][] {
  const sinks = texts.map(() => new Sink());
  const views = texts.map((text, index) => scanText(text, sinks[index] ?? new Sink()));
  const first = sinks.map((sink, index) => {
    const text = texts[index] ?? '';
    const merged = extendWrapped(mergeSpans(sink.spans, text), text);
    sink.spans.push(...merged);
    return merged;
  });
  const sweep = new Sweep([...sinks.flatMap((sink) => sink.spans), ...first.flat()]);
  if (sweep.empty) return first;
  texts.forEach((text, index) => {
    const sink = sinks[index];
    if (sink === undefined) return;
    for (const view of sweepViews(text, views[index] ?? [])) sweep.over(view, sink);
  });
  return sinks.map((sink, index) => mergeSpans(sink.spans, texts[index] ?? ''));
}

function sweepViews(text: string, views: readonly View[]): View[] {
  const joined = joinedView(views[0] ?? normalise(text));
  return joined === undefined ? [...views] : [...views, joined];
}

function replace(text: string, spans: readonly Span[], ledger: Ledger, field: string): string {
  const lines = spans.length === 0 ? [] : lineStarts(text);
  const structured = /^\s*[{[]/.test(text);
  let out = '';
  let at = 0;
  let line = 0;
  for (const span of spans) {
    while ((lines[line + 1] ?? Number.POSITIVE_INFINITY) <= span.start) line += 1;
    const place = span.path || `line ${line + 1}`;
    const placeholder = ledger.placeholderFor(span, field === '' ? place : `${field}: ${place}`);
    out += text.slice(at, span.start);
    out += span.bare && structured ? `"${placeholder}"` : placeholder;
    at = span.end;
  }
  return out + text.slice(at);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
