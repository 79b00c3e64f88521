import {
  type Attributes,
  type Chance,
  decimals,
  type MadeSpan,
  type MadeTrace,
  TraceBuilder,
} from './trace.ts';

/** Healthy calls of every kind of agent, as their frameworks write them. */
export type AgentName =
  | 'custom'
  | 'pipecat'
  | 'livekit-renamed'
  | 'vapi-markers'
  | 'vapi-turns'
  | 'twilio'
  | 'chat'
  | 'speech-to-speech';

const phrases = [
  'What is the cancellation fee?',
  'Yes, that works.',
  'Could you repeat the address?',
  'I would like to book a table for two.',
];
const tools = ['lookup_order', 'book_slot', 'send_receipt'];

interface Turn {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly usesTool: boolean;
}

function turns(chance: Chance): Turn[] {
  let at = 1000;
  return Array.from({ length: chance.whole(3, 7) }, (_, index) => {
    const from = at;
    const to = from + chance.between(5000, 9000);
    at = to + chance.between(50, 400);
    return { number: index + 1, from, to, text: chance.pick(phrases), usesTool: index % 2 === 0 };
  });
}

const ttfb = (chance: Chance) => decimals(chance.between(0.08, 0.7));
const usage = (chance: Chance): Attributes => ({
  'gen_ai.usage.input_tokens': chance.whole(200, 3000),
  'gen_ai.usage.output_tokens': chance.whole(10, 200),
});

function toolCall(build: TraceBuilder, chance: Chance, parent: MadeSpan, from: number): void {
  const lasts = chance.between(200, 900);
  const span = build.span('llm_tool_call', parent, from, from + lasts, {
    'function.name': chance.pick(tools),
    tool_call_id: `call_${chance.hex(12)}`,
    'function.arguments': '{"order":17}',
    'tool.latency_ms': decimals(lasts),
    'tool.error': 0,
    'tool.dependency_unavailable': 0,
    'tool.result.count': 1,
  });
  span.status = 1;
}

function custom(chance: Chance): MadeTrace {
  const build = new TraceBuilder(chance, 'shop.agent', {
    'service.name': 'shop-voice-agent',
    'service.version': '1.2.0',
  });
  const plan = turns(chance);
  const root = build.span('conversation', undefined, 0, (plan.at(-1)?.to ?? 0) + 500, {
    'conversation.id': `c-${chance.hex(8)}`,
    'call.duration_seconds': decimals(60.5),
    'tool.call.count': plan.filter((turn) => turn.usesTool).length,
    'workflow.completed': 1,
    'workflow.fallback_used': 0,
  });
  root.events.push({ name: 'first_inbound_audio', at: root.start + 300_000_000n, attributes: {} });
  for (const turn of plan) {
    const parent = build.span('turn', root, turn.from, turn.to, { 'turn.number': turn.number });
    const heard = turn.from + chance.between(1200, 2000);
    build.span('vad', parent, turn.from + 1, heard - 100, {
      'vad.speech_ms': decimals(heard - turn.from - 101),
    });
    const stt = build.span('stt', parent, turn.from + 5, heard, {
      transcript: turn.text,
      'metrics.ttfb': ttfb(chance),
      'stt.confidence': decimals(chance.between(0.85, 0.98)),
      is_final: true,
    });
    build.span('stt.provider.deepgram', stt, turn.from + 5, heard, { 'stt.providerName': 'deepgram' });
    const thought = heard + chance.between(800, 1500);
    build.span('llm', parent, heard + 10, thought, {
      'metrics.ttfb': ttfb(chance),
      'gen_ai.request.model': 'gpt-4.1-mini',
      'llm.finish_reason': turn.usesTool ? 'tool_calls' : 'stop',
      ...usage(chance),
    }).kind = 3;
    if (turn.usesTool) toolCall(build, chance, parent, thought + 5);
    build.span('tts', parent, thought + 10, turn.to - 20, {
      'metrics.ttfb': ttfb(chance),
      voice_id: 'aura',
      'tts.characters': 42,
    });
  }
  return build.trace;
}

function pipecat(chance: Chance): MadeTrace {
  const build = new TraceBuilder(chance, 'pipecat.turn', {
    'service.name': 'pipecat-shop',
    'service.instance.id': 'pod-1',
  });
  const plan = turns(chance);
  const id = { 'conversation.id': `${chance.hex(8)}-4b11-4007-a714-437577ea800e` };
  const root = build.span('conversation', undefined, 0, (plan.at(-1)?.to ?? 0) + 500, {
    ...id,
    'conversation.type': 'voice',
  });
  const talk: string[] = [];
  for (const turn of plan) {
    build.scope = 'pipecat.turn';
    const parent = build.span('turn', root, turn.from, turn.to, {
      'turn.number': turn.number,
      'turn.was_interrupted': turn.number === 2,
      'turn.duration_seconds': decimals((turn.to - turn.from) / 1000),
      ...id,
    });
    build.scope = 'pipecat';
    talk.push(turn.text);
    const heard = turn.from + chance.between(1200, 2000);
    if (turn.number === 3)
      build.span('stt', parent, turn.from + 3, turn.from + 200, {
        is_final: false,
        'stt.incomplete': true,
        'metrics.ttfb': ttfb(chance),
      });
    build.span('stt', parent, turn.from + 5, heard, {
      transcript: turn.text,
      is_final: true,
      vad_enabled: false,
      'metrics.ttfb': ttfb(chance),
    });
    const thought = heard + chance.between(700, 1300);
    build.span('llm', parent, heard + 10, thought, {
      'gen_ai.operation.name': 'chat',
      stream: true,
      input: JSON.stringify(talk),
      output: 'It is ready for pickup.',
      tools: '[{"type":"function","function":{"name":"lookup_order"}}]',
      tool_count: 1,
      'metrics.ttfb': ttfb(chance),
      ...usage(chance),
    });
    build.span('tts', parent, thought - 300, turn.to - 20, {
      voice_id: 'v-lane',
      text: 'It is ready for pickup.',
      'metrics.character_count': 23,
      'metrics.ttfb': ttfb(chance),
      ...(turn.number === 2 ? { 'tts.interrupted': true } : {}),
    });
  }
  return build.trace;
}

function livekitRenamed(chance: Chance): MadeTrace {
  const build = new TraceBuilder(chance, 'livekit-agents', { 'service.name': 'livekit-shop' });
  const plan = turns(chance);
  const end = (plan.at(-1)?.to ?? 0) + 500;
  const job = build.span('job_entrypoint', undefined, 0, end, { 'lk.job_id': `AJ_${chance.hex(8)}` });
  const session = build.span('agent_session', job, 10, end - 10, { 'lk.agent_name': 'front-desk' });
  for (const turn of plan) {
    build.scope = 'livekit-agents';
    const heard = turn.from + chance.between(1200, 2000);
    const user = build.span('user_turn', session, turn.from, heard, { 'lk.pii.user_transcript': turn.text });
    build.span('user_speaking', user, turn.from + 2, heard - 120);
    build.span('eou_detection', user, heard - 110, heard - 5, {
      'lk.eou.probability': decimals(chance.next()),
    });
    const agent = build.span('agent_turn', session, heard + 5, turn.to, { 'lk.interrupted': false });
    const thought = heard + chance.between(700, 1300);
    const node = build.span('llm_node', agent, heard + 6, thought, { 'lk.response.ttft': ttfb(chance) });
    const llm = build.span('llm', node, heard + 7, thought - 1, {
      'metrics.ttfb': ttfb(chance),
      'llm.finish_reason': 'stop',
      ...usage(chance),
    });
    build.span('llm_request_run', llm, heard + 8, thought - 2, { 'lk.retry_count': 0 });
    const voice = build.span('tts_node', agent, thought - 200, turn.to - 30, {
      'lk.response.ttfb': ttfb(chance),
    });
    const tts = build.span('tts', voice, thought - 190, turn.to - 35, { 'metrics.ttfb': ttfb(chance) });
    build.span('tts_request_run', tts, thought - 189, turn.to - 36, { 'lk.retry_count': 0 });
    build.scope = 'coval.instrumentation';
    build.span('stt', user, turn.from + 1, heard - 20, {
      transcript: turn.text,
      'metrics.ttfb': ttfb(chance),
    });
  }
  return build.trace;
}

function vapi(chance: Chance, withMarkers: boolean): MadeTrace {
  const source = { 'trace.source': 'vapi_artifact' };
  const marker = { ...source, 'trace.timing': 'metadata_marker', 'trace.duration_note': 'marker only' };
  const build = new TraceBuilder(chance, 'vapi.bridge', {
    'service.name': 'vapi-bridge',
    'agent.provider': 'vapi',
  });
  const plan = turns(chance);
  const root = build.span('conversation', undefined, 0, (plan.at(-1)?.to ?? 0) + 500, {
    ...source,
    'tool.call.count': withMarkers ? 1 : 0,
  });
  for (const turn of plan) {
    const middle = turn.from + chance.between(1500, 2500);
    const user = build.span('turn.user', root, turn.from, middle, {
      ...source,
      'turn.role': 'user',
      'turn.text': turn.text,
    });
    const agent = build.span('turn.assistant', root, middle + 300, turn.to, {
      ...source,
      'turn.role': 'assistant',
      'turn.text': 'Of course.',
    });
    if (!withMarkers) continue;
    build.span('stt', user, turn.from, turn.from + 1, { ...marker, transcript: turn.text });
    build.span('llm_marker', agent, middle + 300, middle + 301, marker);
    build.span('tts_marker', agent, middle + 300.5, middle + 301.5, marker);
    if (turn.number === 1) toolCall(build, chance, root, middle + 20);
  }
  return build.trace;
}

function twilio(chance: Chance): MadeTrace {
  const trace = custom(chance);
  trace.resource = {
    'service.name': 'conversation-relay',
    'agent.provider': 'twilio',
    'call.sid': `CA${chance.hex(32)}`,
  };
  for (const span of trace.spans) {
    span.scope = 'relay';
    if (span.name === 'stt.provider.deepgram') span.name = 'stt.provider.twilio';
    if (span.name === 'llm_tool_call') span.name = 'tool_call';
  }
  return trace;
}

function chat(chance: Chance): MadeTrace {
  const trace = custom(chance);
  trace.resource = { 'service.name': 'support-bot', 'coval.agent_type': 'chat' };
  trace.spans = trace.spans.filter((span) => !/^(?:stt|tts|vad)/.test(span.name));
  return trace;
}

function speechToSpeech(chance: Chance): MadeTrace {
  const build = new TraceBuilder(chance, 's2s', {
    'service.name': 's2s-agent',
    'agent.provider': 'openai-realtime',
  });
  const plan = turns(chance);
  const root = build.span('conversation', undefined, 0, (plan.at(-1)?.to ?? 0) + 500, {
    'tool.call.count': 1,
  });
  for (const turn of plan) {
    const parent = build.span('turn', root, turn.from, turn.to, { 'turn.number': turn.number });
    build.span('realtime', parent, turn.from + 700, turn.to - 900, {
      'metrics.ttfb': ttfb(chance),
      'gen_ai.request.model': 'gpt-realtime',
      ...usage(chance),
    });
    if (turn.number === 1) toolCall(build, chance, parent, turn.to - 800);
  }
  return build.trace;
}

export const healthyAgents: Readonly<Record<AgentName, (chance: Chance) => MadeTrace>> = {
  custom,
  pipecat,
  'livekit-renamed': livekitRenamed,
  'vapi-markers': (chance) => vapi(chance, true),
  'vapi-turns': (chance) => vapi(chance, false),
  twilio,
  chat,
  'speech-to-speech': speechToSpeech,
};
