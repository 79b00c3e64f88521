import { gzipSync } from 'node:zlib';
import protobuf from 'protobufjs/light.js';
import type { Attributes, MadeSpan, MadeTrace, Value } from './trace.ts';

/** OTLP in its encodings. Spans are grouped by scope, as an exporter does. */
type Json = Record<string, unknown>;

export interface OtlpShape {
  readonly snake?: boolean;
  /** How ids are written; hex is right. */
  readonly id?: (hex: string) => string;
  readonly time?: (nanos: bigint) => unknown;
  readonly plainAttributes?: boolean;
}

const jsonValue = (value: Value): Json => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? { intValue: String(value) }
      : { doubleValue: Number.isFinite(value) ? value : String(value) };
  }
  return { arrayValue: { values: value.map((item) => ({ stringValue: item })) } };
};

const listOf = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: jsonValue(value) }));

function spanJson(span: MadeSpan, trace: MadeTrace, shape: OtlpShape): Json {
  const id = shape.id ?? ((hex: string) => hex);
  const time = shape.time ?? ((nanos: bigint) => nanos.toString());
  return {
    traceId: id(span.traceId ?? trace.traceId),
    spanId: id(span.id),
    ...(span.parent === '' ? {} : { parentSpanId: id(span.parent) }),
    flags: span.flags,
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: time(span.start),
    endTimeUnixNano: time(span.end),
    attributes: shape.plainAttributes ? span.attributes : listOf(span.attributes),
    events: span.events.map((event) => ({
      timeUnixNano: event.at.toString(),
      name: event.name,
      attributes: listOf(event.attributes),
    })),
    status:
      span.status === 0
        ? {}
        : { code: span.status, ...(span.statusText ? { message: span.statusText } : {}) },
  };
}

function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snake(inner),
    ]),
  );
}

export function requestOf(trace: MadeTrace, shape: OtlpShape = {}, spans = trace.spans): Json {
  const scopes = new Map<string, MadeSpan[]>();
  for (const span of spans) scopes.set(span.scope, [...(scopes.get(span.scope) ?? []), span]);
  const request = {
    resourceSpans: [
      {
        resource: { attributes: listOf(trace.resource) },
        scopeSpans: [...scopes].map(([name, group]) => ({
          scope: { name },
          spans: group.map((span) => spanJson(span, trace, shape)),
        })),
      },
    ],
  };
  return shape.snake ? (snake(request) as Json) : request; // an object stays an object
}

export const otlpJson = (trace: MadeTrace, shape: OtlpShape = {}) =>
  Buffer.from(JSON.stringify(requestOf(trace, shape)));

/** As a collector writes a file: one request a line. */
export function otlpJsonl(trace: MadeTrace, size = 20): Buffer {
  const lines: string[] = [];
  for (let at = 0; at < trace.spans.length; at += size) {
    lines.push(JSON.stringify(requestOf(trace, {}, trace.spans.slice(at, at + size))));
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

export const gzipped = (bytes: Buffer) => gzipSync(bytes);

const field = (type: string, id: number, repeated = false) => ({
  type,
  id,
  ...(repeated ? { rule: 'repeated' } : {}),
});
const anyValue = protobuf.Root.fromJSON({
  nested: {
    AnyValue: {
      oneofs: { value: { oneof: ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue'] } },
      fields: {
        stringValue: field('string', 1),
        boolValue: field('bool', 2),
        intValue: field('int64', 3),
        doubleValue: field('double', 4),
        arrayValue: field('ArrayValue', 5),
      },
    },
    ArrayValue: { fields: { values: field('AnyValue', 1, true) } },
  },
}).lookupType('AnyValue');

export function otlpProtobuf(trace: MadeTrace, id = (hex: string) => Buffer.from(hex, 'hex')): Buffer {
  const writer = protobuf.Writer.create();
  const pairs = (attributes: Attributes) =>
    Object.entries(attributes).map(([key, value]) => ({ key, value: protoValue(value) }));
  const message = (tag: number, write: () => void) => {
    writer.uint32((tag << 3) | 2).fork();
    write();
    writer.ldelim();
  };
  const pair = (tag: number, made: { key: string; value: Json }) =>
    message(tag, () => {
      writer.uint32(10).string(made.key).uint32(18).fork();
      anyValue.encode(made.value, writer);
      writer.ldelim();
    });
  const resource = pairs(trace.resource);
  message(1, () => {
    message(1, () => {
      for (const made of resource) pair(1, made);
    });
    const scopes = new Map<string, MadeSpan[]>();
    for (const span of trace.spans) scopes.set(span.scope, [...(scopes.get(span.scope) ?? []), span]);
    for (const [scope, spans] of scopes) {
      message(2, () => {
        message(1, () => writer.uint32(10).string(scope));
        for (const span of spans) message(2, () => writeSpan(span));
      });
    }
  });
  return Buffer.from(writer.finish());

  function writeSpan(span: MadeSpan): void {
    writer
      .uint32(10)
      .bytes(id(span.traceId ?? trace.traceId))
      .uint32(18)
      .bytes(id(span.id));
    if (span.parent !== '') writer.uint32(34).bytes(id(span.parent));
    writer.uint32(42).string(span.name).uint32(48).int32(span.kind);
    writeNanos(writer, 57, span.start);
    writeNanos(writer, 65, span.end);
    for (const made of pairs(span.attributes)) pair(9, made);
    for (const event of span.events) {
      message(11, () => {
        writer.uint32(18).string(event.name);
        for (const made of pairs(event.attributes)) pair(3, made);
      });
    }
    if (span.status > 0)
      message(15, () => writer.uint32(18).string(span.statusText).uint32(24).int32(span.status));
    writer.uint32(133).fixed32(span.flags);
  }
}

function writeNanos(writer: protobuf.Writer, tag: number, nanos: bigint): void {
  if (nanos === 0n) return;
  const bits = BigInt.asUintN(64, nanos);
  writer
    .uint32(tag)
    .fixed32(Number(bits & 0xffffffffn))
    .fixed32(Number(bits >> 32n));
}

function protoValue(value: Value): Json {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
  return { arrayValue: { values: value.map((item) => ({ stringValue: item })) } };
}

export const otlpBase64 = (trace: MadeTrace) => Buffer.from(otlpProtobuf(trace).toString('base64'));
