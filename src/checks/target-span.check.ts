/** One span to the real target. It stays for ever, so it needs a person's consent, is sent once and is never repeated. */
import type { Coval } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { explain, seenIn, toOutcomes } from './explain.ts';
import type { Reply } from './reply.ts';
import type { CheckRequest, Finding } from './result.ts';
import type { Target } from './target.ts';

export async function checkTargetSpan(request: CheckRequest, { coval }: { coval: Coval }): Promise<Finding> {
  const { target, consent } = request;
  if (target === undefined) return { verdict: 'skipped', sentence: words`No usable target ID is known.` };
  if (consent === undefined) {
    return {
      verdict: 'skipped',
      sentence: words`A test span to a real target is permanent, and nobody agreed to it yet.`,
    };
  }
  const reply = await coval.sendSpan(request.alias, target);
  return {
    ...seenIn(reply),
    ...judge(reply, target),
    outcomes: toOutcomes('target_span', reply, (value) => value),
  };
}

function judge(
  reply: Reply<{ simulation_output_id?: string | undefined }>,
  target: Target,
): Pick<Finding, 'verdict' | 'sentence' | 'facts'> {
  if (reply.kind === 'answered') {
    const echoed = reply.value.simulation_output_id;
    if (echoed !== undefined && echoed !== target.id) {
      return {
        verdict: 'failed',
        sentence: words`The span was stored under another ID than the one it was sent to. One test span was added there.`,
        facts: { span: words`stored`, echoed_other_id: true },
      };
    }
    return {
      verdict: 'passed',
      sentence: words`Coval stored the test span. One span named debug-validation-span now stays on this target.`,
      facts: { span: words`stored` },
    };
  }
  if (isOutcomeUnknown(reply)) {
    return {
      verdict: 'inconclusive',
      sentence: words`${explain(reply, 'traces:write')} Whether the test span was stored is unknown. It is not sent again: look at the spans of the target first.`,
      facts: { span: words`unknown` },
    };
  }
  const verdict = reply.kind === 'unsent' ? 'skipped' : 'failed';
  const sentence = words`${explain(reply, 'traces:write')} No span was added.`;
  return { verdict, sentence, facts: { span: words`refused` } };
}

/** A gateway that gave up (502, 504) knows as little as a broken line. */
function isOutcomeUnknown(reply: Reply<unknown>): boolean {
  if (reply.kind === 'unreached') return reply.maybeSent;
  return reply.kind === 'unreadable' || (reply.kind === 'denied' && [502, 504].includes(reply.status));
}
