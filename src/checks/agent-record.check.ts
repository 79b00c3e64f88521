/** The record of the target's agent: does it carry the ID to the agent at all. Secret until redacted, which is the first thing done. */

import { lintAgentRecord, type RecordAdvice } from '../evidence/reading/record.ts';
import type { Coval } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { sealAgentRecord } from './agent-record.ts';
import { seenIn, undecided } from './explain.ts';
import { isNotFound, isSafeId, type Reply } from './reply.ts';
import type { CheckRequest, Finding } from './result.ts';
import { seal } from './seal.ts';

export async function checkAgentRecord(request: CheckRequest, { coval }: { coval: Coval }): Promise<Finding> {
  const { alias, target } = request;
  if (target === undefined) return { verdict: 'skipped', sentence: words`No usable target ID is known.` };
  const owner = await findAgentId(coval, alias, target.id);
  if (owner.kind !== 'answered') {
    return isNotFound(owner)
      ? {
          ...seenIn(owner),
          verdict: 'skipped',
          sentence: words`Coval does not know the ID, so its agent cannot be looked up.`,
        }
      : undecided(owner, 'simulations:read');
  }
  const agentId = owner.value.agent_id;
  if (agentId === undefined || !isSafeId(agentId)) {
    return { ...seenIn(owner), verdict: 'skipped', sentence: words`Coval names no agent for this target.` };
  }
  const reply = await coval.agent(alias, agentId);
  if (reply.kind !== 'answered') return undecided(reply, 'agents:read');
  const body = sealAgentRecord(reply.value);
  const advice = lintAgentRecord(body);
  return {
    ...seenIn(reply),
    verdict: advice.change === undefined ? 'passed' : 'failed',
    sentence: sentenceFor(advice),
    body,
    facts: { model_type: seal(reply.value.model_type ?? 'unknown') },
  };
}

function sentenceFor({ says, change }: RecordAdvice): Redacted {
  return change === undefined
    ? seal(says)
    : words`${seal(says)} Change ${seal(change.field)} of the agent to: ${seal(change.to)}`;
}

type WithAgent = { agent_id?: string | undefined };

/** A run and a conversation name their agent too, so a wrong kind of ID still leads to it. */
async function findAgentId(coval: Coval, alias: string, id: string): Promise<Reply<WithAgent>> {
  const simulation: Reply<WithAgent> = await coval.simulation(alias, id);
  if (simulation.kind === 'answered') return simulation;
  const [run, conversation] = await Promise.all([coval.run(alias, id), coval.conversation(alias, id)]);
  return [conversation, run].find((reply) => reply.kind === 'answered') ?? simulation;
}
