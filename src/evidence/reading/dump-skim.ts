/**
 * What the matrix needs to know of a pasted dump beyond the finding codes: scopes, services, distances in time.
 * A dump that is not plain OTLP JSON is left to the analyser.
 */
import { repairPaste } from './fold.ts';

export interface SkimmedSpan {
  readonly name: string;
  readonly scope: string;
  readonly service: string;
  readonly trace: string;
  readonly id: string;
  /** Milliseconds since the epoch; NaN when absent. */
  readonly start: number;
  readonly end: number;
  readonly attributes: ReadonlyMap<string, string | number | boolean>;
  readonly error: boolean;
}

export interface Skim {
  readonly spans: readonly SkimmedSpan[];
  /** The first key of the document, or `[` for a list. */
  readonly topKey: string;
}

/** Above this only the analyser reads a dump; reading it twice would cost seconds. */
const SKIM_LIMIT = 6_000_000;
const MOST_SPANS = 20_000;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const pick = (value: Json, ...names: string[]): unknown => {
  for (const name of names) if (Object.hasOwn(value, name)) return value[name];
  return undefined;
};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads OTLP JSON, one document, several lines, or what a Coval spans page holds; undefined for anything else. */
export function skimDump(raw: string): Skim | undefined {
  if (raw.length > SKIM_LIMIT) return undefined;
  const documents = parseAll(raw);
  if (documents.length === 0) return undefined;
  const first = documents[0];
  const topKey = Array.isArray(first) ? '[' : isObject(first) ? (Object.keys(first)[0] ?? '') : '';
  const spans: SkimmedSpan[] = [];
  for (const document of documents.flatMap((entry) => (Array.isArray(entry) ? entry : [entry]))) {
    if (!isObject(document)) continue;
    const resources = list(pick(document, 'resourceSpans', 'resource_spans', 'traces', 'batches'));
    for (const resource of resources) readResource(resource, spans);
    if (resources.length === 0)
      for (const span of list(pick(document, 'spans', 'data'))) readSpan(span, '', '', spans);
    if (resources.length === 0 && typeof document['name'] === 'string') readSpan(document, '', '', spans);
  }
  return { spans, topKey };
}

function parseAll(raw: string): unknown[] {
  const whole = parse(raw.trim());
  if (whole !== undefined) return [whole];
  const repaired = repairPaste(raw).trim();
  const again = parse(repaired);
  if (again !== undefined) return [again];
  const lines = repaired.split('\n').filter((line) => /^\s*[{[]/.test(line));
  const parsed = lines.slice(0, 5_000).map((line) => parse(line.trim()));
  return parsed.length > 0 && parsed.every((value) => value !== undefined) ? parsed : [];
}

function parse(raw: string): unknown {
  if (!/^[{[]/.test(raw)) return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function readResource(resource: unknown, spans: SkimmedSpan[]): void {
  if (!isObject(resource)) return;
  const inner = resource['resource'];
  const service = isObject(inner) ? String(attributesOf(inner).get('service.name') ?? '') : '';
  const scopes = list(pick(resource, 'scopeSpans', 'scope_spans', 'instrumentationLibrarySpans'));
  for (const scopeSpans of scopes) {
    if (!isObject(scopeSpans)) continue;
    const scope = pick(scopeSpans, 'scope', 'instrumentationLibrary');
    const name = isObject(scope) ? text(scope['name']) : '';
    for (const span of list(scopeSpans['spans'])) readSpan(span, name, service, spans);
  }
  if (scopes.length === 0) {
    for (const span of list(resource['spans'])) readSpan(span, '', service, spans);
    if (typeof resource['name'] === 'string') readSpan(resource, '', service, spans);
  }
}

function readSpan(span: unknown, scope: string, service: string, spans: SkimmedSpan[]): void {
  if (!isObject(span) || spans.length >= MOST_SPANS) return;
  const status = span['status'];
  const code = isObject(status) ? status['code'] : status;
  spans.push({
    name: text(pick(span, 'name', 'span_name', 'operationName')),
    scope,
    service,
    trace: text(pick(span, 'traceId', 'trace_id', 'traceID')).toLowerCase(),
    id: text(pick(span, 'spanId', 'span_id', 'spanID')).toLowerCase(),
    start: millis(pick(span, 'startTimeUnixNano', 'start_time_unix_nano')),
    end: millis(pick(span, 'endTimeUnixNano', 'end_time_unix_nano')),
    attributes: attributesOf(span),
    error: code === 2 || code === 'STATUS_CODE_ERROR' || code === 'ERROR',
  });
}

function attributesOf(holder: Json): Map<string, string | number | boolean> {
  const out = new Map<string, string | number | boolean>();
  const attributes = holder['attributes'];
  for (const entry of list(attributes)) {
    if (!isObject(entry) || typeof entry['key'] !== 'string' || !isObject(entry['value'])) continue;
    const value = Object.values(entry['value'])[0];
    const numeric = Object.keys(entry['value'])[0]?.startsWith('int') === true;
    if (typeof value === 'string') out.set(entry['key'], numeric ? Number(value) : value.slice(0, 200));
    else if (typeof value === 'number' || typeof value === 'boolean') out.set(entry['key'], value);
  }
  if (isObject(attributes)) {
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        out.set(key, value);
    }
  }
  return out;
}

function millis(value: unknown): number {
  if (typeof value === 'number') return value / 1e6;
  if (typeof value === 'string' && /^-?\d{1,40}$/.test(value)) return Number(value) / 1e6;
  return Number.NaN;
}
