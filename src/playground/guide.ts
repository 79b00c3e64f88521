/** The side panel's words: what can be tried, and which keys and IDs the sandbox answers in a special way. */
import type { SandboxCoval } from './coval/server.ts';
import type { Guide } from './local-api.ts';
import { storiesFor } from './stories.ts';

type KeyChannel = { name: string; key: string; topic: string };

export function guideFor(coval: SandboxCoval, keyChannels: readonly KeyChannel[]): Guide {
  const { named } = coval.world;
  return {
    sandboxUrl: coval.url,
    stories: storiesFor({ named, target503: targetNamed(coval, 'sandbox503'), nowMs: Date.now() }),
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
  };
}

function targetNamed(coval: SandboxCoval, name: string): string {
  return coval.sentinels.find((one) => one.where === 'target' && one.value.startsWith(name))?.value ?? name;
}
