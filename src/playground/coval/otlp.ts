/** Reads just enough of an OTLP request, JSON or protobuf, to accept or refuse it and to count its spans. */

export type StoredSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  startNanos: bigint;
  endNanos: bigint;
  status: 'OK' | 'ERROR' | 'UNSET';
};

/** Undefined when the bytes are not an OTLP trace request. */
export function readOtlpJson(body: Buffer): StoredSpan[] | undefined {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    if (!isObject(json)) return undefined;
    const resources = pick(json, 'resourceSpans', 'resource_spans');
    if (!Array.isArray(resources)) return undefined;
    return resources.flatMap((resource) =>
      array(pick(object(resource), 'scopeSpans', 'scope_spans')).flatMap((scope) =>
        array(object(scope)['spans']).map((span) => readSpan(object(span))),
      ),
    );
  } catch {
    return undefined;
  }
}

function readSpan(span: Record<string, unknown>): StoredSpan {
  const traceId = text(pick(span, 'traceId', 'trace_id')).toLowerCase();
  const spanId = text(pick(span, 'spanId', 'span_id')).toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(traceId) || !/^[0-9a-f]{16}$/.test(spanId)) throw new TypeError('bad id');
  return {
    traceId,
    spanId,
    parentSpanId: text(pick(span, 'parentSpanId', 'parent_span_id')).toLowerCase(),
    name: text(span['name']),
    startNanos: BigInt(text(pick(span, 'startTimeUnixNano', 'start_time_unix_nano'))),
    endNanos: BigInt(text(pick(span, 'endTimeUnixNano', 'end_time_unix_nano'))),
    status: statusName(object(span['status'])['code']),
  };
}

/** ExportTraceServiceRequest.1 > ResourceSpans.2 > ScopeSpans.2 > Span, by field number of opentelemetry-proto. */
export function readOtlpProtobuf(body: Buffer): StoredSpan[] | undefined {
  try {
    return messages(body, 1).flatMap((resource) =>
      messages(resource, 2).flatMap((scope) => messages(scope, 2).map(readProtobufSpan)),
    );
  } catch {
    return undefined;
  }
}

function readProtobufSpan(bytes: Buffer): StoredSpan {
  const fields = readFields(bytes);
  const blob = (field: number) => fields.find((each) => each.field === field)?.bytes ?? Buffer.alloc(0);
  const number = (field: number) => fields.find((each) => each.field === field)?.number ?? 0n;
  if (blob(1).length !== 16 || blob(2).length !== 8) throw new TypeError('bad id');
  const code = readFields(blob(15)).find((each) => each.field === 3)?.number ?? 0n;
  return {
    traceId: blob(1).toString('hex'),
    spanId: blob(2).toString('hex'),
    parentSpanId: blob(4).toString('hex'),
    name: blob(5).toString('utf8'),
    startNanos: number(7),
    endNanos: number(8),
    status: statusName(Number(code)),
  };
}

type Field = { field: number; bytes?: Buffer; number?: bigint };

function messages(bytes: Buffer, field: number): Buffer[] {
  return readFields(bytes).flatMap((each) => (each.field === field && each.bytes ? [each.bytes] : []));
}

function readFields(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) throw new RangeError('cut off');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('too long');
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = Number(tag >> 3n);
    const wire = Number(tag & 7n);
    if (field === 0) throw new RangeError('no field');
    if (wire === 0) {
      fields.push({ field, number: varint() });
      continue;
    }
    const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : wire === 5 ? 4 : Number.NaN;
    if (!(at + length <= bytes.length)) throw new RangeError('cut off');
    const part = bytes.subarray(at, at + length);
    at += length;
    fields.push(wire === 1 ? { field, number: part.readBigUInt64LE() } : { field, bytes: part });
  }
  return fields;
}

function statusName(code: unknown): StoredSpan['status'] {
  if (code === 2 || code === 'STATUS_CODE_ERROR') return 'ERROR';
  return code === 1 || code === 'STATUS_CODE_OK' ? 'OK' : 'UNSET';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** Numbers may come as text; anything else counts as not given. BigInt reads empty text as 0. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function pick(from: Record<string, unknown>, camel: string, snake: string): unknown {
  return from[camel] ?? from[snake];
}
