/** Two organizations with something of everything. IDs are stable; times count back from the start; secrets are made fresh. */
import { randomBytes } from 'node:crypto';
import { shortId, ulid } from './ids.ts';
import { sandboxTargets } from './sentinels.ts';

type Fields = Record<string, unknown>;
export type Agent = Fields & { id: string };
export type Run = Fields & { run_id: string };
export type Simulation = Fields & {
  simulation_id: string;
  run_id: string;
  status: string;
  create_time: string;
};
export type Conversation = Fields & { conversation_id: string };
export type Metric = Fields & { id: string };
export type MetricOutput = Fields & {
  metric_output_id: string;
  metric_id: string;
  status: string;
};

export type Organization = {
  slug: string;
  agents: Agent[];
  runs: Run[];
  simulations: Simulation[];
  conversations: Conversation[];
  metrics: Metric[];
  /** By simulation or conversation. */
  outputs: Record<string, MetricOutput[]>;
};

export type World = {
  organizations: Record<'acme' | 'globex', Organization>;
  /** What a guide or a test refers to by name. */
  named: Named;
  /** Every secret of the agent records, for tests that look for leaks. */
  secrets: string[];
};

export type Named = {
  run: string;
  /** Finished, with a good trace. */
  simulation: string;
  /** Finished, and no span ever came. */
  simulationWithoutTrace: string;
  simulationWithDuplicates: string;
  simulationFailed: string;
  simulationRunning: string;
  conversation: string;
  agent: string;
  agentWithoutWebhook: string;
  /** Of the second organization. */
  otherSimulation: string;
  otherRun: string;
};

export const named: Named = {
  run: shortId('acme run 1'),
  simulation: shortId('acme simulation 1'),
  simulationWithoutTrace: shortId('acme simulation 2'),
  simulationWithDuplicates: shortId('acme simulation 3'),
  simulationFailed: shortId('acme simulation 4'),
  simulationRunning: shortId('acme simulation 5'),
  conversation: shortId('acme conversation 1'),
  agent: shortId('acme agent websocket'),
  agentWithoutWebhook: shortId('acme agent phone'),
  otherSimulation: shortId('globex simulation 1'),
  otherRun: shortId('globex run 1'),
};

export function makeWorld(nowMs: number): World {
  const secrets: string[] = [];
  const secret = (...before: string[]) => {
    const value = [...before, randomBytes(16).toString('hex')].join('_');
    secrets.push(value);
    return value;
  };
  const minutesAgo = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString();
  return {
    organizations: { acme: acme(minutesAgo, secret), globex: globex(minutesAgo) },
    named,
    secrets,
  };
}

type Ago = (minutes: number) => string;

function acme(ago: Ago, secret: (...before: string[]) => string): Organization {
  const simulation = (id: string, status: string, more: Fields = {}): Simulation => ({
    name: `simulations/${id}`,
    simulation_id: id,
    run_id: named.run,
    status,
    create_time: ago(42),
    agent_id: named.agent,
    test_case_id: shortId('acme test case'),
    has_audio: status === 'COMPLETED',
    is_public: false,
    ...more,
  });
  const simulations = [
    simulation(named.simulation, 'COMPLETED'),
    simulation(named.simulationWithoutTrace, 'COMPLETED', {
      create_time: ago(41),
      agent_id: named.agentWithoutWebhook,
    }),
    simulation(named.simulationWithDuplicates, 'COMPLETED', { create_time: ago(40) }),
    simulation(named.simulationFailed, 'FAILED', {
      create_time: ago(39),
      error_message: 'WebSocket connection failed: handshake timed out after 30s',
    }),
    simulation(named.simulationRunning, 'IN PROGRESS', { create_time: ago(1) }),
    ...sandboxTargets
      .filter(({ fault }) => !(fault?.kind === 'status' && fault.status === 404))
      .map(({ value }) =>
        simulation(value, 'COMPLETED', { create_time: ago(60), run_id: shortId('acme run 2') }),
      ),
  ];
  const metrics = [
    {
      id: shortId('acme metric ttfb'),
      metric_type: 'METRIC_LLM_TTFB',
      metric_name: 'LLM time to first byte',
      create_time: ago(9_000),
      update_time: ago(8_000),
      current_version: { ulid: ulid('m1'), version_number: 2 },
    },
    {
      id: shortId('acme metric custom'),
      metric_type: 'METRIC_CUSTOM_TRACE',
      metric_name: 'Tool latency',
      create_time: ago(900),
      update_time: ago(20),
      current_version: { ulid: ulid('m2'), version_number: 1 },
    },
  ];
  return {
    slug: 'acme',
    agents: [
      {
        id: named.agent,
        customer_agent_id: 'support-line',
        display_name: 'Support line (WebSocket)',
        model_type: 'MODEL_TYPE_WEBSOCKET',
        update_time: ago(500),
        metadata: {
          endpoint: `wss://voice.acme.example/socket?token=${secret('tok')}`,
          connection_mode: 'direct',
          initialization_json: '{}',
          authorization_header: `Bearer ${secret('brr')}`,
          custom_headers: JSON.stringify({ 'x-api-key': secret('coval', 'sk', 'prod') }),
        },
        prompt: 'You are the support line of Acme.',
      },
      {
        id: named.agentWithoutWebhook,
        customer_agent_id: 'phone-line',
        display_name: 'Phone line',
        model_type: 'MODEL_TYPE_VOICE',
        phone_number: '+15555550142',
        update_time: ago(700),
        metadata: { voice: 'alto' },
      },
    ],
    runs: [
      run(named.run, named.agent, ago(43), simulations),
      run(shortId('acme run 2'), named.agent, ago(61), simulations),
    ],
    simulations,
    conversations: [
      {
        name: `conversations/${named.conversation}`,
        conversation_id: named.conversation,
        external_conversation_id: 'call-20417',
        status: 'COMPLETED',
        create_time: ago(120),
        has_audio: true,
        agent_id: named.agent,
        progress: { total_metrics: 2, completed_metrics: 1, failed_metrics: 1, in_progress_metrics: 0 },
      },
    ],
    metrics,
    outputs: Object.fromEntries(
      [named.simulation, named.simulationWithoutTrace, named.conversation].map((of) => [
        of,
        metrics.map((metric, at) => ({
          metric_output_id: ulid(`${of} ${metric.id}`),
          metric_id: metric.id,
          ...(at === 0 && of === named.simulation
            ? { status: 'COMPLETED', value: 412 }
            : { status: 'FAILED', explanation: "No spans named 'llm_tool_call' found in the trace" }),
        })),
      ]),
    ),
  };
}

function globex(ago: Ago): Organization {
  const agent = shortId('globex agent');
  const simulations: Simulation[] = [
    {
      name: `simulations/${named.otherSimulation}`,
      simulation_id: named.otherSimulation,
      run_id: named.otherRun,
      status: 'COMPLETED',
      create_time: ago(30),
      agent_id: agent,
      has_audio: true,
      is_public: false,
    },
  ];
  return {
    slug: 'globex',
    agents: [{ id: agent, display_name: 'Globex chat', model_type: 'MODEL_TYPE_CHAT', metadata: {} }],
    runs: [run(named.otherRun, agent, ago(31), simulations)],
    simulations,
    conversations: [],
    metrics: [],
    outputs: {},
  };
}

function run(id: string, agentId: string, createTime: string, all: Simulation[]): Run {
  const own = all.filter((each) => each.run_id === id);
  const counted = (status: string) => own.filter((each) => each.status === status).length;
  const running = counted('IN PROGRESS');
  return {
    name: `runs/${id}`,
    run_id: id,
    status: running > 0 ? 'IN PROGRESS' : 'COMPLETED',
    create_time: createTime,
    agent_id: agentId,
    progress: {
      total_test_cases: own.length,
      completed_test_cases: counted('COMPLETED'),
      failed_test_cases: counted('FAILED'),
      in_progress_test_cases: running,
    },
    // The real API lists the outputs only once the run has ended.
    ...(running > 0 ? {} : { results: { output_ids: own.map((each) => each.simulation_id), metrics: {} } }),
  };
}
