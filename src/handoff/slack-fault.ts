/** A refusal of Slack as the fault that the queue retries: later when Slack says when, with its own pace otherwise. */
import { RetryLater, TriageError } from '../errors.ts';
import type { SlackOutcome } from '../ports.ts';

export function orThrow<T>(outcome: SlackOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw faultOf(outcome);
}

export function faultOf({ code, retryAfterMs }: Extract<SlackOutcome<unknown>, { ok: false }>): Error {
  return retryAfterMs === undefined
    ? new TriageError('slack_away', { cause: new Error(code) })
    : new RetryLater(retryAfterMs);
}
