/** How many spans are stored for the target. The newer part of the API: where it is absent, the check steps aside. */
import type { Coval } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { seenIn, toOutcomes, undecided } from './explain.ts';
import { isGatewayAnswer, isNotFound } from './reply.ts';
import type { CheckRequest, Finding } from './result.ts';

export async function checkTraceSummary(
  request: CheckRequest,
  { coval }: { coval: Coval },
): Promise<Finding> {
  const { alias, target } = request;
  if (target === undefined) return { verdict: 'skipped', sentence: words`No usable target ID is known.` };
  const reply = await coval.traceSummary(alias, target);
  if (isGatewayAnswer(reply) || isNotFound(reply)) {
    // Not offered by this deployment, or not for this target: no finding, and no evidence either.
    return {
      ...seenIn(reply),
      verdict: 'skipped',
      sentence: words`Coval offers no trace summary for this target.`,
      outcomes: [],
    };
  }
  if (reply.kind !== 'answered') return undecided(reply, 'traces:read', 'trace_summary');
  const {
    total_spans: total,
    duplicate_span_count: twice = 0,
    orphan_span_count: orphans = 0,
    trace_count: traces = 0,
  } = reply.value;
  return {
    ...seenIn(reply),
    verdict: total === 0 ? 'inconclusive' : twice > 0 ? 'failed' : 'passed',
    sentence: sentenceFor(total, twice, orphans),
    outcomes: toOutcomes('trace_summary', reply, (summary) => ({ trace_summary: summary })),
    facts: { spans: total, duplicates: twice, orphans, traces },
  };
}

function sentenceFor(total: number, twice: number, orphans: number): Redacted {
  if (total === 0) return words`No span is stored for this target.`;
  const doubled = twice > 0 ? words`, ${twice} of them more than once` : words``;
  const lost = orphans > 0 ? words`, ${orphans} without their parent` : words``;
  return words`Spans stored for this target: ${total}${doubled}${lost}.`;
}
