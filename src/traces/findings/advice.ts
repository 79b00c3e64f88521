import type { AgentKind, Dump } from '../dump.ts';
import { texts } from './advice-texts.ts';
import type { FindingCode } from './codes.ts';

/** The change to make, for this kind of agent where kinds differ. One instruction a line. */
export function adviceFor(code: FindingCode, agent: AgentKind, dump?: Dump): string {
  if (code === 'invalid_otlp' && dump) return refusalAdvice(dump);
  const { change } = texts[code];
  return typeof change === 'string' ? change : (change[agent] ?? change.custom);
}

/** What Coval does with such a trace: which card, label or metric suffers. */
export function impactOf(code: FindingCode): string {
  return texts[code].impact;
}

/** Both sentences, for a thread. */
export function findingText(code: FindingCode, agent: AgentKind = 'custom'): string {
  return `${impactOf(code)}\n${adviceFor(code, agent)}`;
}

function refusalAdvice(dump: Dump): string {
  if (dump.refusals.size === 0) {
    return 'Send a trace dump: OTLP JSON or protobuf, console exporter output, Jaeger JSON, or a copy of the trace viewer.\nLog lines of an exporter belong in the description.';
  }
  const lines: string[] = [];
  for (const reason of dump.refusals.keys()) lines.push(refusals[reason]);
  return [...new Set(lines)].join('\n');
}

const refusals = {
  'cut off':
    'The body ends in the middle. Send the whole body; when a copy was cut, attach the file instead.',
  'absent id':
    'Give every span a traceId of 32 and a spanId of 16 hex characters. An id of zeros counts as none.',
  'malformed id': 'Write traceId as 32 and spanId as 16 hex characters, without prefix or dashes.',
  'attributes given as a plain map':
    'Write attributes as a list of {"key", "value": {"stringValue"}} objects. An OpenTelemetry exporter does this.',
  'time given as text':
    'Write startTimeUnixNano and endTimeUnixNano as nanoseconds since 1970, as decimal strings.',
  'token that JSON does not know':
    'Write valid JSON: NaN, Infinity, undefined and single quotes are not. Leave the value out instead.',
  'wrong structure':
    'Nest resourceSpans, scopeSpans and spans as lists of objects, or use an OpenTelemetry exporter.',
} as const;
