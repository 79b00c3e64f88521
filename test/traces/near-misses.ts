import { drop, each, type Fault, named } from './spoiling.ts';
import type { MadeSpan } from './trace.ts';

/** Changes that come close to a finding and must bring none. */
export const nearMisses: readonly Omit<Fault, 'expect'>[] = [
  {
    name: 'tools offered and never called',
    spoil: (trace) => {
      drop(trace, (span) => span.name === 'llm_tool_call');
      each(trace, 'llm', (span) => {
        span.attributes['llm.finish_reason'] = 'stop';
        span.attributes['gen_ai.tool.definitions'] = '[{"name":"book"}]';
      });
      each(trace, 'conversation', (span) => {
        span.attributes['tool.call.count'] = 0;
      });
    },
  },
  {
    name: 'one interim stt without text',
    spoil: (trace, chance) => {
      const stt = named(trace, 'stt')[0] as MadeSpan;
      trace.spans.push({
        ...stt,
        id: chance.hex(16),
        start: stt.start + 1_000_000n,
        attributes: { is_final: false, 'metrics.ttfb': 0.21 },
      });
    },
  },
  {
    name: 'one llm span without ttfb',
    spoil: (trace) => {
      delete (named(trace, 'llm')[0] as MadeSpan).attributes['metrics.ttfb'];
    },
  },
  {
    name: 'both spellings on one span',
    spoil: (trace) =>
      each(trace, 'llm_tool_call', (span) => {
        span.attributes['tool.name'] = span.attributes['function.name'] as string;
      }),
  },
  {
    name: 'own names beside canonical ones',
    spoil: (trace, chance) => {
      const llm = named(trace, 'llm')[0] as MadeSpan;
      trace.spans.push({
        ...llm,
        id: chance.hex(16),
        name: 'llm_node',
        start: llm.start - 1000n,
        attributes: {},
      });
    },
  },
  {
    name: 'four numbered names',
    spoil: (trace) => {
      for (const [at, span] of named(trace, 'vad').slice(0, 4).entries()) span.name = `vad_${at}`;
    },
  },
  {
    name: 'two equal tool calls',
    spoil: (trace, chance) => {
      const tool = named(trace, 'llm_tool_call')[0] as MadeSpan;
      trace.spans.push({ ...tool, id: chance.hex(16) });
    },
  },
  {
    name: 'one parent in another process',
    unless: /Jaeger|Python|rows/,
    spoil: (trace, chance) => {
      for (const span of trace.spans)
        if (span.parent === '') {
          span.parent = chance.hex(16);
          span.flags = 0x301;
        }
    },
  },
  {
    name: 'a parent of zeros',
    unless: /waterfall/,
    spoil: (trace) => {
      for (const span of trace.spans) if (span.parent === '') span.parent = '0'.repeat(16);
    },
  },
  {
    name: 'a call of two hours',
    spoil: (trace) => {
      (trace.spans[0] as MadeSpan).end += 7_200_000_000_000n;
    },
  },
  {
    name: 'a span without length',
    spoil: (trace) =>
      each(trace, 'vad', (span) => {
        span.end = span.start;
      }),
  },
  {
    name: 'two shared windows',
    unless: /waterfall/,
    spoil: (trace) => {
      for (const turn of named(trace, 'turn').slice(0, 2))
        for (const span of trace.spans)
          if (span.parent === turn.id && /^(?:stt|tts)$/.test(span.name)) {
            span.start = turn.start;
            span.end = turn.end;
          }
    },
  },
  { name: 'whole numbers as text in OTLP', spoil: () => {} },
  {
    name: 'an error with its status',
    spoil: (trace) =>
      each(trace, 'llm_tool_call', (span) => {
        span.status = 2;
        span.attributes['error.type'] = 'TimeoutError';
        span.attributes['tool.error'] = 1;
      }),
  },
  {
    name: 'a refused request of a client',
    spoil: (trace) =>
      each(trace, 'llm', (span) => {
        span.attributes['http.response.status_code'] = 429;
      }),
  },
  {
    name: 'a masked key',
    spoil: (trace) =>
      each(trace, 'conversation', (span) => {
        span.attributes['debug.headers'] = 'x-api-key: ****-****-****-a1b2';
      }),
  },
  {
    name: 'a long name with a dash',
    spoil: (trace) =>
      each(trace, 'conversation', (span) => {
        span.attributes['model'] = 'task-sk-learn-embedding-large-english-v';
      }),
  },
  {
    name: 'a prompt of six kilobytes',
    spoil: (trace) =>
      each(trace, 'llm', (span) => {
        span.attributes['prompt'] = 'Be brief and kind. '.repeat(320);
      }),
  },
  {
    name: 'a caller who interrupts',
    spoil: (trace) =>
      each(trace, 'tts', (span) => {
        span.attributes['tts.interrupted'] = true;
      }),
  },
  {
    name: 'a tts error of the provider',
    spoil: (trace) => {
      const tts = named(trace, 'tts')[0] as MadeSpan;
      tts.status = 2;
      tts.statusText = 'text of 1000 characters is too long for this voice';
      tts.attributes['error.type'] = 'InvalidRequest';
    },
  },
  {
    name: 'a test span of the set-up',
    spoil: (trace, chance) => {
      const root = trace.spans[0] as MadeSpan;
      trace.spans.push({
        ...root,
        id: chance.hex(16),
        traceId: chance.hex(32),
        name: 'debug-validation-span',
        events: [],
        attributes: {},
      });
    },
  },
  {
    name: "Coval's id beside the framework's",
    spoil: (trace) => {
      for (const span of trace.spans) {
        span.attributes['coval.simulation_id'] = 'so_one';
      }
    },
  },
  {
    name: 'children before parents',
    spoil: (trace) => {
      trace.spans.reverse();
    },
  },
  {
    name: 'ids in capitals',
    unless: /waterfall/,
    spoil: (trace) => {
      for (const [at, span] of trace.spans.entries())
        if (at % 2 === 0) span.parent = span.parent.toUpperCase();
    },
  },
];
