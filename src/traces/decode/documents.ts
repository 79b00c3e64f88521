import type { Gather } from '../gather.ts';
import { ConsoleSpans, consoleShape } from './console.ts';
import { isJaegerSpan, isJaegerTrace, Jaeger } from './jaeger.ts';
import { OtlpJson } from './otlp-json.ts';
import { isRow, Rows } from './rows.ts';
import type { Reading } from './tolerant.ts';
import { isObject, type Loose, pick, type Unfinished } from './value.ts';

const otlpKeys = ['resourceSpans', 'resource_spans', 'batches'];
const otherSignals = [
  'resourceLogs',
  'resource_logs',
  'resourceMetrics',
  'resource_metrics',
  'resourceProfiles',
];
/** Lists of spans or traces in an API page or a copy out of a viewer. */
const rowLists = ['traces', 'spans', 'rows', 'items', 'results', 'data', 'result', 'hits'];
const envelopes = ['trace', 'data', 'body', 'payload', 'request', 'result', 'message'];

/** Tells which kind of dump a parsed document is and hands it to its decoder. */
export class Documents {
  readonly #gather: Gather;
  readonly #nested: (text: string) => void;
  #otlpDocuments = 0;

  constructor(gather: Gather, nested: (text: string) => void) {
    this.#gather = gather;
    this.#nested = nested;
  }

  /** Nothing at all is readable: it holds zero spans. */
  empty(): void {
    this.#gather.dump.recognised = true;
  }

  takeReading(reading: Reading, size: number): boolean {
    const { unfinished, damage } = reading;
    const gather = this.#gather;
    if (!this.take(reading.value, unfinished, size, damage.bareKeys)) return false;
    const otlp = gather.dump.format.startsWith('otlp');
    if (unfinished.size > 0) {
      gather.partial('The dump is cut off; what is missing was not judged.');
      if (otlp) gather.refuse('cut off');
    }
    if (reading.elided) gather.partial('The dump says that more spans exist.');
    if (damage.tokens && otlp) gather.refuse('token that JSON does not know');
    if (damage.curlyQuotes) gather.note('Curly quotes were read as straight ones.');
    if (damage.hiddenSpaces) gather.note('Spaces that JSON does not know were read as spaces.');
    if (damage.rawBreaks && otlp) gather.note('Line breaks inside texts were kept.');
    return true;
  }

  /** True when the document is some kind of dump, even an empty one. `printed`: keys without quotes, as a console prints. */
  take(value: unknown, unfinished: Unfinished, size: number, printed = false): boolean {
    if (typeof value === 'string') {
      this.#nested(value);
      return this.#gather.dump.recognised;
    }
    if (Array.isArray(value)) return this.#list(value, unfinished, size, printed);
    if (!isObject(value)) return false;
    return this.#object(value, unfinished, size, printed);
  }

  #list(list: readonly unknown[], unfinished: Unfinished, size: number, printed: boolean): boolean {
    if (list.length === 0) {
      this.#gather.dump.recognised = true;
      return unfinished.size === 0;
    }
    const objects = list.filter(isObject);
    if (objects.length === 0) return false;
    if (objects.every(isRow) && !objects.some((item) => consoleShape(item) !== undefined)) {
      return this.#rows({ spans: list }, unfinished);
    }
    let read = false;
    for (const item of objects) {
      read = this.#object(item, unfinished, size / list.length, printed) || read;
    }
    return read;
  }

  #object(object: Loose, unfinished: Unfinished, size: number, printed: boolean): boolean {
    const gather = this.#gather;
    if (otlpKeys.some((key) => key in object)) return this.#otlp(object, unfinished, size, printed);
    if (object['scopeSpans'] !== undefined || object['scope_spans'] !== undefined) {
      return this.#otlp({ resourceSpans: [object] }, unfinished, size, printed);
    }
    if (otherSignals.some((key) => object[key] !== undefined)) {
      gather.dump.recognised = true;
      gather.note('This is a payload of logs or metrics, not of traces.');
      return true;
    }
    const shape = consoleShape(object);
    if (shape !== undefined) {
      gather.become('console');
      new ConsoleSpans(gather, unfinished).span(object, shape);
      return true;
    }
    if (isJaeger(object)) {
      gather.become('jaeger');
      new Jaeger(gather, unfinished).document(object);
      return true;
    }
    if (Object.keys(object).length === 0) {
      gather.dump.recognised = true;
      return unfinished.size === 0;
    }
    return this.#envelope(object, unfinished, size, printed) || this.#rows(object, unfinished);
  }

  #otlp(object: Loose, unfinished: Unfinished, size: number, printed: boolean): boolean {
    const gather = this.#gather;
    this.#otlpDocuments += 1;
    if (printed) gather.become('console');
    else {
      gather.become(this.#otlpDocuments > 1 ? 'otlp_jsonl' : 'otlp_json');
      gather.body(size);
    }
    new OtlpJson(gather, unfinished).document(object);
    return true;
  }

  /** One object around the real one, as log pipelines and trace backends write it. */
  #envelope(object: Loose, unfinished: Unfinished, size: number, printed: boolean): boolean {
    for (const key of envelopes) {
      const inner = object[key];
      if (isObject(inner) && pick(inner, [...otlpKeys, 'scopeSpans']) !== undefined) {
        return this.#object(inner, unfinished, size, printed);
      }
      if (typeof inner === 'string' && /[rR]esource_?[sS]pans/.test(inner)) {
        this.#nested(inner);
        return this.#gather.dump.recognised;
      }
    }
    return false;
  }

  #rows(object: Loose, unfinished: Unfinished): boolean {
    const list = isRow(object) ? [object] : pick(object, rowLists);
    if (!Array.isArray(list)) return false;
    const items = list.filter(isObject);
    if (items.some((item) => pick(item, otlpKeys) !== undefined)) {
      for (const item of items) this.#otlp(item, unfinished, 0, true);
      this.#gather.become('viewer');
    } else if (items.length > 0 && !items.some((item) => isRow(item) || Array.isArray(item['spans']))) {
      return false;
    }
    this.#gather.become('viewer');
    new Rows(this.#gather, unfinished).page(object, items);
    return true;
  }
}

function isJaeger(object: Loose): boolean {
  if (isJaegerTrace(object) || isJaegerSpan(object)) return true;
  const data = object['data'];
  return Array.isArray(data) && data.some((item) => isObject(item) && isJaegerTrace(item));
}
