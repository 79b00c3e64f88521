/** The read-only look-ups, as a table: path pattern, scope, answer. */
import { type Answer, invalid, json, notFound } from './answers.ts';
import { type SpanStore, summarise } from './span-store.ts';
import type { Organization } from './world.ts';

export type Read = {
  organization: Organization;
  id: string;
  more: string;
  query: URLSearchParams;
  store: SpanStore;
};
type Route = {
  method?: 'POST';
  path: RegExp;
  scope: string;
  only?: 'older' | 'newer';
  answer: (read: Read) => Answer;
};

export const reads: Route[] = [
  {
    path: /^simulations$/,
    only: 'older',
    scope: 'simulations:read',
    answer: (read) => listSimulations(read, 'simulations'),
  },
  {
    path: /^conversations\/simulated$/,
    only: 'newer',
    scope: 'simulations:read',
    answer: (read) => listSimulations(read, 'simulated_conversations'),
  },
  {
    path: /^conversations\/simulated\/([^/]+)$/,
    only: 'newer',
    scope: 'simulations:read',
    answer: (read) => oneSimulation(read, 'simulated_conversation'),
  },
  {
    path: /^conversations\/simulated\/([^/]+)\/metrics$/,
    only: 'newer',
    scope: 'simulations:read',
    answer: outputs,
  },
  {
    path: /^simulations\/([^/]+)$/,
    only: 'older',
    scope: 'simulations:read',
    answer: (read) => oneSimulation(read, 'simulation'),
  },
  { path: /^simulations\/([^/]+)\/metrics$/, only: 'older', scope: 'simulations:read', answer: outputs },
  {
    path: /^simulations\/([^/]+)\/metrics\/([^/]+)$/,
    only: 'older',
    scope: 'simulations:read',
    answer: oneOutput,
  },
  {
    path: /^runs$/,
    scope: 'runs:read',
    answer: ({ organization, query }) => page('runs', organization.runs, query),
  },
  { path: /^runs\/([^/]+)$/, scope: 'runs:read', answer: oneRun },
  { path: /^conversations$/, scope: 'conversations:read', answer: listConversations },
  { path: /^conversations\/([^/]+)$/, scope: 'conversations:read', answer: oneConversation },
  { path: /^conversations\/([^/]+)\/metrics$/, scope: 'conversations:read', answer: outputs },
  {
    path: /^agents$/,
    scope: 'agents:read',
    answer: ({ organization, query }) => page('agents', organization.agents, query),
  },
  {
    path: /^agents\/([^/]+)$/,
    scope: 'agents:read',
    answer: ({ organization, id }) =>
      one(
        'agent',
        organization.agents.find((each) => each.id === id),
        'Agent',
        'agent_id',
      ),
  },
  { path: /^agents\/([^/]+)\/versions$/, scope: 'agents:read', answer: agentVersions },
  {
    path: /^metrics$/,
    scope: 'metrics:read',
    answer: ({ organization, query }) => page('metrics', organization.metrics, query),
  },
  {
    path: /^metrics\/([^/]+)$/,
    scope: 'metrics:read',
    answer: ({ organization, id }) =>
      one(
        'metric',
        organization.metrics.find((each) => each.id === id),
        'Metric',
        'metric_id',
      ),
  },
  {
    path: /^api-keys$/,
    scope: 'api-keys:read',
    answer: () =>
      json({
        api_keys: [
          { api_key: '****-****-****-a1b2', status: 'ACTIVE', permissions: [], key_type: 'SERVICE' },
        ],
      }),
  },
  { path: /^workspaces$/, scope: 'workspaces:read', answer: () => json({ workspaces: [] }) },
  { path: /^traces\/summary$/, scope: 'traces:read', only: 'newer', answer: traceSummary },
  { path: /^traces\/spans$/, scope: 'traces:read', only: 'newer', answer: traceSpans },
  { method: 'POST', path: /^traces\/search$/, scope: 'traces:read', only: 'newer', answer: traceSearch },
];

function one(key: string, value: unknown, what: string, field: string): Answer {
  return value === undefined ? notFound(what, field) : json({ [key]: value });
}

function page(key: string, all: object[], query: URLSearchParams): Answer {
  const size = Number(query.get('page_size') ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    return invalid('page_size', 'page_size must be between 1 and 1000');
  const start = Number(query.get('page_token') ?? 0) || 0;
  const next = start + size < all.length ? { next_page_token: String(start + size) } : {};
  return json({ [key]: all.slice(start, start + size), ...next });
}

/** `field="value"`: the live API insists on the quotes. Undefined: no filter; null: not understood. */
function filterOf(
  query: URLSearchParams,
  fields: string[],
): { field: string; value: string } | undefined | null {
  const filter = query.get('filter');
  if (filter === null) return undefined;
  const match = /^\s*(\w+)\s*=\s*"([^"]*)"\s*$/.exec(filter);
  if (!match?.[1] || match[2] === undefined || !fields.includes(match[1])) return null;
  return { field: match[1], value: match[2] };
}

const badFilter = () => invalid('filter', 'Filter expression could not be parsed');

function listSimulations({ organization, query }: Read, key: string): Answer {
  const filter = filterOf(query, ['run_id', 'status', 'agent_id', 'external_conversation_id']);
  if (filter === null) return badFilter();
  const all = organization.simulations.filter(
    (each) => filter === undefined || each[filter.field] === filter.value,
  );
  const sign = (query.get('order_by') ?? '-create_time').startsWith('-') ? -1 : 1;
  return page(
    key,
    all.toSorted((a, b) => sign * a.create_time.localeCompare(b.create_time)),
    query,
  );
}

function oneSimulation({ organization, id }: Read, key: string): Answer {
  return one(
    key,
    organization.simulations.find((each) => each.simulation_id === id),
    'Simulation',
    'simulation_id',
  );
}

function oneRun({ organization, id }: Read): Answer {
  // A monitored conversation is a run inside; that is how the two get mistaken for each other.
  const monitored = organization.conversations.find((each) => each.conversation_id === id);
  const hidden = monitored && {
    run_id: id,
    status: monitored['status'],
    create_time: monitored['create_time'],
    is_monitoring: true,
  };
  return one('run', organization.runs.find((each) => each.run_id === id) ?? hidden, 'Run', 'run_id');
}

function listConversations({ organization, query }: Read): Answer {
  const filter = filterOf(query, ['external_conversation_id', 'status', 'agent_id']);
  if (filter === null) return badFilter();
  const all = organization.conversations.filter(
    (each) => filter === undefined || each[filter.field] === filter.value,
  );
  return page('conversations', all, query);
}

function oneConversation({ organization, id }: Read): Answer {
  return one(
    'conversation',
    organization.conversations.find((each) => each.conversation_id === id),
    'Conversation',
    'conversation_id',
  );
}

function agentVersions({ organization, id }: Read): Answer {
  const agent = organization.agents.find((each) => each.id === id);
  if (agent === undefined) return notFound('Agent', 'agent_id');
  return json({
    agent_versions: [{ agent_id: id, create_time: agent['update_time'], metadata: agent['metadata'] }],
  });
}

function isTarget(organization: Organization, id: string): boolean {
  return (
    organization.simulations.some((each) => each.simulation_id === id) ||
    organization.conversations.some((each) => each.conversation_id === id)
  );
}

function outputs({ organization, id, query }: Read): Answer {
  if (!isTarget(organization, id)) return notFound('Simulation', 'simulation_id');
  const own = organization.outputs[id] ?? [];
  return page('metrics', own, query);
}

function oneOutput({ organization, id, more }: Read): Answer {
  const own = organization.outputs[id] ?? [];
  if (more.length === 22) return json({ metric_outputs: own.filter((each) => each.metric_id === more) });
  return one(
    'metric',
    own.find((each) => each.metric_output_id === more),
    'Metric output',
    'metric_output_id',
  );
}

function traceSummary({ organization, query, store }: Read): Answer {
  const simulation = query.get('simulation_id');
  const conversation = query.get('conversation_id');
  const id = simulation ?? conversation;
  if (id === null || (simulation !== null && conversation !== null) || id.length > 200) {
    return invalid('simulation_id', 'Exactly one of simulation_id and conversation_id is required');
  }
  if (!isTarget(organization, id))
    return notFound('Trace target', simulation === null ? 'conversation_id' : 'simulation_id');
  const runId = organization.simulations.find((each) => each.simulation_id === id)?.run_id;
  const type = simulation === null ? 'conversation' : 'simulation';
  return json({ target: { type, id }, trace_summary: summarise(id, runId, store.seen(id)) });
}

function traceSpans({ organization, query, store }: Read): Answer {
  const id = query.get('simulation_output_id') ?? '';
  if (!isTarget(organization, id)) return notFound('Simulation', 'simulation_output_id');
  const spans = store
    .seen(id)
    .map((span) => ({ ...span, startNanos: String(span.startNanos), endNanos: String(span.endNanos) }));
  const start = Number(query.get('offset') ?? 0) || 0;
  return json({
    traces: spans.slice(start, start + (Number(query.get('limit') ?? 50) || 50)),
    total_spans: spans.length,
  });
}

function traceSearch({ organization, store }: Read): Answer {
  const items = organization.simulations.flatMap((each) => {
    const spans = store.seen(each.simulation_id);
    if (spans.length === 0) return [];
    const errors = spans.filter((span) => span.status === 'ERROR').length;
    return [
      {
        simulation_output_id: each.simulation_id,
        run_id: each.run_id,
        matched_span_count: spans.length,
        total_span_count: spans.length,
        error_span_count: errors,
        overall_status: errors > 0 ? 'ERROR' : 'OK',
      },
    ];
  });
  return json({ items: items.slice(0, 25), total_count: items.length });
}
