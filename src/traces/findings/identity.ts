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

function duplicates(view: View): Found | undefined {
  const repeated = [...view.dump.traces.values()].filter(
    (trace) => trace.id !== '' && trace.repeats.size > 0,
  );
  if (repeated.length === 0) return rebuilt(view);
  let count = 0;
  for (const trace of repeated) for (const times of trace.repeats.values()) count += times;
  const seen = new Set<string>();
  const examples: string[] = [];
  const copies: SpanRecord[] = [];
  for (const span of view.dump.spans) {
    if (span.trace.id === '' || !span.trace.repeats.has(span.id)) continue;
    const key = `${span.trace.id} ${span.id}`;
    if (seen.has(key)) copies.push(span);
    else {
      seen.add(key);
      if (examples.length < SHOWN_EXAMPLES) examples.push(placeOf(span));
    }
  }
  return { count, examples, spans: copies };
}

/** Equal name, start, end and attributes under different ids: the payload was built again and sent again. */
function rebuilt(view: View): Found | undefined {
  const copies: SpanRecord[] = [];
  let largest = 0;
  for (const group of view.sameStart) {
    for (let at = 1; at < group.length; at += 1) {
      const span = group[at] as SpanRecord; // below length
      if (span.id === '') continue;
      let equal = 1;
      // A bound, so that a million spans of one instant stay linear.
      for (let before = 0; before < at && before < 64; before += 1)
        if (isCopy(group[before], span)) equal += 1;
      if (equal > 1) copies.push(span);
      largest = Math.max(largest, equal);
    }
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
  // Where spans lack an id, nobody can be found to be their child.
  if (partial || dump.refusals.has('absent id')) return undefined;
  const found: SpanRecord[] = [];
  const remote = new Map<string, SpanRecord[]>();
  let known = '';
  for (const span of dump.spans) {
    // Siblings stand together, so most parents are the one just looked up.
    if (span.parent === '' || span.parent === known || span.id === '') continue;
    if (span.trace.ids.has(span.parent)) {
      known = span.parent;
      continue;
    }
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
