/** How faithful each emulated endpoint is. A test compares the table with the routes there are. */
export type CovalFidelity = { endpoint: string; support: 'supported' | 'partial' | 'missing'; note: string };

const row = (endpoint: string, support: CovalFidelity['support'], note = ''): CovalFidelity => ({
  endpoint,
  support,
  note,
});

/** `X` stands for an ID. */
export const fidelity: readonly CovalFidelity[] = [
  row('POST traces', 'partial', 'the texts of some refusals are our words; the limit of 4 MB is a guess'),
  row('GET traces/summary', 'partial', 'no export lag, no timing violations'),
  row('GET traces/spans', 'partial', 'spans without attributes'),
  row('POST traces/search', 'partial', 'filters are ignored'),
  row('GET simulations', 'partial', 'one field per filter'),
  row('GET simulations/X', 'supported'),
  row('GET simulations/X/metrics', 'partial', 'one page, no filter'),
  row('GET simulations/X/metrics/X', 'supported'),
  row('POST simulations/X/resimulate', 'missing', 'nothing of ours starts a call'),
  row('GET conversations/simulated', 'partial', 'as simulations, under the newer name'),
  row('GET conversations/simulated/X', 'partial', 'as simulations/X, under the newer name'),
  row('GET conversations/simulated/X/metrics', 'partial', 'one page, no filter'),
  row('GET runs', 'partial', 'no filter'),
  row('GET runs/X', 'supported'),
  row('GET conversations', 'partial', 'one field per filter'),
  row('GET conversations/X', 'supported'),
  row('GET conversations/X/metrics', 'partial', 'one page, no filter'),
  row('POST conversations:submit', 'missing', 'nothing of ours submits a conversation'),
  row('GET agents', 'partial', 'no filter'),
  row('GET agents/X', 'supported'),
  row('GET agents/X/versions', 'partial', 'one version per agent'),
  row('GET metrics', 'partial', 'no filter'),
  row('GET metrics/X', 'supported'),
  row('GET api-keys', 'partial', 'one masked key'),
  row('GET workspaces', 'partial', 'always empty; the workspace header is ignored'),
];
