/** A trace as automatic instrumentation alone leaves it: requests to the model provider, and no turn, speech or tool. */
import { hexId } from './coval/ids.ts';

/** Short enough for a form's text field, which ends at 3,000 characters. */
const calls = 4;

export function providerOnlyDump(simulation: string, nowMs: number): string {
  const startMs = nowMs - 15 * 60_000;
  const nanos = (ms: number) => `${Math.round(ms)}000000`;
  const spans = Array.from({ length: calls }, (_, at) => ({
    traceId: hexId(`sparse ${simulation}`, 32),
    spanId: hexId(`sparse ${simulation} ${at}`, 16),
    name: 'POST',
    kind: 3,
    startTimeUnixNano: nanos(startMs + at * 4_100),
    endTimeUnixNano: nanos(startMs + at * 4_100 + 780 + at * 90),
    attributes: [
      { key: 'http.request.method', value: { stringValue: 'POST' } },
      { key: 'server.address', value: { stringValue: 'api.openai.com' } },
      { key: 'http.response.status_code', value: { intValue: '200' } },
    ],
    status: {},
  }));
  const service = { key: 'service.name', value: { stringValue: 'support-line' } };
  const scope = { name: 'opentelemetry.instrumentation.httpx' };
  return JSON.stringify({
    resourceSpans: [{ resource: { attributes: [service] }, scopeSpans: [{ scope, spans }] }],
  });
}
