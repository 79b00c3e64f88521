/** Pastes of a wanted size, as people send them: configurations and commands between logs, dumps and plain text. */
import { corpus } from './corpus.ts';
import { Random } from './random.ts';
import { host, model, shortId, spanId, time, traceId, uuid } from './values.ts';

export function pastes(seed: number, bytes: number, count: number): string[] {
  const random = new Random(seed);
  const texts = corpus(seed, 2).map((document) => document.text);
  return Array.from({ length: count }, () => {
    const parts: string[] = [];
    let length = 0;
    while (length < bytes) {
      const part = random.chance(0.35) ? random.pick(texts) : filler(random);
      parts.push(part);
      length += part.length + 1;
    }
    return parts.join('\n').slice(0, bytes);
  });
}

function filler(random: Random): string {
  return random.pick([spans, log, sentences])(random);
}

function spans(random: Random): string {
  const span = () => ({
    traceId: traceId(random),
    spanId: spanId(random),
    parentSpanId: spanId(random),
    name: random.pick(['llm', 'stt', 'tts', 'turn', 'llm_tool_call']),
    startTimeUnixNano: `17900000${random.int(10_000_000_000, 99_999_999_999)}`,
    attributes: [
      { key: 'gen_ai.request.model', value: { stringValue: model(random) } },
      { key: 'metrics.ttfb', value: { doubleValue: random.next() } },
      { key: 'gen_ai.usage.input_tokens', value: { intValue: String(random.int(1, 4000)) } },
    ],
    status: { code: random.pick(['STATUS_CODE_OK', 'STATUS_CODE_ERROR']) },
  });
  return JSON.stringify({ scopeSpans: [{ spans: [span(), span(), span()] }] }, null, random.pick([0, 2]));
}

function log(random: Random): string {
  const line = () =>
    `${time(random)} ${random.pick(['INFO', 'DEBUG', 'WARN'])} agent.${random.pick(['exporter', 'session', 'tts'])} exported ${random.int(1, 90)} spans for ${shortId(random)} to ${host(random)} status=${random.pick([200, 401, 404])} request=${uuid(random)}`;
  return Array.from({ length: 8 }, line).join('\n');
}

function sentences(random: Random): string {
  return `Hello, since ${time(random)} the traces of run ${shortId(random)} do not arrive. The agent answers calls, the exporter prints no error, and the result page shows no card. We restarted the worker twice and changed nothing else. The model is ${model(random)} and the host ${host(random)}.`;
}
