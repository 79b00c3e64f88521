import type { FindingCode } from '../../src/traces/findings/codes.ts';
import type { Chance, MadeSpan, MadeTrace } from './trace.ts';

/** One change to a healthy call of a custom agent, and the findings that it must bring. */
export interface Fault {
  readonly name: string;
  readonly spoil: (trace: MadeTrace, chance: Chance) => void;
  readonly expect: readonly FindingCode[];
  /** Formats that cannot show it. */
  readonly unless?: RegExp;
}

export const named = (trace: MadeTrace, name: string) => trace.spans.filter((span) => span.name === name);
const each = (trace: MadeTrace, name: string, change: (span: MadeSpan, at: number) => void) => {
  for (const [at, span] of named(trace, name).entries()) change(span, at);
};
const drop = (trace: MadeTrace, wrong: (span: MadeSpan) => boolean) => {
  trace.spans = trace.spans.filter((span) => !wrong(span));
};
const credential = (chance: Chance) => ['coval', 'sk', 'prod', chance.hex(32)].join('_');
const rename = (name: string, to: string) => (trace: MadeTrace) =>
  each(trace, name, (span) => {
    span.name = to;
  });
const without =
  (name: string, ...keys: string[]) =>
  (trace: MadeTrace) =>
    each(trace, name, (span) => {
      for (const key of keys) delete span.attributes[key];
    });
const fail = (span: MadeSpan, text: string) => {
  span.status = 2;
  span.statusText = text;
  span.attributes['error.type'] = 'ConnectionClosedError';
  span.events.push({
    name: 'exception',
    at: span.end,
    attributes: { 'exception.type': 'ConnectionClosedError', 'exception.message': text },
  });
};

export const faults: readonly Fault[] = [
  {
    name: 'only wrappers',
    expect: ['root_only'],
    spoil: (trace) => {
      trace.spans = trace.spans
        .filter((span) => span.name === 'conversation' || span.name === 'turn')
        .slice(0, 3);
    },
  },
  {
    name: 'a conversation span per frame',
    expect: ['mostly_conversation'],
    spoil: (trace, chance) => {
      const root = trace.spans[0] as MadeSpan;
      trace.spans = Array.from({ length: 12 }, (_, at) => ({
        ...root,
        id: chance.hex(16),
        attributes: {},
        events: [],
        start: root.start + BigInt(at) * 5_000_000n,
        end: root.start + BigInt(at + 1) * 5_000_000n,
      }));
    },
  },
  {
    name: 'HTTP spans only',
    expect: ['only_provider_spans'],
    spoil: (trace) => {
      trace.spans = trace.spans.filter((span) => span.name === 'conversation' || span.name === 'llm');
      each(trace, 'llm', (span, at) => {
        span.name = ['POST', 'GET', 'chat gpt-4o'][at % 3] as string;
        span.attributes = {};
        span.scope = 'opentelemetry.instrumentation.httpx';
        span.parent = trace.spans[0]?.id ?? '';
      });
    },
  },
  {
    name: 'no stt',
    expect: ['missing_stt'],
    spoil: (trace) => drop(trace, (span) => span.name.startsWith('stt')),
  },
  { name: 'no llm', expect: ['missing_llm'], spoil: (trace) => drop(trace, (span) => span.name === 'llm') },
  { name: 'no tts', expect: ['missing_tts'], spoil: (trace) => drop(trace, (span) => span.name === 'tts') },
  {
    name: 'tools used, no tool span',
    expect: ['missing_tool'],
    unless: /waterfall/,
    spoil: (trace) => drop(trace, (span) => span.name === 'llm_tool_call'),
  },
  {
    name: 'stt without a transcript',
    expect: ['stt_without_transcript'],
    unless: /waterfall/,
    spoil: without('stt', 'transcript'),
  },
  {
    name: 'llm without ttfb',
    expect: ['missing_ttfb'],
    unless: /waterfall/,
    spoil: without('llm', 'metrics.ttfb'),
  },
  {
    name: 'llm without output tokens',
    expect: ['missing_token_usage'],
    unless: /waterfall/,
    spoil: without('llm', 'gen_ai.usage.output_tokens'),
  },
  {
    name: 'a tool without a name',
    expect: ['tool_without_function_name'],
    unless: /waterfall/,
    spoil: without('llm_tool_call', 'function.name'),
  },
  {
    name: 'older attribute names',
    expect: ['alias_attributes'],
    unless: /waterfall/,
    spoil: (trace) =>
      each(trace, 'stt', (span) => {
        span.attributes['stt.transcription'] = span.attributes['transcript'] as string;
        delete span.attributes['transcript'];
      }),
  },
  { name: 'speech_to_text', expect: ['non_canonical_names'], spoil: rename('stt', 'speech_to_text') },
  { name: 'LLM in capitals', expect: ['non_canonical_names'], spoil: rename('llm', 'LLM') },
  {
    name: 'a name per call',
    expect: ['high_cardinality_names'],
    spoil: (trace, chance) => {
      for (let at = 0; at < 8; at += 1) {
        const turn = named(trace, 'turn')[0] as MadeSpan;
        trace.spans.push({
          ...turn,
          id: chance.hex(16),
          parent: turn.id,
          name: `play_audio_${chance.hex(12)}`,
          attributes: { at },
          start: turn.start + BigInt(at + 1) * 1000n,
          end: turn.start + BigInt(at + 9) * 1000n,
        });
      }
    },
  },
  {
    name: 'a batch twice',
    expect: ['duplicate_spans'],
    unless: /waterfall/,
    spoil: (trace) => {
      trace.spans.push(...trace.spans.slice(2, 9));
    },
  },
  {
    name: 'a payload built again',
    expect: ['duplicate_spans'],
    unless: /waterfall/,
    spoil: (trace, chance) => {
      trace.spans.push(
        ...trace.spans.filter((span) => span.parent !== '').map((span) => ({ ...span, id: chance.hex(16) })),
      );
    },
  },
  {
    name: 'the root is lost',
    expect: ['orphan_spans'],
    unless: /waterfall/,
    spoil: (trace) => drop(trace, (span) => span.name === 'conversation'),
  },
  {
    name: 'a trace for every turn',
    expect: ['multiple_traces'],
    unless: /waterfall/,
    spoil: (trace, chance) => {
      for (const span of trace.spans)
        if (span.name === 'turn') {
          span.traceId = chance.hex(32);
          span.parent = '';
        }
      const turns = new Map(trace.spans.map((span) => [span.id, span]));
      for (const span of trace.spans) {
        let top: MadeSpan | undefined = span;
        while (top && top.traceId === undefined && top.parent !== '') top = turns.get(top.parent);
        if (top?.traceId !== undefined) span.traceId = top.traceId;
      }
    },
  },
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

/** At least five turns, so that a series is long enough to judge. */
function grow(trace: MadeTrace): void {
  const turns = named(trace, 'turn');
  const last = turns.at(-1) as MadeSpan;
  for (let extra = turns.length; extra < 5; extra += 1) {
    const shift = BigInt(extra) * 20_000_000_000n;
    const ids = new Map<string, string>();
    const part = trace.spans.filter(
      (span) =>
        span === last ||
        span.parent === last.id ||
        trace.spans.some((stt) => stt.id === span.parent && stt.parent === last.id),
    );
    for (const span of part) ids.set(span.id, span.id.replace(/^.{3}/, `b${extra}c`));
    for (const span of part) {
      trace.spans.push({
        ...span,
        attributes: { ...span.attributes },
        id: ids.get(span.id) ?? span.id,
        parent: ids.get(span.parent) ?? span.parent,
        start: span.start + shift,
        end: span.end + shift + BigInt(extra) * 1_370_000n,
      });
    }
  }
}

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
