/** Every verification link and command. No address and no command is put together anywhere else. */

export const LINKS = [
  'runs',
  'run',
  'result',
  'traces',
  'conversation',
  'trace-search',
  'api-keys',
  'integrations',
  'agent',
  'trace-docs',
  'metric-docs',
  'import-docs',
] as const;
export type LinkName = (typeof LINKS)[number];

export const PROOFS = [
  'fake-span',
  'target-span',
  'conversation-span',
  'trace-summary',
  'conversation-summary',
  'simulation',
  'run-simulations',
  'conversation',
  'metric-outputs',
  'agent',
  'resolve-host',
] as const;
export type ProofName = (typeof PROOFS)[number];

export interface Known {
  readonly organization?: string;
  readonly run?: string;
  readonly result?: string;
  readonly conversation?: string;
  readonly agent?: string;
}

const APP = 'https://app.coval.dev';
const API = 'https://api.coval.dev/v1';
const DOCS = 'https://docs.coval.dev';

/** An ID or slug as it may stand in an address; anything else becomes a gap to fill in. */
function part(value: string | undefined, gap: string): string {
  return value !== undefined && /^[A-Za-z0-9_-]{1,80}$/.test(value) ? value : gap;
}

const org = (known: Known): string =>
  known.organization === undefined ? '' : `/${part(known.organization, 'ORGANIZATION')}`;

const PAGES: Readonly<Record<LinkName, (known: Known) => { label: string; url: string }>> = {
  runs: (known) => ({ label: 'Runs', url: `${APP}${org(known)}/runs?sort=createdAt%3Adescending` }),
  run: (known) => ({ label: 'Run', url: `${APP}${org(known)}/runs/${part(known.run, 'RUN_ID')}` }),
  result: (known) => ({
    label: 'Simulation result',
    url: `${APP}${org(known)}/runs/${part(known.run, 'RUN_ID')}/results/${part(known.result, 'SIMULATION_OUTPUT_ID')}`,
  }),
  traces: (known) => ({
    label: 'Trace viewer',
    url: `${APP}${org(known)}/runs/${part(known.run, 'RUN_ID')}/results/${part(known.result, 'SIMULATION_OUTPUT_ID')}/traces`,
  }),
  conversation: (known) => ({
    label: 'Conversation',
    url: `${APP}${org(known)}/conversations/${part(known.conversation, 'CONVERSATION_ID')}`,
  }),
  'trace-search': () => ({ label: 'Observability > Trace Search', url: APP }),
  'api-keys': () => ({ label: 'Settings > API Keys', url: `${APP}/settings` }),
  integrations: () => ({ label: 'Settings > Integrations', url: `${APP}/settings` }),
  agent: (known) => ({ label: 'Agent', url: `${APP}${org(known)}/agents/${part(known.agent, 'AGENT_ID')}` }),
  'trace-docs': () => ({
    label: 'How to send traces',
    url: `${DOCS}/concepts/simulations/traces/opentelemetry`,
  }),
  'metric-docs': () => ({ label: 'Trace metrics', url: `${DOCS}/concepts/metrics/types/trace` }),
  'import-docs': () => ({ label: 'Trace imports', url: `${DOCS}/concepts/simulations/traces/imports` }),
};

/** The address of a screen, with the IDs that are known and a named gap for each that is not. */
export function linkTo(name: LinkName, known: Known = {}): { label: string; url: string } {
  return PAGES[name](known);
}

const get = (path: string): string => `curl -sS -H "x-api-key: $COVAL_API_KEY" "${API}${path}"`;
const span = (flag: string, id: string): string =>
  `python send-test-span.py --api-key "$COVAL_API_KEY" --${flag} ${id}`;

/** A command with what it should show, and the screen that shows the same to somebody who cannot run it. */
export interface Proof {
  readonly command: string;
  readonly expect: string;
  readonly screen: string;
}

const resultScreen = 'Open the result page of the simulation. The OTel Traces card counts its spans.';
const conversationScreen = 'Open the conversation. The OTel Traces card counts its spans.';

const COMMANDS: Readonly<Record<ProofName, (known: Known) => Proof>> = {
  'fake-span': () => ({
    command: span('simulation-id', 'coval-tracing-test'),
    expect: 'status=404 and exit code 0: key and network work',
    screen: 'Run the span test on the host of the agent. It has no screen.',
  }),
  'target-span': (known) => ({
    command: span('simulation-id', part(known.result, '"$SIMULATION_OUTPUT_ID"')),
    expect: 'status=200. This adds one permanent span',
    screen: resultScreen,
  }),
  'conversation-span': (known) => ({
    command: span('conversation-id', part(known.conversation, '"$CONVERSATION_ID"')),
    expect: 'status=200. This adds one permanent span',
    screen: conversationScreen,
  }),
  'trace-summary': (known) => ({
    command: get(`/traces/summary?simulation_id=${part(known.result, '$SIMULATION_OUTPUT_ID')}`),
    expect: 'total_spans is above 0',
    screen: resultScreen,
  }),
  'conversation-summary': (known) => ({
    command: get(`/traces/summary?conversation_id=${part(known.conversation, '$CONVERSATION_ID')}`),
    expect: 'total_spans is above 0',
    screen: conversationScreen,
  }),
  simulation: (known) => ({
    command: get(`/simulations/${part(known.result, '$SIMULATION_OUTPUT_ID')}`),
    expect: 'HTTP 200 with the status of the simulation',
    screen: 'Open the run, then the simulation. Its result page loads.',
  }),
  'run-simulations': (known) => ({
    command: get(`/simulations?filter=run_id%3D%22${part(known.run, '$RUN_ID')}%22`),
    expect: 'one entry per simulation; use its simulation_id',
    screen:
      'Open the run, then the simulation that was traced. The ID behind /results/ in the address is its simulation output ID. The OTel Traces card is on that page.',
  }),
  conversation: (known) => ({
    command: get(`/conversations/${part(known.conversation, '$CONVERSATION_ID')}?include_progress=true`),
    expect: 'HTTP 200 with conversation_id',
    screen: 'Open Conversations, then the conversation. Its page loads.',
  }),
  'metric-outputs': (known) => ({
    command: get(`/simulations/${part(known.result, '$SIMULATION_OUTPUT_ID')}/metrics`),
    expect: 'every status is COMPLETED or FAILED',
    screen: 'Open the result page of the simulation. Each metric has a value or an error.',
  }),
  agent: (known) => ({
    command: get(`/agents/${part(known.agent, '$AGENT_ID')}`),
    expect: 'HTTP 200; remove metadata before you share it',
    screen: 'Open Agents, then the agent. Read its type and its settings.',
  }),
  'resolve-host': () => ({
    command: 'curl -sS -o /dev/null -w "%{http_code}\\n" https://api.coval.dev/v1/traces',
    expect: 'any three-digit status: the host can reach Coval',
    screen: 'Run it on the host of the agent. It has no screen.',
  }),
};

/** The command that proves a state; the key always comes from the environment. */
export function proofCommand(name: ProofName, known: Known = {}): Proof {
  return COMMANDS[name](known);
}

/** An address still has a gap to fill in. */
export function hasPageGap(url: string): boolean {
  return /\/[A-Z]+(?:_[A-Z]+)*_ID\b|\/ORGANIZATION\b/.test(url);
}

/** A command still has a gap to fill in; the key is no gap, it comes from the environment. */
export function hasGap(command: string): boolean {
  return /\$(?!COVAL_API_KEY\b)[A-Z][A-Z_]{2,40}/.test(command);
}
