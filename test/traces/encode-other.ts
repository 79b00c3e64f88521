import { inspect } from 'node:util';
import type { Attributes, MadeSpan, MadeTrace, Value } from './trace.ts';

/** Formats that are no export: what backends and consoles show of the same spans. */
const micros = (nanos: bigint) => Number(nanos / 1000n);

function tag(key: string, value: Value) {
  const type =
    typeof value === 'string'
      ? 'string'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value === 'number'
          ? Number.isInteger(value)
            ? 'int64'
            : 'float64'
          : 'string';
  return { key, type, value: Array.isArray(value) ? JSON.stringify(value) : value };
}
const tags = (attributes: Attributes) => Object.entries(attributes).map(([key, value]) => tag(key, value));

export function jaegerJson(trace: MadeTrace): Buffer {
  const { 'service.name': service, ...resource } = trace.resource;
  const spans = trace.spans.map((span) => {
    const traceID = span.traceId ?? trace.traceId;
    return {
      traceID,
      spanID: span.id,
      flags: 1,
      operationName: span.name,
      references: span.parent === '' ? [] : [{ refType: 'CHILD_OF', traceID, spanID: span.parent }],
      startTime: micros(span.start),
      duration: micros(span.end) - micros(span.start),
      tags: [
        ...tags(span.attributes),
        tag('otel.scope.name', span.scope),
        ...(span.status === 0 ? [] : [tag('otel.status_code', span.status === 2 ? 'ERROR' : 'OK')]),
        ...(span.status === 2 ? [tag('error', true), tag('otel.status_description', span.statusText)] : []),
      ],
      logs: span.events.map((event) => ({
        timestamp: micros(event.at),
        fields: [tag('event', event.name), ...tags(event.attributes)],
      })),
      processID: 'p1',
      warnings: null,
    };
  });
  const processes = { p1: { serviceName: service ?? '', tags: tags(resource) } };
  return Buffer.from(
    JSON.stringify({
      data: [{ traceID: trace.traceId, spans, processes, warnings: null }],
      total: 0,
      limit: 0,
      offset: 0,
      errors: null,
    }),
  );
}

const iso = (nanos: bigint) =>
  `${new Date(Number(nanos / 1_000_000n)).toISOString().slice(0, -1)}${String((nanos / 1000n) % 1000n).padStart(3, '0')}Z`;

export function pythonConsole(trace: MadeTrace): Buffer {
  const print = (span: MadeSpan) =>
    JSON.stringify(
      {
        name: span.name,
        context: {
          trace_id: `0x${span.traceId ?? trace.traceId}`,
          span_id: `0x${span.id}`,
          trace_state: '[]',
        },
        kind: 'SpanKind.INTERNAL',
        parent_id: span.parent === '' ? null : `0x${span.parent}`,
        start_time: span.start === 0n ? null : iso(span.start),
        end_time: span.end === 0n ? null : iso(span.end),
        status: {
          status_code: ['UNSET', 'OK', 'ERROR'][span.status],
          ...(span.statusText ? { description: span.statusText } : {}),
        },
        attributes: span.attributes,
        events: span.events.map((event) => ({
          name: event.name,
          timestamp: iso(event.at),
          attributes: event.attributes,
        })),
        links: [],
        resource: { attributes: trace.resource, schema_url: '' },
      },
      undefined,
      4,
    );
  return Buffer.from(`${trace.spans.map(print).join('\n')}\n`);
}

export function javascriptConsole(trace: MadeTrace): Buffer {
  const print = (span: MadeSpan) =>
    inspect(
      {
        resource: { attributes: trace.resource },
        instrumentationScope: { name: span.scope, version: undefined, schemaUrl: undefined },
        traceId: span.traceId ?? trace.traceId,
        parentSpanContext:
          span.parent === ''
            ? undefined
            : {
                traceId: trace.traceId,
                spanId: span.parent,
                traceFlags: 1,
                traceState: undefined,
                ...((span.flags & 0x200) !== 0 ? { isRemote: true } : {}),
              },
        traceState: undefined,
        name: span.name,
        id: span.id,
        kind: span.kind - 1,
        timestamp: micros(span.start),
        duration: micros(span.end) - micros(span.start),
        attributes: span.attributes,
        status: { code: span.status, ...(span.statusText ? { message: span.statusText } : {}) },
        events: span.events.map((event) => ({
          name: event.name,
          attributes: event.attributes,
          time: [1, 2],
        })),
        links: [],
      },
      { depth: 3 },
    );
  return Buffer.from(`${trace.spans.map(print).join('\n')}\n`);
}

/** Rows as a page of the API may hold them; its shape is not published. */
export function viewerRows(trace: MadeTrace, total = trace.spans.length): Buffer {
  const rows = trace.spans.map((span) => ({
    trace_id: span.traceId ?? trace.traceId,
    span_id: span.id,
    parent_span_id: span.parent === '' ? null : span.parent,
    span_name: span.name,
    start_time: iso(span.start),
    duration_ms: Number(span.end - span.start) / 1e6,
    status_code: ['UNSET', 'OK', 'ERROR'][span.status],
    attributes: span.attributes,
  }));
  return Buffer.from(JSON.stringify({ traces: rows, total_spans: total }));
}

/** A waterfall selected with the mouse. */
export function viewerText(trace: MadeTrace): Buffer {
  const depth = new Map<string, number>();
  const lines = trace.spans.map((span) => {
    const level = span.parent === '' ? 0 : (depth.get(span.parent) ?? 0) + 1;
    depth.set(span.id, level);
    return `${'  '.repeat(level)}${span.name}\t${(Number(span.end - span.start) / 1e9).toFixed(2)} s`;
  });
  return Buffer.from(`OTel Traces\n${lines.join('\n')}\n`);
}
