/** Which kind of ID it is, from four look-ups under one key. Shape cannot tell: all four look alike. */
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { explain, seenIn, toOutcomes } from './explain.ts';
import { isMissingScope, isNotFound, type Reply } from './reply.ts';
import type { Finding } from './result.ts';
import { seal } from './seal.ts';
import type { Target } from './target.ts';

export type LookUps = {
  simulation: Reply<{ status?: string | undefined }>;
  run: Reply<object>;
  conversation: Reply<object>;
  agent: Reply<object>;
};
type Room = keyof LookUps;

const rooms: readonly Room[] = ['simulation', 'conversation', 'run', 'agent'];
const scopes: Record<Room, string> = {
  simulation: 'simulations:read',
  conversation: 'conversations:read',
  run: 'runs:read',
  agent: 'agents:read',
};

export function identify(seen: LookUps, target: Target): Finding {
  const outcomes = [
    ...toOutcomes('get_simulation', seen.simulation, (simulation) => ({ simulation })),
    ...toOutcomes('get_run', seen.run, (run) => ({ run })),
    ...toOutcomes('get_conversation', seen.conversation, (conversation) => ({ conversation })),
    // That it exists is all that is said: the record itself is secret.
    ...toOutcomes('get_agent', seen.agent, () => ({ agent: { id: target.id } })),
  ];
  // A monitored conversation is a run inside Coval, so the conversation is asked first.
  const found = rooms.find((room) => seen[room].kind === 'answered');
  if (found) return { ...nameFound(found, seen, target), outcomes };
  if (rooms.every((room) => isInvalid(seen[room]))) {
    return {
      status: null,
      verdict: 'failed',
      sentence: explain(seen.simulation, scopes.simulation),
      outcomes,
    };
  }
  const missing = rooms.filter((room) => isNotFound(seen[room]));
  const left = rooms.filter((room) => !missing.includes(room));
  if (left.length === 0) {
    return {
      ...seenIn(seen[target.type]),
      verdict: 'failed',
      sentence: words`No simulation, conversation, run or agent has this ID in the organization of this key. Check for a typing mistake and for a key of another organization.`,
      outcomes,
      facts: { id_kind: words`none` },
    };
  }
  const lacks = left.filter((room) => isMissingScope(seen[room])).map((room) => scopes[room]);
  const facts = lacks.length > 0 ? { lacks: seal(lacks.join(', ')) } : {};
  if (left.length === 1 && left[0] === 'agent') {
    return {
      ...seenIn(seen[target.type]),
      verdict: 'failed',
      sentence: words`No simulation, conversation or run has this ID in the organization of this key. Agents could not be asked: ${explain(seen.agent, scopes.agent)}`,
      outcomes,
      facts: { ...facts, id_kind: words`none` },
    };
  }
  const first = left[0] ?? 'simulation';
  const skipped = left.every((room) => seen[room].kind === 'unsent' || isMissingScope(seen[room]));
  return {
    ...seenIn(seen[first]),
    verdict: skipped && missing.length === 0 ? 'skipped' : 'inconclusive',
    sentence: words`${explain(seen[first], scopes[first])} This says nothing about the ID.`,
    outcomes,
    facts: { ...facts, id_kind: words`unknown` },
  };
}

function isInvalid(reply: Reply<object>): boolean {
  return reply.kind === 'unsent' && reply.reason === 'invalid_id';
}

function nameFound(room: Room, seen: LookUps, target: Target): Finding {
  const said = { ...seenIn(seen[room]), facts: { id_kind: seal(room) } };
  if (room === 'simulation') return nameSimulation(seen.simulation, target, said);
  const asExpected = room === target.type;
  return {
    ...said,
    verdict: asExpected ? 'passed' : 'failed',
    sentence: asExpected ? words`The conversation exists in this organization.` : mistakes[room],
  };
}

const mistakes: Record<Exclude<Room, 'simulation'>, Redacted> = {
  conversation: words`This is the ID of a monitored conversation. Send it in X-Conversation-Id, not in X-Simulation-Id.`,
  run: words`This is the ID of a run, not of a simulation output. Use the ID of one of the run's simulations.`,
  agent: words`This is the ID of an agent. Use the ID of a simulation output.`,
};

function nameSimulation(reply: LookUps['simulation'], target: Target, said: Partial<Finding>): Finding {
  const status = (reply.kind === 'answered' ? reply.value.status : undefined) ?? 'unknown';
  const facts = { ...said.facts, simulation_status: seal(status.slice(0, 40)) };
  if (target.type === 'conversation') {
    return {
      ...said,
      facts,
      verdict: 'failed',
      sentence: words`This is the ID of a simulation output. Send it in X-Simulation-Id, not in X-Conversation-Id.`,
    };
  }
  if (status === 'DELETED') {
    return {
      ...said,
      facts,
      verdict: 'failed',
      sentence: words`The simulation was deleted. Use the ID of another one.`,
    };
  }
  return {
    ...said,
    facts,
    verdict: 'passed',
    sentence: words`The simulation output exists in this organization. Its status is ${seal(status.slice(0, 40))}.`,
  };
}
