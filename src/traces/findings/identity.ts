import { Mark, placeOf, type SpanRecord, type Trace } from '../dump.ts';
import { nameTemplate } from '../names.ts';
import { type Found, foundIn, has, type Rule, type View } from './rule.ts';

/** Copies of a span under new ids count from this many: a few equal spans are chance. */
const REBUILT = 5;
const TEMPLATE_NAMES = 5;
const SHOWN_EXAMPLES = 3;

/** Which span is which, and which call it belongs to. */
export const identityRules: readonly Rule[] = [
  { code: 'duplicate_spans', find: duplicates },
  { code: 'orphan_spans', find: orphans },
  {
    code: 'multiple_traces',
    find: (view) => {
      const ids = [...new Set(view.dump.spans.map((span) => span.trace.id))].filter((id) => id !== '');
      if (ids.length < 2 || mixed(view)) return undefined;
      return { count: ids.length, examples: firstOfEachTrace(view.dump.spans) };
    },
  },
  { code: 'mixed_simulations', find: mixed },
  { code: 'high_cardinality_names', find: manyNames },
];

function firstOfEachTrace(spans: readonly SpanRecord[]): string[] {
  const seen = new Set<Trace>();
  const firsts: string[] = [];
  for (const span of spans) {
    if (seen.has(span.trace)) continue;
    seen.add(span.trace);
    if (firsts.length < SHOWN_EXAMPLES) firsts.push(placeOf(span));
  }
  return firsts;
}

function duplicates({ dump }: View): Found | undefined {
  let count = 0;
  const examples: string[] = [];
  const told = new Set<string>();
  for (const { kind, trace, id, position } of dump.spans) {
    const times = id === '' ? 1 : (trace.ids.get(id) ?? 1);
    if (times < 2 || trace.id === '') continue;
    const key = `${trace.id} ${id}`;
    if (told.has(key)) continue;
    told.add(key);
    count += times - 1;
    if (examples.length < SHOWN_EXAMPLES) examples.push(`${kind.name} #${position}`);
  }
  return count > 0 ? { count, examples } : rebuilt(dump.spans);
}

/** Equal name, start, end and attributes under different ids: the payload was built again and sent again. */
function rebuilt(spans: readonly SpanRecord[]): Found | undefined {
  if (spans.length < REBUILT) return undefined;
  const starts = new Map<number, SpanRecord | SpanRecord[]>();
  const copies: SpanRecord[] = [];
  let largest = 0;
  for (const span of spans) {
    // Without both times two spans of one name would look equal.
    if (!(span.start > 0 && span.end > 0) || span.id === '') continue;
    const known = starts.get(span.start);
    if (known === undefined) {
      starts.set(span.start, span);
      continue;
    }
    const group = Array.isArray(known) ? known : [known];
    let equal = 1;
    // A bound, so that a million spans of one instant stay linear.
    for (let at = 0; at < group.length && at < 64; at += 1) if (isCopy(group[at], span)) equal += 1;
    if (equal > 1) copies.push(span);
    largest = Math.max(largest, equal);
    group.push(span);
    if (!Array.isArray(known)) starts.set(span.start, group);
  }
  return copies.length >= REBUILT || largest >= REBUILT ? foundIn(copies) : undefined;
}

function isCopy(one: SpanRecord | undefined, other: SpanRecord): boolean {
  return (
    one !== undefined &&
    one.kind === other.kind &&
    one.end === other.end &&
    one.print === other.print &&
    one.id !== other.id
  );
}

function orphans({ dump, partial }: View): Found | undefined {
  if (partial) return undefined;
  const found: SpanRecord[] = [];
  const remote = new Map<string, SpanRecord[]>();
  for (const span of dump.spans) {
    if (span.parent === '' || span.id === '' || span.trace.ids.has(span.parent)) continue;
    if (!has(span, Mark.remoteParent)) found.push(span);
    else {
      const entry = remote.get(span.parent);
      if (entry) entry.push(span);
      else remote.set(span.parent, [span]);
    }
  }
  // One entry from another process is how a propagated context looks; several are lost spans.
  if (remote.size > 1) for (const entry of remote.values()) found.push(...entry);
  return foundIn(found);
}

/** Ids are compared within one key: Coval's id and a framework's own conversation id differ by nature. */
function mixed({ dump }: View): Found | undefined {
  const simulations = new Set<string>();
  for (const key of ['coval.simulation_id', 'coval.internal.simulation_id', 'simulation_output_id']) {
    for (const id of dump.simulationIds.get(key) ?? []) simulations.add(id);
  }
  let most = simulations.size;
  for (const ids of dump.simulationIds.values()) most = Math.max(most, ids.size);
  return most > 1 ? { count: most, examples: [] } : undefined;
}

function manyNames({ dump }: View): Found | undefined {
  const templates = new Map<string, { names: number; spans: number; first: string[] }>();
  for (const kind of dump.names.values()) {
    if (kind.probe || !/\d|[0-9a-f]{8}/i.test(kind.name)) continue;
    const template = nameTemplate(kind.name);
    const group = templates.get(template) ?? { names: 0, spans: 0, first: [] };
    group.names += 1;
    group.spans += kind.count;
    if (group.first.length < SHOWN_EXAMPLES) group.first.push(template);
    templates.set(template, group);
  }
  const many = [...templates].filter(([, group]) => group.names >= TEMPLATE_NAMES);
  if (many.length === 0) return undefined;
  return {
    count: many.reduce((sum, [, group]) => sum + group.names, 0),
    // The template, not a name: a name may hold a customer's id.
    examples: many.slice(0, SHOWN_EXAMPLES).map(([template]) => template),
  };
}
