/** The same checks as commands, for a person who holds the key. The key comes from the environment, never from the command line. */
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { seal } from './seal.ts';
import type { Target } from './target.ts';

export type HandOut = {
  /** What it answers, one sentence. */
  says: Redacted;
  command: Redacted;
};

export const publicApi: Redacted = words`https://api.coval.dev/v1`;

/**
 * Prints the body, a line that names what was asked, and `status=NNN` as Coval's own script does: the output alone, pasted
 * back, says which look-up it answers.
 */
const ask = (what: Redacted) =>
  words`curl -sS -m 30 -w '\\n# curl ${what}\\nstatus=%{http_code}\\n' -H "x-api-key: $COVAL_API_KEY"`;
const hex = (bytes: number) => words`$(od -An -N${bytes} -tx1 /dev/urandom | tr -d ' \\n')`;
const nanos = words`"$(date +%s)000000000"`;
const span = words`{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"coval-triage"}}]},"scopeSpans":[{"spans":[{"traceId":"${hex(16)}","spanId":"${hex(8)}","name":"debug-validation-span","kind":1,"startTimeUnixNano":${nanos},"endTimeUnixNano":${nanos}}]}]}]}`;

/** Needs nothing but curl and a POSIX shell on the agent's host. */
export function sendSpanCommand(target: Target, api: Redacted = publicApi): Redacted {
  const header = target.type === 'simulation' ? words`x-simulation-id` : words`x-conversation-id`;
  const what = words`${seal(target.id)} /v1/traces`;
  return words`${ask(what)} -H '${header}: ${seal(target.id)}' -H 'content-type: application/json' --data-binary @- '${api}/traces' <<EOF
${span}
EOF`;
}

/** The same with the script that Coval publishes with its skills. */
export function sendSpanScript(target: Target): Redacted {
  const flag = target.type === 'simulation' ? words`--simulation-id` : words`--conversation-id`;
  return words`python send-test-span.py --api-key "$COVAL_API_KEY" ${flag} ${seal(target.id)}`;
}

export function lookUpCommand(
  room: 'simulations' | 'runs' | 'conversations' | 'agents',
  id: string,
  api: Redacted = publicApi,
): Redacted {
  const path = {
    simulations: words`simulations`,
    runs: words`runs`,
    conversations: words`conversations`,
    agents: words`agents`,
  }[room];
  const what = words`/${path}/${seal(id)}`;
  return words`${ask(what)} '${api}${what}'`;
}

export function listSimulationsCommand(runId: string, api: Redacted = publicApi): Redacted {
  return words`${ask(words`/simulations?filter=run_id`)} -G --data-urlencode 'filter=run_id="${seal(runId)}"' '${api}/simulations'`;
}

export function traceSummaryCommand(target: Target, api: Redacted = publicApi): Redacted {
  const name = target.type === 'simulation' ? words`simulation_id` : words`conversation_id`;
  const what = words`/traces/summary?${name}=${seal(target.id)}`;
  return words`${ask(what)} '${api}${what}'`;
}

export function metricOutputsCommand(target: Target, api: Redacted = publicApi): Redacted {
  const room = target.type === 'simulation' ? words`simulations` : words`conversations`;
  const what = words`/${room}/${seal(target.id)}/metrics`;
  return words`${ask(what)} '${api}${what}'`;
}
