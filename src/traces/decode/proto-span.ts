import type { AttributeList, Sink, Span } from '../span.ts';
import type { ProtoReader } from './proto-reader.ts';
import { eachField } from './wire.ts';

const LENGTH = 2;
const tag = (field: number, wire: number) => field * 8 + wire;

/** Fills the span from the message that stands at the reader and ends at `end`. Throws when it is no span. */
export function readSpan(reader: ProtoReader, end: number, span: Span, ids: SpanIds): void {
  const { wire } = reader;
  span.reset();
  ids.reset();
  while (wire.pos < end) {
    const field = wire.tag();
    switch (field) {
      case tag(1, LENGTH):
        ids.trace = reader.rawText();
        break;
      case tag(2, LENGTH):
        ids.span = reader.rawText();
        break;
      case tag(4, LENGTH):
        ids.parent = reader.rawText();
        break;
      case tag(5, LENGTH):
        span.name = reader.repeatedText();
        break;
      case tag(7, 1):
        span.start = reader.fixed64();
        break;
      case tag(8, 1):
        span.end = reader.fixed64();
        break;
      case tag(9, LENGTH):
        readPair(reader, reader.end(), span.attributes);
        break;
      case tag(11, LENGTH):
        readEvent(reader, reader.end(), span);
        break;
      case tag(15, LENGTH):
        readStatus(reader, reader.end(), span);
        break;
      case tag(16, 5):
        span.remoteParent = (wire.fixed32() & 0x200) !== 0;
        break;
      default:
        skip(reader, field);
    }
  }
  close(reader, end);
}

/** A field that runs beyond its message makes the whole span unreadable. */
function close(reader: ProtoReader, end: number): void {
  if (reader.wire.pos !== end) throw new RangeError('a field runs beyond its message');
}

/** The raw ids of one span, as text of one character a byte. */
export class SpanIds {
  trace = '';
  span = '';
  parent = '';

  reset(): void {
    this.trace = '';
    this.span = '';
    this.parent = '';
  }
}

/** What is right is kept as it stands; what is not is kept too, so that spans can still be joined, and reported. */
export function protoId(raw: string, length: 16 | 8, name: string, sink: Sink): string {
  if (raw === '') return '';
  if (raw.length === length) return raw.charCodeAt(0) === 0 && /^\0+$/.test(raw) ? '' : raw;
  // 24 and 12 bytes: somebody read the hex text of an id as base64.
  if (raw.length === length * 1.5) sink.base64Id(name);
  sink.refuse('malformed id', name);
  return raw;
}

function skip(reader: ProtoReader, field: number): void {
  if (field < 8) throw new RangeError('field 0');
  if ((field & 7) === LENGTH) reader.wire.pos = reader.end();
  else reader.wire.skipType(field & 7, 0, field >>> 3);
}

function readEvent(reader: ProtoReader, end: number, span: Span): void {
  const { wire } = reader;
  while (wire.pos < end) {
    const field = wire.tag();
    if (field === tag(2, LENGTH)) {
      if (reader.repeatedText() === 'exception') span.hasException = true;
    } else if (field === tag(3, LENGTH)) readPair(reader, reader.end(), span.eventAttributes);
    else skip(reader, field);
  }
  close(reader, end);
}

function readStatus(reader: ProtoReader, end: number, span: Span): void {
  const { wire } = reader;
  while (wire.pos < end) {
    const field = wire.tag();
    if (field === tag(2, LENGTH)) span.statusText = reader.text();
    else if (field === tag(3, 0)) {
      const code = wire.uint32();
      span.status = code === 2 ? 'error' : code === 1 ? 'ok' : 'unset';
    } else skip(reader, field);
  }
  close(reader, end);
}

/** A key and its value. */
export function readPair(reader: ProtoReader, end: number, list: AttributeList): void {
  const { wire } = reader;
  let key = '';
  let from = -1;
  while (wire.pos < end) {
    const field = wire.tag();
    if (field === tag(1, LENGTH)) key = reader.repeatedText();
    else if (field === tag(2, LENGTH)) {
      const valueEnd = reader.end();
      from = wire.pos;
      readValue(reader, valueEnd, key, list);
    } else skip(reader, field);
  }
  close(reader, end);
  if (from < 0) list.add(key, 'none', undefined);
}

function readValue(reader: ProtoReader, end: number, key: string, list: AttributeList): void {
  const { wire } = reader;
  if (wire.pos >= end) {
    list.add(key, 'none', undefined);
    return;
  }
  const field = wire.tag();
  if (field === tag(1, LENGTH)) list.add(key, 'string', reader.text());
  else if (field === tag(2, 0)) list.add(key, 'bool', wire.uint32() !== 0);
  else if (field === tag(3, 0)) list.add(key, 'int', reader.int64());
  else if (field === tag(4, 1)) list.add(key, 'double', wire.double());
  else if (field === tag(5, LENGTH) || field === tag(6, LENGTH)) {
    const isMap = field === tag(6, LENGTH);
    const inner = reader.end();
    list.add(key, isMap ? 'map' : 'list', itemsOf(reader.bytesAt(wire.pos, inner), isMap));
    wire.pos = inner;
  } else if (field === tag(7, LENGTH)) {
    const start = wire.pos;
    wire.pos = reader.end();
    const size = wire.pos - start;
    // As long as its base64 would be; the content itself is not looked at.
    list.add(key, 'bytes', size * 4 > 2048 * 3 ? 'x'.repeat(2049) : '');
  } else {
    list.add(key, 'none', undefined);
    skip(reader, field);
  }
  while (wire.pos < end) skip(reader, wire.tag());
  close(reader, end);
}

/** Deeper values are not looked at: the scan does not go there either, and depth then costs nothing. */
const MOST_NESTING = 3;

/** The texts in a list or a map; a map's keys are left out. Anything but texts counts as an empty item. */
function itemsOf(bytes: Uint8Array, isMap: boolean, level = 0): unknown[] {
  const items: unknown[] = [];
  eachField(bytes, 0, bytes.length, ({ field, wire, start, end }) => {
    if (field !== 1 || wire !== LENGTH) return;
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
    if (wire !== LENGTH) return;
    if (field === 1)
      value = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
    else if ((field === 5 || field === 6) && level < MOST_NESTING) {
      value = itemsOf(bytes.subarray(start, end), field === 6, level + 1);
    }
  });
  return value;
}
