/** The Coval port: each question, its path and the field of the answer that matters. */
import { randomBytes } from 'node:crypto';
import { isGatewayAnswer, isNotFound, isSafeId, type Reply } from '../checks/reply.ts';
import { isKnownFake } from '../checks/target.ts';
import type { Coval } from '../ports.ts';
import { filterBy } from './address.ts';
import * as schemas from './schemas.ts';
import { probeSpan } from './span.ts';
import { type CovalOptions, createTransport } from './transport.ts';

const invalidId = { kind: 'unsent', reason: 'invalid_id' } as const;

export function createCoval(options: CovalOptions): Coval {
  const { get, post, close } = createTransport(options);
  const now = options.now ?? Date.now;
  return {
    async simulation(alias, id) {
      const older = await get(alias, ['simulations', id], schemas.SimulationAnswer);
      if (!isNotFound(older) && !isGatewayAnswer(older)) return mapReply(older, (value) => value.simulation);
      const newer = await get(alias, ['conversations', 'simulated', id], schemas.SimulatedConversationAnswer);
      if (newer.kind === 'answered') {
        const found = newer.value.simulated_conversation;
        return { ...newer, value: { ...found, simulation_id: found.simulation_id ?? id } };
      }
      // Neither has it: the refusal that Coval itself worded says more than a gateway's.
      return isGatewayAnswer(older) ? newer : older;
    },
    async simulationsOfRun(alias, runId) {
      const filter = filterBy('run_id', runId);
      if (filter === undefined) return invalidId;
      const query = { filter, page_size: '50', order_by: '-create_time' };
      const older = await get(alias, ['simulations'], schemas.SimulationList, query);
      // A list that does not exist is a path that does not exist, however that is worded.
      if (!isGatewayAnswer(older) && !isNotFound(older)) return mapReply(older, (value) => value.simulations);
      const newer = await get(
        alias,
        ['conversations', 'simulated'],
        schemas.SimulatedConversationList,
        query,
      );
      return mapReply(newer, (value) =>
        value.simulated_conversations.flatMap(({ simulation_id, ...rest }) =>
          simulation_id === undefined ? [] : [{ simulation_id, ...rest }],
        ),
      );
    },
    async run(alias, id) {
      return mapReply(await get(alias, ['runs', id], schemas.RunAnswer), (value) => value.run);
    },
    async conversation(alias, id) {
      const query = { include_progress: 'true' };
      const reply = await get(alias, ['conversations', id], schemas.ConversationAnswer, query);
      return mapReply(reply, (value) => value.conversation);
    },
    async agent(alias, id) {
      return mapReply(await get(alias, ['agents', id], schemas.AgentAnswer), (value) => value.agent);
    },
    async metricOutputs(alias, target) {
      const room = target.type === 'simulation' ? 'simulations' : 'conversations';
      const older = await get(alias, [room, target.id, 'metrics'], schemas.MetricOutputList);
      if (!isGatewayAnswer(older)) return mapReply(older, (value) => value.metrics);
      const rooms = ['conversations', 'simulated', target.id, 'metrics'];
      return mapReply(await get(alias, rooms, schemas.MetricOutputList), (value) => value.metrics);
    },
    async traceSummary(alias, target) {
      if (!isSafeId(target.id)) return invalidId;
      const query = { [`${target.type}_id`]: target.id };
      const reply = await get(alias, ['traces', 'summary'], schemas.TraceSummaryAnswer, query);
      return mapReply(reply, (value) => value.trace_summary);
    },
    async sendSpan(alias, target) {
      if (!isSafeId(target.id)) return invalidId;
      const name = target.type === 'simulation' ? 'x-simulation-id' : 'x-conversation-id';
      const ids = { traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
      const send = {
        parts: ['traces'],
        headers: { [name]: target.id },
        body: probeSpan(ids, now()),
        // Decided here and not by the caller: no caller can make a permanent write repeat.
        how: isKnownFake(target.id) ? ('probe' as const) : ('write' as const),
      };
      return post(alias, send, schemas.SpanAccepted);
    },
    async list(alias, room) {
      return mapReply(await get(alias, [room], schemas.AnyList, { page_size: '1' }), () => null);
    },
    close,
  };
}

function mapReply<A, B>(reply: Reply<A>, map: (value: A) => B): Reply<B> {
  return reply.kind === 'answered' ? { ...reply, value: map(reply.value) } : reply;
}
