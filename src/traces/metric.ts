import type { Dump, MetricRequest, MetricSeen } from './dump.ts';
import { safeName } from './safe-name.ts';

export interface MetricAnswer {
  readonly request: MetricRequest;
  /** `unknown`: the dump is partial and the part at hand does not show it. */
  readonly computes: 'yes' | 'no' | 'unknown';
  readonly text: string;
}

/** `SPAN:ATTRIBUTE`. The last colon divides: attribute names have none. */
export function parseMetric(text: string): MetricRequest | undefined {
  const at = text.lastIndexOf(':');
  const span = text.slice(0, at).trim();
  const attribute = text.slice(at + 1).trim();
  return at < 1 || span === '' || attribute === '' ? undefined : { span, attribute };
}

/** Whether each asked metric can compute on this dump, and if not, why. */
export function metricAnswers(dump: Dump): MetricAnswer[] {
  return dump.metrics.map((metric) => answer(metric, dump));
}

function answer(metric: MetricSeen, dump: Dump): MetricAnswer {
  const { request } = metric;
  const name = `${safeName(request.span)}:${safeName(request.attribute)}`;
  const partial = dump.partial.length > 0;
  const no = (text: string): MetricAnswer => ({
    request,
    computes: partial ? 'unknown' : 'no',
    text: partial ? `${text}\nThe dump is partial: the spans that are missing may have it.` : text,
  });
  if (metric.numeric > 0) {
    const hint =
      metric.markers === metric.numeric
        ? '\nEvery one of them is a marker: the result is a number, not a measurement.'
        : metric.notNumeric.count > 0
          ? `\n${metric.notNumeric.count} more carry it as text or true/false and are not counted.`
          : '';
    return {
      request,
      computes: 'yes',
      text: `${name} can be computed: ${metric.numeric} of ${metric.spans} spans carry a number.${hint}`,
    };
  }
  if (metric.notNumeric.count > 0) {
    const text = `${name} cannot be computed: ${spansIn(metric.notNumeric.count, 'carries', 'carry')} it, none as a number.\nSet it without quotes; write flags as 0 or 1.`;
    return { request, computes: partial ? 'unknown' : 'no', text };
  }
  if (metric.spans === 0)
    return no(`${name} cannot be computed: no span has this name.\n${nearest(metric, dump)}`);
  const elsewhere = [...metric.elsewhere].map(safeName);
  const hint =
    elsewhere.length > 0
      ? `The attribute is on ${elsewhere.join(', ')}. Use that span name, or move the attribute.`
      : 'Set the attribute on this span as a number.';
  return no(
    `${name} cannot be computed: ${spansIn(metric.spans, 'has', 'have')} this name, none has the attribute.\n${hint}`,
  );
}

/** The name somebody most likely meant: it carries the attribute, or differs in case and punctuation only. */
function nearest(metric: MetricSeen, dump: Dump): string {
  const carriers = [...metric.elsewhere];
  if (carriers.length > 0) return `These spans carry the attribute: ${carriers.map(safeName).join(', ')}.`;
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const similar = [...dump.names.keys()]
    .filter((name) => plain(name) === plain(metric.request.span))
    .slice(0, 3);
  if (similar.length > 0)
    return `Did you mean ${similar.map(safeName).join(' or ')}? The name must match exactly.`;
  const names = [...dump.names.values()].sort((one, other) => other.count - one.count).slice(0, 5);
  return names.length > 0
    ? `The dump has: ${names.map(({ name }) => safeName(name)).join(', ')}.`
    : 'The dump has no spans.';
}

/** "1 span carries", "2 spans carry". */
function spansIn(count: number, one: string, many: string): string {
  return count === 1 ? `1 span ${one}` : `${count} spans ${many}`;
}
