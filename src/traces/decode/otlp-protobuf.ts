import type { Gather } from '../gather.ts';
import { AttributeList, Span } from '../span.ts';
import { ProtoReader } from './proto-reader.ts';
import { protoId, readPair, readSpan, SpanIds } from './proto-span.ts';
import { eachField, otherSignal, type WireField } from './wire.ts';

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
  return new OtlpProtobuf(bytes, gather).request();
}

class OtlpProtobuf {
  readonly #bytes: Uint8Array;
  readonly #gather: Gather;
  readonly #reader: ProtoReader;
  readonly #span = new Span();
  readonly #ids = new SpanIds();
  readonly #resource = new AttributeList();
  #taken = 0;
  #failed = 0;

  constructor(bytes: Uint8Array, gather: Gather) {
    this.#bytes = bytes;
    this.#gather = gather;
    this.#reader = new ProtoReader(bytes);
  }

  /** The outer messages are walked by their lengths, so that bytes that end too early lose only what comes after. */
  request(): boolean {
    let groups = 0;
    let foreign = false;
    const whole = eachField(this.#bytes, 0, this.#bytes.length, (group) => {
      if (group.field !== 1 || group.wire !== 2) foreign = true;
      else {
        groups += 1;
        this.#resourceSpans(group);
      }
    });
    if (this.#taken === 0 && (!whole || foreign || groups === 0 || this.#failed > 0)) return false;
    const gather = this.#gather;
    gather.become('otlp_protobuf');
    gather.body(this.#bytes.length);
    if (!whole) {
      gather.partial('The dump is cut off; what is missing was not judged.');
      gather.refuse('cut off');
    } else if (this.#failed > 0) gather.refuse('wrong structure');
    return true;
  }

  #resourceSpans(group: WireField): void {
    const before = this.#taken;
    let hasResource = false;
    this.#resource.clear();
    const whole = eachField(this.#bytes, group.start, group.end, (found) => {
      if (found.wire !== 2) return;
      if (found.field === 1 && !found.cut) hasResource = this.#readResource(found);
      else if (found.field === 2) this.#scopeSpans(found);
    });
    if (!whole && !group.cut) this.#failed += 1;
    if (hasResource && this.#taken > before) this.#gather.resource(this.#resource);
  }

  #readResource(resource: WireField): boolean {
    const whole = eachField(this.#bytes, resource.start, resource.end, (found) => {
      if (found.field !== 1 || found.wire !== 2 || found.cut) return;
      if (!this.#attempt(found, () => readPair(this.#reader, found.end, this.#resource))) this.#failed += 1;
    });
    if (!whole) this.#failed += 1;
    return true;
  }

  #scopeSpans(group: WireField): void {
    const spans: WireField[] = [];
    this.#span.scope = '';
    const whole = eachField(this.#bytes, group.start, group.end, (found) => {
      if (found.wire !== 2 || found.cut) return;
      // The scope may stand behind its spans.
      if (found.field === 1) this.#span.scope = this.#scopeName(found);
      else if (found.field === 2) spans.push(found);
    });
    if (!whole && !group.cut) this.#failed += 1;
    for (const found of spans) {
      if (this.#attempt(found, () => readSpan(this.#reader, found.end, this.#span, this.#ids))) this.#take();
      else this.#failed += 1;
    }
  }

  #scopeName(scope: WireField): string {
    let name = '';
    const whole = eachField(this.#bytes, scope.start, scope.end, (found) => {
      if (found.field === 1 && found.wire === 2) name = this.#reader.textAt(found.start, found.end);
    });
    if (!whole) this.#failed += 1;
    return name;
  }

  #attempt(found: WireField, readIt: () => void): boolean {
    this.#reader.wire.pos = found.start;
    try {
      readIt();
      return true;
    } catch {
      // The library met bytes that are no such message: counted and reported as such.
      return false;
    }
  }

  #take(): void {
    const span = this.#span;
    const ids = this.#ids;
    span.traceId = protoId(ids.trace, 16, span.name, this.#gather);
    span.spanId = protoId(ids.span, 8, span.name, this.#gather);
    span.parentId = protoId(ids.parent, 8, span.name, this.#gather);
    if (span.traceId === '' || span.spanId === '') this.#gather.refuse('absent id', span.name);
    this.#taken += 1;
    this.#gather.span(span);
  }
}
