/** Four read-only look-ups at once; identify.ts says what they mean. */
import type { Coval } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { identify } from './identify.ts';
import type { CheckRequest, Finding } from './result.ts';

export async function checkIdentifyId(request: CheckRequest, { coval }: { coval: Coval }): Promise<Finding> {
  const { alias, target } = request;
  if (target === undefined) return { verdict: 'skipped', sentence: words`No usable target ID is known.` };
  const [simulation, run, conversation, agent] = await Promise.all([
    coval.simulation(alias, target.id),
    coval.run(alias, target.id),
    coval.conversation(alias, target.id),
    coval.agent(alias, target.id),
  ]);
  return identify({ simulation, run, conversation, agent }, target);
}
