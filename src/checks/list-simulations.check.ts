/** If the ID is a run: its simulations, so that the right one can be picked. */
import type { Coval } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { seenIn, toOutcomes, undecided } from './explain.ts';
import type { CheckRequest, Finding } from './result.ts';
import { seal } from './seal.ts';

/** In a sentence; the menu holds the rest. */
const mostNamed = 3;
/** A menu of more is no menu; the newest come first. */
const mostListed = 25;

export async function checkListSimulations(
  request: CheckRequest,
  { coval }: { coval: Coval },
): Promise<Finding> {
  const { alias, target } = request;
  if (target === undefined) return { verdict: 'skipped', sentence: words`No usable target ID is known.` };
  const reply = await coval.simulationsOfRun(alias, target.id);
  if (reply.kind !== 'answered') return undecided(reply, 'simulations:read', 'list_simulations');
  const all = reply.value;
  if (all.length === 0) {
    return {
      ...seenIn(reply),
      verdict: 'skipped',
      sentence: words`No simulation belongs to a run with this ID.`,
      outcomes: toOutcomes('list_simulations', reply, () => ({ simulations: [] })),
      facts: { simulations: 0 },
    };
  }
  const listed = all.slice(0, mostListed);
  return {
    ...seenIn(reply),
    verdict: 'passed',
    sentence: words`The run has ${all.length} ${all.length === 1 ? words`simulation` : words`simulations`}. Pick the one that was expected to show traces. Newest first: ${seal(newest(listed))}.`,
    outcomes: toOutcomes('list_simulations', reply, () => ({
      simulations: listed.map(({ simulation_id, status, create_time }) => ({
        simulation_id,
        status,
        create_time,
      })),
    })),
    facts: { simulations: all.length },
    simulations: listed.map((each) => ({
      id: seal(each.simulation_id),
      status: seal(each.status ?? 'unknown'),
      at: seal(each.create_time ?? ''),
    })),
  };
}

function newest(listed: readonly { simulation_id: string; status?: string | undefined }[]): string {
  const named = listed
    .slice(0, mostNamed)
    .map(({ simulation_id, status }) => `${simulation_id} (${status ?? 'unknown'})`);
  return named.join(', ');
}
