/** Which metric outputs of the target are finished, failed or still computing, and why they failed. */
import type { Coval } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { seenIn, toOutcomes, undecided } from './explain.ts';
import type { CheckRequest, Finding } from './result.ts';

/** Enough to see a pattern; an explanation is cut because it may quote the call. */
const mostOutputs = 15;
const mostExplanation = 300;

export async function checkMetricOutputs(
  request: CheckRequest,
  { coval }: { coval: Coval },
): Promise<Finding> {
  const { alias, target } = request;
  if (target === undefined) return { verdict: 'skipped', sentence: words`No usable target ID is known.` };
  const reply = await coval.metricOutputs(alias, target);
  if (reply.kind !== 'answered') {
    return undecided(
      reply,
      target.type === 'simulation' ? 'simulations:read' : 'conversations:read',
      'get_metric_outputs',
    );
  }
  const states = reply.value.map((output) => (output.status ?? '').replaceAll('_', ' '));
  const failed = states.filter((state) => state === 'FAILED').length;
  const done = states.filter((state) => state === 'COMPLETED').length;
  const running = states.length - failed - done;
  return {
    ...seenIn(reply),
    verdict: states.length === 0 || running > 0 ? 'inconclusive' : failed > 0 ? 'failed' : 'passed',
    sentence:
      states.length === 0
        ? words`No metric was computed for this target.`
        : words`Metric outputs: ${done} completed, ${failed} failed, ${running} still computing.`,
    outcomes: toOutcomes('get_metric_outputs', reply, (outputs) => ({
      // The failed ones first: they carry the reason.
      metrics: outputs
        .toSorted((a, b) => Number(b.status === 'FAILED') - Number(a.status === 'FAILED'))
        .slice(0, mostOutputs)
        .map(({ explanation, ...output }) => ({
          ...output,
          ...(explanation === undefined ? {} : { explanation: explanation.slice(0, mostExplanation) }),
        })),
    })),
    facts: { completed: done, failed, running },
  };
}
