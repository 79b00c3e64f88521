/** When spans happened and what they carry. */

import { credential, drop, each, type Fault, fail, grow, named } from './spoiling.ts';
import type { MadeSpan } from './trace.ts';

export const valueFaults: readonly Fault[] = [
  {
    name: 'an end before the start',
    expect: ['negative_duration'],
    unless: /waterfall|console/,
    spoil: (trace) =>
      each(trace, 'vad', (span) => {
        span.end = span.start - 2_000_000_000n;
      }),
  },
  {
    name: 'no end',
    expect: ['zero_timestamps'],
    unless: /waterfall|Jaeger|JavaScript|rows/,
    spoil: (trace) =>
      each(trace, 'vad', (span) => {
        span.end = 0n;
      }),
  },
  {
    name: 'milliseconds as nanoseconds',
    expect: ['future_or_ancient_timestamps'],
    unless: /waterfall|rows|Jaeger|console/,
    spoil: (trace) => {
      for (const span of trace.spans) {
        span.start /= 1_000_000n;
        span.end /= 1_000_000n;
      }
    },
  },
  {
    name: 'nanoseconds times ten',
    expect: ['future_or_ancient_timestamps'],
    unless: /waterfall|rows|Jaeger|console/,
    spoil: (trace) => {
      for (const span of trace.spans) {
        span.start = 9_100_000_000_000_000_000n + (span.start % 1_000_000_000n);
        span.end = span.start + 1_000_000_000n;
      }
      drop(trace, (span) => /stt\.|llm$|tts/.test(span.name) && false);
    },
  },
  {
    name: 'a turn of six hours',
    expect: ['implausible_duration'],
    spoil: (trace) => {
      (named(trace, 'turn')[0] as MadeSpan).end += 21_600_000_000_000n;
    },
  },
  {
    name: 'tts of fifteen minutes',
    expect: ['implausible_duration'],
    spoil: (trace) => {
      (named(trace, 'tts')[0] as MadeSpan).end += 900_000_000_000n;
    },
  },
  {
    name: 'markers with a ttfb',
    expect: ['marker_as_latency'],
    unless: /waterfall/,
    spoil: (trace) => {
      for (const span of trace.spans)
        if (/^(?:stt|tts)$/.test(span.name)) span.attributes['trace.timing'] = 'metadata_marker';
    },
  },
  {
    name: 'one ttfb for all',
    expect: ['marker_as_latency'],
    unless: /waterfall/,
    spoil: (trace) => {
      grow(trace);
      each(trace, 'tts', (span) => {
        span.attributes['metrics.ttfb'] = 0.1;
      });
    },
  },
  {
    name: 'ttfb as a quarter of the span',
    expect: ['marker_as_latency'],
    unless: /waterfall/,
    spoil: (trace) => {
      grow(trace);
      each(trace, 'llm', (span) => {
        span.attributes['metrics.ttfb'] = Math.round(Number(span.end - span.start) / 4e5) / 1e4 + 0.00001;
      });
    },
  },
  {
    name: 'windows copied from the turn',
    expect: ['identical_durations'],
    unless: /waterfall/,
    spoil: (trace) => {
      const byId = new Map(trace.spans.map((span) => [span.id, span]));
      for (const span of trace.spans) {
        const parent = byId.get(span.parent);
        if (parent && /^(?:stt|llm|tts)$/.test(span.name)) {
          span.start = parent.start;
          span.end = parent.end;
        }
      }
    },
  },
  {
    name: 'ttfb as text',
    expect: ['metric_attribute_not_numeric', 'missing_ttfb'],
    unless: /waterfall/,
    spoil: (trace) =>
      each(trace, 'tts', (span) => {
        span.attributes['metrics.ttfb'] = '210ms';
      }),
  },
  {
    name: 'flags as true and false',
    expect: ['metric_attribute_not_numeric'],
    unless: /waterfall/,
    spoil: (trace) =>
      each(trace, 'conversation', (span) => {
        span.attributes['workflow.completed'] = true;
      }),
  },
  {
    name: 'an error without the status',
    expect: ['error_not_in_status'],
    unless: /waterfall/,
    spoil: (trace) =>
      each(trace, 'llm_tool_call', (span) => {
        span.attributes['error.type'] = 'TimeoutError';
      }),
  },
  {
    name: 'a server error without the status',
    expect: ['error_not_in_status'],
    unless: /waterfall/,
    spoil: (trace) =>
      each(trace, 'llm', (span) => {
        span.attributes['http.response.status_code'] = 503;
      }),
  },
  {
    name: 'a key in an attribute',
    expect: ['secret_in_attribute'],
    unless: /waterfall/,
    spoil: (trace, chance) =>
      each(trace, 'conversation', (span) => {
        span.attributes['debug.headers'] = `x-api-key: ${credential(chance)}`;
      }),
  },
  {
    name: 'a prompt of ten kilobytes',
    expect: ['unbounded_attribute'],
    unless: /waterfall/,
    spoil: (trace) =>
      each(trace, 'llm', (span) => {
        span.attributes['prompt'] = 'Be brief and kind. '.repeat(600);
      }),
  },
  {
    name: 'audio in an attribute',
    expect: ['unbounded_attribute'],
    unless: /waterfall/,
    spoil: (trace, chance) =>
      each(trace, 'tts', (span) => {
        span.attributes['audio'] = Buffer.from(chance.hex(4400)).toString('base64').replace(/=/g, '');
      }),
  },
  {
    name: 'no service name',
    expect: ['missing_service_name'],
    unless: /waterfall|rows/,
    spoil: (trace) => {
      delete trace.resource['service.name'];
    },
  },
  {
    name: 'an unknown service',
    expect: ['missing_service_name'],
    unless: /waterfall|rows/,
    spoil: (trace) => {
      trace.resource['service.name'] = 'unknown_service:node';
    },
  },
  {
    name: 'the socket closed during tts',
    expect: ['interrupted_tts'],
    unless: /waterfall|rows/,
    spoil: (trace) =>
      fail(named(trace, 'tts').at(-1) as MadeSpan, 'received 1001 (going away); websocket closed'),
  },
  {
    name: 'two simulations',
    expect: ['mixed_simulations'],
    unless: /waterfall/,
    spoil: (trace) => {
      for (const [at, span] of trace.spans.entries())
        span.attributes['coval.simulation_id'] = at < trace.spans.length / 2 ? 'so_one' : 'so_two';
    },
  },
];
