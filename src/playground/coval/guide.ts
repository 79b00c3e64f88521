/** What the side panel lists: IDs of the sandbox's world that are worth typing, then every sentinel with its effect. */
import type { Guide } from '../local-api.ts';
import type { SandboxCoval } from './server.ts';
import type { Named } from './world.ts';

const ids: readonly { kind: string; name: keyof Named; effect: string }[] = [
  { kind: 'simulation', name: 'simulation', effect: 'finished, with a good trace' },
  { kind: 'simulation', name: 'simulationWithoutTrace', effect: 'finished, and no span ever came' },
  { kind: 'simulation', name: 'simulationWithDuplicates', effect: 'every span was sent twice' },
  { kind: 'simulation', name: 'simulationFailed', effect: 'the call never reached the agent' },
  { kind: 'simulation', name: 'simulationRunning', effect: 'still in progress' },
  { kind: 'run', name: 'run', effect: 'a run: often mistaken for a simulation output' },
  { kind: 'conversation', name: 'conversation', effect: 'a monitored conversation' },
  { kind: 'agent', name: 'agent', effect: 'a WebSocket agent whose record does not carry the ID' },
  { kind: 'agent', name: 'agentWithoutWebhook', effect: 'a phone agent without a webhook' },
  { kind: 'simulation', name: 'otherSimulation', effect: 'belongs to the second organization' },
];

export function sandboxSentinels({
  world,
  sentinels,
}: Pick<SandboxCoval, 'world' | 'sentinels'>): Guide['sentinels'] {
  return [
    ...ids.map(({ kind, name, effect }) => ({ kind, value: world.named[name], effect })),
    ...sentinels.map(({ where, value, says }) => ({ kind: where, value, effect: says })),
  ];
}
