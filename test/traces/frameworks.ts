import type { FindingCode } from '../../src/traces/findings/codes.ts';
import { healthyAgents } from './agents.ts';
import { type Chance, decimals, type MadeTrace, TraceBuilder } from './trace.ts';

/** Frameworks as they come, without any change for Coval: never healthy, always the same findings. */
export interface Framework {
  readonly make: (chance: Chance) => MadeTrace;
  readonly expect: readonly FindingCode[];
}

function livekitNative(chance: Chance): MadeTrace {
  const trace = healthyAgents['livekit-renamed'](chance);
  trace.spans = trace.spans.filter((span) => span.name !== 'stt');
  for (const span of trace.spans) {
    if (span.name === 'llm' || span.name === 'tts') {
      span.name = `${span.name}_request`;
      delete span.attributes['metrics.ttfb'];
    }
  }
  return trace;
}

function pipecatRealtime(chance: Chance): MadeTrace {
  const build = new TraceBuilder(chance, 'pipecat.turn', { 'service.name': 'pipecat-live' });
  const root = build.span('conversation', undefined, 0, 30_000, {});
  build.scope = 'pipecat';
  build.span('llm_setup', root, 10, 300, { 'gen_ai.request.model': 'gpt-realtime' });
  for (let turn = 0; turn < 4; turn += 1) {
    const from = 1000 + turn * 6000;
    build.scope = 'pipecat.turn';
    const parent = build.span('turn', root, from, from + 5600 + turn * 17, { 'turn.number': turn + 1 });
    build.scope = 'pipecat';
    build.span('llm_request', parent, from + 1000, from + 1100 + turn, {});
    build.span('llm_response', parent, from + 1200, from + 5200 + turn * 3, {
      'metrics.ttfb': decimals(chance.between(0.2, 0.6)),
      'gen_ai.usage.input_tokens': 300,
      'gen_ai.usage.output_tokens': 40,
    });
    if (turn > 1) continue;
    build.span('llm_tool_call', parent, from + 2000, from + 2400, {
      'tool.function_name': 'book_slot',
      'tool.call_id': `call_${chance.hex(10)}`,
      'tool.arguments': '{}',
    });
  }
  return build.trace;
}

/** The stt span of the public LiveKit example: a duration that streaming leaves at zero, under the old key. */
function livekitExample(chance: Chance): MadeTrace {
  const trace = healthyAgents.custom(chance);
  for (const span of trace.spans) {
    if (span.name !== 'stt') continue;
    span.attributes['stt.transcription'] = span.attributes['transcript'] ?? '';
    delete span.attributes['transcript'];
    span.attributes['metrics.ttfb'] = 0;
  }
  const stts = trace.spans.filter((span) => span.name === 'stt');
  if (stts.length < 4) return livekitExample(chance);
  return trace;
}

export const frameworks: Readonly<Record<string, Framework>> = {
  'livekit as it comes': { make: livekitNative, expect: ['missing_stt', 'non_canonical_names'] },
  'pipecat realtime as it comes': {
    make: pipecatRealtime,
    expect: ['non_canonical_names', 'tool_without_function_name', 'alias_attributes'],
  },
  'the livekit example': { make: livekitExample, expect: ['alias_attributes', 'marker_as_latency'] },
};
