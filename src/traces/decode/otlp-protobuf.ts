import type { Gather } from '../gather.ts';
import { AttributeList, Span } from '../span.ts';
import {
  decodeRequest,
  decodeResource,
  decodeScope,
  decodeSpan,
  type ProtoPair,
  type ProtoRequest,
  type ProtoResource,
  type ProtoSpan,
} from './otlp-schema.ts';
import { eachField, otherSignal } from './wire.ts';

/** OTLP protobuf, whole or cut off. True when the bytes are an export request. */
export function readProtobuf(bytes: Uint8Array, gather: Gather): boolean {
  if (bytes.length === 0) {
    gather.dump.recognised = true;
    return true;
  }
  if (otherSignal(bytes)) {
    gather.become('otlp_protobuf');
    gather.note('This is a payload of logs or metrics, not of traces.');
    return true;
  }
  const decoder = new OtlpProtobuf(gather);
  const request = tryDecode(() => decodeRequest(bytes));
  if (request !== undefined && request.resourceSpans.length > 0) {
    gather.become('otlp_protobuf');
    gather.body(bytes.length);
    decoder.request(request);
    return true;
  }
  return decoder.salvage(bytes);
}

function tryDecode<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    // Not a message of this type, or cut off: an expected outcome.
    return undefined;
  }
}

class OtlpProtobuf {
  readonly #gather: Gather;
  readonly #span = new Span();

  constructor(gather: Gather) {
    this.#gather = gather;
  }

  request(request: ProtoRequest): void {
    for (const { resource, scopeSpans } of request.resourceSpans) {
      let spans = 0;
      for (const group of scopeSpans) {
        this.#span.scope = group.scope?.name ?? '';
        for (const span of group.spans) this.#take(span);
        spans += group.spans.length;
      }
      if (resource && spans > 0) this.#resource(resource);
    }
  }

  /** Every span that is complete, found by walking the lengths. */
  salvage(bytes: Uint8Array): boolean {
    let taken = 0;
    let failed = 0;
    const spanAt = (start: number, end: number) => {
      const span = tryDecode(() => decodeSpan(bytes.subarray(start, end)));
      if (span === undefined) failed += 1;
      else {
        taken += 1;
        this.#take(span);
      }
    };
    const scopeAt = (start: number, end: number) =>
      eachField(bytes, start, end, (found) => {
        if (found.cut) return;
        if (found.field === 1)
          this.#span.scope = tryDecode(() => decodeScope(bytes.subarray(found.start, found.end)))?.name ?? '';
        else if (found.field === 2 && found.wire === 2) spanAt(found.start, found.end);
      });
    let known = true;
    const whole = eachField(bytes, 0, bytes.length, (group) => {
      if (group.field !== 1 || group.wire !== 2) {
        known = false;
        return;
      }
      eachField(bytes, group.start, group.end, (found) => {
        if (found.field === 2 && found.wire === 2) scopeAt(found.start, found.end);
        else if (found.field === 1 && !found.cut) {
          const resource = tryDecode(() => decodeResource(bytes.subarray(found.start, found.end)));
          if (resource) this.#resource(resource);
        }
      });
    });
    if (taken === 0 && (!known || !whole || failed > 0)) return false;
    this.#gather.become('otlp_protobuf');
    this.#gather.body(bytes.length);
    if (!whole) {
      this.#gather.partial('The dump is cut off; what is missing was not judged.');
      this.#gather.refuse('cut off');
    } else if (failed > 0) this.#gather.refuse('wrong structure');
    return true;
  }

  #resource(resource: ProtoResource): void {
    const list = new AttributeList();
    addPairs(list, resource.attributes);
    this.#gather.resource(list);
  }

  #take(raw: ProtoSpan): void {
    const span = this.#span;
    span.reset();
    span.name = raw.name;
    span.traceId = this.#id(raw.traceId, 16, raw.name);
    span.spanId = this.#id(raw.spanId, 8, raw.name);
    span.parentId = this.#id(raw.parentSpanId, 8, raw.name);
    if (span.traceId === '' || span.spanId === '') this.#gather.refuse('absent id', raw.name);
    span.start = raw.startTimeUnixNano;
    span.end = raw.endTimeUnixNano;
    span.remoteParent = (raw.flags & 0x200) !== 0;
    if (raw.status) {
      span.status = raw.status.code === 2 ? 'error' : raw.status.code === 1 ? 'ok' : 'unset';
      span.statusText = raw.status.message;
    }
    addPairs(span.attributes, raw.attributes);
    for (const event of raw.events) {
      if (event.name === 'exception') span.hasException = true;
      addPairs(span.eventAttributes, event.attributes);
    }
    this.#gather.span(span);
  }

  #id(bytes: Uint8Array, length: number, name: string): string {
    if (bytes.length === 0) return '';
    const id = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
    if (bytes.length === length) return /^0+$/.test(id) ? '' : id;
    // 24 and 12 bytes: somebody read the hex text of an id as base64.
    if (bytes.length === length * 1.5) this.#gather.base64Id(name);
    this.#gather.refuse('malformed id', name);
    return id;
  }
}

function addPairs(list: AttributeList, pairs: readonly ProtoPair[]): void {
  for (let at = 0; at < pairs.length; at += 1) {
    const pair = pairs[at] as ProtoPair; // below length
    const { key, value } = pair;
    if (!value) list.add(key, 'none', undefined);
    else if (value.stringValue !== undefined) list.add(key, 'string', value.stringValue);
    else if (value.doubleValue !== undefined) list.add(key, 'double', value.doubleValue);
    else if (value.intValue !== undefined) list.add(key, 'int', value.intValue);
    else if (value.boolValue !== undefined) list.add(key, 'bool', value.boolValue);
    else if (value.arrayValue !== undefined) list.add(key, 'list', itemsOf(value.arrayValue, false));
    else if (value.kvlistValue !== undefined) list.add(key, 'map', itemsOf(value.kvlistValue, true));
    else if (value.bytesValue !== undefined) {
      // As long as its base64 would be; the content itself is not looked at.
      list.add(key, 'bytes', value.bytesValue.length * 4 > 2048 * 3 ? 'x'.repeat(2049) : '');
    } else list.add(key, 'none', undefined);
  }
}

/** Deeper values are not looked at: the scan does not go there either. */
const MOST_NESTING = 3;

/** The texts in a list or a map; a map's keys are left out. Anything but texts counts as an empty item. */
function itemsOf(bytes: Uint8Array, isMap: boolean, level = 0): unknown[] {
  const items: unknown[] = [];
  eachField(bytes, 0, bytes.length, ({ field, wire, start, end }) => {
    if (field !== 1 || wire !== 2) return;
    if (!isMap) items.push(textsIn(bytes.subarray(start, end), level));
    else {
      eachField(bytes, start, end, (part) => {
        if (part.field === 2) items.push(textsIn(bytes.subarray(part.start, part.end), level));
      });
    }
  });
  return items;
}

function textsIn(bytes: Uint8Array, level: number): unknown {
  let value: unknown = 0;
  eachField(bytes, 0, bytes.length, ({ field, wire, start, end }) => {
    if (wire !== 2) return;
    if (field === 1)
      value = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
    else if ((field === 5 || field === 6) && level < MOST_NESTING) {
      value = itemsOf(bytes.subarray(start, end), field === 6, level + 1);
    }
  });
  return value;
}
