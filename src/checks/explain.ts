/** One sentence for every way an answer can fail to help, and the evidence entry that stands for it. */
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { type Denied, isGatewayAnswer, isMissingScope, type Reply } from './reply.ts';
import type { Finding, Outcome, OutcomeKind } from './result.ts';
import { seal } from './seal.ts';

const networkSentences = {
  dns: words`The name of the Coval API does not resolve from here. Check DNS and the configured address.`,
  refused: words`The Coval API cannot be reached from here. Check the network rules for outgoing HTTPS.`,
  tls: words`The secure connection to the Coval API failed. Check the proxy and the certificates this host trusts.`,
  timeout: words`The Coval API did not answer in time.`,
  other: words`The connection to the Coval API broke off.`,
};

const unreadableSentences = {
  not_json: words`The answer was not JSON, so it did not come from the Coval API. Check the configured address and the proxy.`,
  unexpected_shape: words`The answer does not have the shape we know.`,
  too_large: words`The answer was too large to read.`,
  cut_off: words`The answer broke off in the middle.`,
  compressed: words`The answer was compressed although plain text was asked for. Check the proxy.`,
};

/** For every reply but a good one. */
export function explain(reply: Reply<unknown>, scope: string): Redacted {
  switch (reply.kind) {
    case 'answered':
      return words`Coval answered ${reply.status}.`;
    case 'unsent':
      return reply.reason === 'no_key'
        ? words`No usable Coval key is configured for this organization.`
        : words`This is not in the shape of an ID, so Coval was not asked.`;
    case 'unreached':
      return networkSentences[reply.error];
    case 'unreadable':
      return words`Coval answered ${reply.status}. ${unreadableSentences[reply.reason]}`;
    case 'denied':
      return explainRefusal(reply.status, !isGatewayAnswer(reply), reply.attempts, scope);
  }
}

function explainRefusal(status: number, ownWords: boolean, attempts: number, scope: string): Redacted {
  if (status === 401)
    return words`Coval does not accept the key (401). Check that it is complete, active and not revoked.`;
  if (status === 403) {
    return ownWords
      ? words`The key may not do this (403): it lacks ${seal(scope)}.`
      : words`A gateway or firewall refused the request before Coval saw it (403). Check the proxy and the path.`;
  }
  if (status === 404) {
    return ownWords
      ? words`Coval does not know this ID (404).`
      : words`There is nothing at this address (404).`;
  }
  if (status === 429) return words`Coval asks for fewer requests (429). Wait, then try again.`;
  if (status >= 300 && status < 400)
    return words`The address answers with a redirect (${status}). It was not followed. Check the configured address.`;
  if (status >= 500) {
    return attempts > 1
      ? words`Coval answered with a server error (${status}) in each of ${attempts} tries.`
      : words`Coval answered with a server error (${status}).`;
  }
  return words`Coval refused the request (${status}).`;
}

/** Coval answers are customer content: long ones are cut before they are kept. */
const keptBody = 2_000;

/**
 * The reply as an entry of evidence. A success that could not be read is no success: its status is left out, so that a
 * proxy's page is never taken for "found". Nothing was asked: no entry.
 */
export function toOutcomes<T>(kind: OutcomeKind, reply: Reply<T>, small: (value: T) => unknown): Outcome[] {
  switch (reply.kind) {
    case 'answered':
      return [{ kind, status: reply.status, body: seal(JSON.stringify(small(reply.value))) }];
    case 'denied':
      return [{ kind, status: statusAsEvidence(kind, reply), body: seal(reply.body.slice(0, keptBody)) }];
    case 'unreadable':
      return [{ kind, status: null, body: unreadableSentences[reply.reason] }];
    case 'unreached':
      return [
        {
          kind,
          status: null,
          ...(reply.error === 'other' ? { body: networkSentences.other } : { error: reply.error }),
        },
      ];
    case 'unsent':
      return [];
  }
}

/** A page that answers 404 to a look-up says nothing about the ID; a span's answer is judged with its body. */
function statusAsEvidence(kind: OutcomeKind, reply: Denied): number | null {
  const isSpan = kind === 'fake_id_span' || kind === 'target_span';
  return !isSpan && reply.status === 404 && isGatewayAnswer(reply) ? null : reply.status;
}

/** The fields every finding takes over from the reply that decided it. */
export function seenIn(reply: Reply<unknown>): Partial<Finding> {
  if (reply.kind === 'unsent') return { status: null };
  if (reply.kind === 'unreached') return { status: null, error: reply.error, attempts: reply.attempts };
  const requestId = reply.requestId === undefined ? {} : { requestId: reply.requestId };
  return { status: reply.status, attempts: reply.attempts, ...requestId };
}

/** A read that cannot decide anything: skipped for want of a permission or a key, else inconclusive. */
export function undecided(reply: Reply<unknown>, scope: string, kind?: OutcomeKind): Finding {
  const skipped = reply.kind === 'unsent' || isMissingScope(reply);
  return {
    ...seenIn(reply),
    verdict: skipped ? 'skipped' : 'inconclusive',
    sentence: explain(reply, scope),
    outcomes: kind === undefined ? [] : toOutcomes(kind, reply, () => null),
  };
}
