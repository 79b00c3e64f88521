/** The one span we ever send. Coval's own tools use the same name, so quality counts leave it out. */
export type SpanIds = { traceId: string; spanId: string };

export function probeSpan(ids: SpanIds, atMs: number): string {
  const nanos = (ms: number) => `${ms}000000`;
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'coval-triage' } }] },
        scopeSpans: [
          {
            scope: { name: 'coval-triage' },
            spans: [
              {
                traceId: ids.traceId,
                spanId: ids.spanId,
                name: 'debug-validation-span',
                kind: 1,
                // A past interval: a span that ends in the future would itself be a finding.
                startTimeUnixNano: nanos(atMs - 1),
                endTimeUnixNano: nanos(atMs),
                attributes: [],
                status: { code: 1 },
              },
            ],
          },
        ],
      },
    ],
  });
}
