/** The side panel's words: what can be tried, and which keys and IDs the sandbox answers in a special way. */
import type { SandboxCoval } from './coval/server.ts';
import type { Guide } from './local-api.ts';

type KeyChannel = { name: string; key: string; topic: string };

export function guideFor(coval: SandboxCoval, keyChannels: readonly KeyChannel[]): Guide {
  const { named } = coval.world;
  return {
    sandboxUrl: coval.url,
    sentinels: [
      ...keyChannels.map((one) => ({ kind: 'key of a channel', value: `#${one.name}`, effect: one.topic })),
      ...coval.sentinels.map(({ where, value, says }) => ({ kind: where, value, effect: says })),
      { kind: 'run', value: named.run, effect: 'a run; not a simulation output' },
      { kind: 'simulation output', value: named.simulation, effect: 'finished, with a good trace' },
      {
        kind: 'simulation output',
        value: named.simulationWithoutTrace,
        effect: 'finished, no span ever came',
      },
      {
        kind: 'simulation output',
        value: named.simulationWithDuplicates,
        effect: 'finished, with repeated spans',
      },
      {
        kind: 'simulation output',
        value: named.simulationFailed,
        effect: 'failed before it could send a trace',
      },
      { kind: 'simulation output', value: named.simulationRunning, effect: 'still running' },
      { kind: 'conversation', value: named.conversation, effect: 'a monitored conversation' },
      { kind: 'agent', value: named.agent, effect: 'a WebSocket agent' },
      { kind: 'simulation output', value: named.otherSimulation, effect: 'of another organization' },
    ],
    steps: [
      {
        title: 'Say what is wrong',
        body: 'Act as Cleo, the customer. Post this message in #support-traces.',
        copy: `Our traces do not show up in Coval. We sent them to simulation ${named.run} and got 404.`,
      },
      {
        title: 'Start the triage',
        body: 'Act as Ana, the support engineer. Open the menu of the message. Choose "Triage this message". Look at what is filled in already and send the form.',
      },
      {
        title: 'Watch the checks',
        body: 'Open the thread. The card shows each check as it runs. The ID in the message belongs to a run, and the summary says so.',
      },
      {
        title: 'Correct the ID',
        body: 'Press the evidence button on the card. Replace the target ID by a simulation output ID of that run.',
        copy: named.simulationWithoutTrace,
      },
      {
        title: 'Try a key without permission',
        body: 'Run the command in #try-key-403. The key of that channel may read everything and may not write traces.',
        copy: '/coval-triage our spans are refused with 403',
      },
      {
        title: 'Hand over to engineering',
        body: 'Run the command in #try-key-503, complete the evidence, and escalate. Act as Emi to read the brief in #coval-engineering.',
        copy: '/coval-triage Coval answers 503 since this morning',
      },
    ],
  };
}
