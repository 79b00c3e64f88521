/** Is the key accepted, and can Coval be reached: a span for an ID that belongs to nobody. 404 is the healthy answer. */
import type { Coval } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { explain, seenIn, toOutcomes } from './explain.ts';
import { isNotFound, type Reply } from './reply.ts';
import type { CheckRequest, Finding } from './result.ts';
import { fakeId, isKnownFake } from './target.ts';

export async function checkFakeIdSpan(request: CheckRequest, { coval }: { coval: Coval }): Promise<Finding> {
  const id = request.target && isKnownFake(request.target.id) ? request.target.id : fakeId;
  const reply = await coval.sendSpan(request.alias, { type: 'simulation', id });
  return {
    ...seenIn(reply),
    ...judge(reply),
    outcomes: toOutcomes('fake_id_span', reply, (value) => value),
  };
}

function judge(reply: Reply<unknown>): Pick<Finding, 'verdict' | 'sentence'> {
  if (isNotFound(reply)) {
    return {
      verdict: 'passed',
      sentence: words`Coval was reached and accepts the key. It answered 404 because the ID is made up, as it should.`,
    };
  }
  if (reply.kind === 'answered') {
    return {
      verdict: 'inconclusive',
      sentence: words`A made-up ID was accepted (${reply.status}). Coval refuses it, so something else may answer at this address.`,
    };
  }
  const verdict = reply.kind === 'unsent' ? 'skipped' : 'failed';
  return { verdict, sentence: explain(reply, 'traces:write') };
}
