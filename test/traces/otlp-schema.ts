import protobuf from 'protobufjs/light.js';

/**
 * The part of the OTLP trace messages that the findings read; the decoder skips every other field. Lists and
 * maps inside a value stay bytes: nothing in them needs more than a glance, and nesting then costs nothing.
 */
const field = (type: string, id: number, rule?: 'repeated') => ({ type, id, ...(rule ? { rule } : {}) });

const descriptor = {
  nested: {
    Request: { fields: { resourceSpans: field('ResourceSpans', 1, 'repeated') } },
    ResourceSpans: {
      fields: { resource: field('Resource', 1), scopeSpans: field('ScopeSpans', 2, 'repeated') },
    },
    Resource: { fields: { attributes: field('KeyValue', 1, 'repeated') } },
    ScopeSpans: { fields: { scope: field('Scope', 1), spans: field('Span', 2, 'repeated') } },
    Scope: { fields: { name: field('string', 1) } },
    Span: {
      fields: {
        traceId: field('bytes', 1),
        spanId: field('bytes', 2),
        parentSpanId: field('bytes', 4),
        name: field('string', 5),
        startTimeUnixNano: field('fixed64', 7),
        endTimeUnixNano: field('fixed64', 8),
        attributes: field('KeyValue', 9, 'repeated'),
        events: field('Event', 11, 'repeated'),
        status: field('Status', 15),
        flags: field('fixed32', 16),
      },
    },
    Event: { fields: { name: field('string', 2), attributes: field('KeyValue', 3, 'repeated') } },
    Status: { fields: { message: field('string', 2), code: field('int32', 3) } },
    KeyValue: { fields: { key: field('string', 1), value: field('AnyValue', 2) } },
    AnyValue: {
      // A oneof, so that 0, false and "" are told from absence.
      oneofs: {
        value: {
          oneof: [
            'stringValue',
            'boolValue',
            'intValue',
            'doubleValue',
            'arrayValue',
            'kvlistValue',
            'bytesValue',
          ],
        },
      },
      fields: {
        stringValue: field('string', 1),
        boolValue: field('bool', 2),
        intValue: field('int64', 3),
        doubleValue: field('double', 4),
        arrayValue: field('bytes', 5),
        kvlistValue: field('bytes', 6),
        bytesValue: field('bytes', 7),
      },
    },
  },
};

// Times as plain numbers: a double is exact to 256 ns, and an object per time would cost as much as the span.
Object.assign(protobuf.util, { Long: undefined });
protobuf.configure();

const root = protobuf.Root.fromJSON(descriptor);
const requestType = root.lookupType('Request');
const spanType = root.lookupType('Span');
const resourceType = root.lookupType('Resource');
const scopeType = root.lookupType('Scope');

/** The decoder leaves absent members to the prototype; there they read as undefined. */
const members = root.lookupType('AnyValue');
for (const name of Object.keys(members.fields)) Reflect.set(members.ctor.prototype, name, undefined);

export interface ProtoValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: number;
  readonly doubleValue?: number;
  readonly arrayValue?: Uint8Array;
  readonly kvlistValue?: Uint8Array;
  readonly bytesValue?: Uint8Array;
}
export interface ProtoPair {
  readonly key: string;
  readonly value: ProtoValue | null;
}
export interface ProtoSpan {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId: Uint8Array;
  readonly name: string;
  readonly startTimeUnixNano: number;
  readonly endTimeUnixNano: number;
  readonly attributes: readonly ProtoPair[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly ProtoPair[] }[];
  readonly status: { readonly message: string; readonly code: number } | null;
  readonly flags: number;
}
export interface ProtoResource {
  readonly attributes: readonly ProtoPair[];
}
export interface ProtoRequest {
  readonly resourceSpans: readonly {
    readonly resource: ProtoResource | null;
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string } | null;
      readonly spans: readonly ProtoSpan[];
    }[];
  }[];
}

function decode(type: protobuf.Type, bytes: Uint8Array): unknown {
  const reader = protobuf.Reader.create(bytes);
  reader.discardUnknown = true;
  return type.decode(reader);
}

// The shapes above restate the descriptor; the decoder makes nothing else.
export const decodeRequest = (bytes: Uint8Array): ProtoRequest => decode(requestType, bytes) as ProtoRequest;
export const decodeSpan = (bytes: Uint8Array): ProtoSpan => decode(spanType, bytes) as ProtoSpan;
export const decodeResource = (bytes: Uint8Array): ProtoResource =>
  decode(resourceType, bytes) as ProtoResource;
export const decodeScope = (bytes: Uint8Array): { name: string } =>
  decode(scopeType, bytes) as { name: string };
