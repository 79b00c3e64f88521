/** Which spans there are, under which names and ids. */

import { drop, each, type Fault, named, rename, without } from './spoiling.ts';
import type { MadeSpan } from './trace.ts';

export const shapeFaults: readonly Fault[] = [
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
];
