/** Is the ID known under another key we hold. Asked only when the case's own key does not find it. */
import type { Coval } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { seenIn, undecided } from './explain.ts';
import { isNotFound, type Reply } from './reply.ts';
import type { CheckRequest, Finding } from './result.ts';
import { seal } from './seal.ts';
import type { Target } from './target.ts';

export async function checkOtherOrganization(
  request: CheckRequest,
  { coval }: { coval: Coval },
): Promise<Finding> {
  const { alias, target, otherAliases = [] } = request;
  if (target === undefined) return { verdict: 'skipped', sentence: words`No usable target ID is known.` };
  const others = otherAliases.filter((each) => each !== alias);
  if (others.length === 0)
    return { verdict: 'skipped', sentence: words`No key of another organization is configured.` };
  const own = await ask(coval, alias, target);
  if (own.kind === 'answered') {
    return {
      ...seenIn(own),
      verdict: 'passed',
      sentence: words`The ID belongs to the organization of this key.`,
    };
  }
  if (!isNotFound(own)) {
    // Without a clear "not here" a hit elsewhere would prove nothing, and other customers' organizations stay unasked.
    return undecided(own, 'simulations:read');
  }
  const replies = await Promise.all(others.map((other) => ask(coval, other, target)));
  const at = replies.findIndex((reply) => reply.kind === 'answered');
  const found = replies[at];
  if (found !== undefined) {
    return {
      ...seenIn(found),
      verdict: 'failed',
      // The other alias may name another customer: it is a fact for support and no part of the sentence.
      sentence: words`The ID belongs to another organization than the key of this case. Use a key of the organization that owns it.`,
      facts: { other_organization: true, other_alias: seal(others[at] ?? '') },
    };
  }
  const all = replies.every(isNotFound);
  return {
    ...seenIn(own),
    verdict: all ? 'passed' : 'inconclusive',
    sentence: all
      ? words`No other organization we hold a key for knows this ID.`
      : words`Not every other organization could be asked.`,
    facts: all ? { other_organization: false } : {},
  };
}

function ask(coval: Coval, alias: string, target: Target): Promise<Reply<unknown>> {
  return target.type === 'simulation'
    ? coval.simulation(alias, target.id)
    : coval.conversation(alias, target.id);
}
