import { request } from 'undici';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import { RetryLater, TriageError } from '../errors.ts';
import { redactFields } from '../redaction/redact.ts';
import { handoffMessage, TicketFields } from './message.ts';
import { sign, signatureHeader } from './signature.ts';

/** Tells the ticket system of a hand-off: one signed POST to the configured URL, repeated by the queue until it is taken. */

export interface TicketPorts extends ChangePorts {
  /** Absent: no ticket system is configured. */
  tickets?: { url: string; secret: string };
}

const deadlineMs = 10_000;
const mostAnswerBytes = 64_000;
/** A ticket system that asks for more patience than this is asked again after it. */
const longestPauseMs = 3_600_000;

export async function processWebhook(
  ports: TicketPorts,
  { caseId, number }: { caseId: string; number: number },
): Promise<void> {
  if (!ports.tickets) return;
  const state = await ports.cases.load(caseId);
  const handoff = state?.handoffs.find((one) => one.number === number);
  if (!state || !handoff) return;
  const body = JSON.stringify(handoffMessage(state, handoff));
  const answer = await send(ports, ports.tickets, `${caseId}-${number}`, body);
  const ticket = answer === undefined ? undefined : ticketIn(answer);
  if (!ticket) return;
  await changeCase(ports, caseId, (_, at) => ({
    type: 'ticket_reported',
    by: { user: 'bot', role: 'bot' },
    at,
    number,
    ticket: { ...ticket, at: handoff.at },
  }));
}

/** The body of a 2xx answer; undefined when the system refused for good, which is logged for the operator. */
async function send(
  { clock, log }: TicketPorts,
  { url, secret }: { url: string; secret: string },
  key: string,
  body: string,
): Promise<string | undefined> {
  const answer = await exchange(
    url,
    {
      'content-type': 'application/json',
      'user-agent': 'coval-triage',
      // The receiver may use it to take a repeated delivery once.
      'idempotency-key': key,
      [signatureHeader]: sign(secret, Math.floor(clock.now() / 1000), body),
    },
    body,
  );
  if (answer.status >= 200 && answer.status < 300) return answer.text;
  if (answer.retryAfterMs !== undefined) throw new RetryLater(Math.min(answer.retryAfterMs, longestPauseMs));
  if (answer.status >= 500 || answer.status === 408 || answer.status === 425 || answer.status === 429)
    throw new TriageError('tickets_away');
  log.error('The ticket system refused a hand-off', { job: key, status: answer.status });
  return undefined;
}

/** undici's request() follows no redirect: the signed body goes to the configured URL and nowhere else. */
async function exchange(url: string, headers: Record<string, string>, body: string) {
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const answer = await request(url, { method: 'POST', headers, body, signal });
    const status = answer.statusCode;
    const retryAfter = Number(answer.headers['retry-after']);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer.body) {
      // A body stream yields Buffers unless an encoding was set, which it was not.
      const part = chunk as Buffer;
      bytes += part.length;
      if (bytes > mostAnswerBytes) break;
      chunks.push(part);
    }
    const text = bytes > mostAnswerBytes ? '' : Buffer.concat(chunks).toString('utf8');
    const waits = (status === 429 || status === 503) && retryAfter > 0;
    return { status, text, ...(waits && { retryAfterMs: retryAfter * 1000 }) };
  } catch (cause) {
    throw new TriageError('tickets_away', { cause });
  }
}

/** Some systems answer with the ticket they made; what they write is redacted like any other text from outside. */
function ticketIn(answer: string) {
  const parsed = TicketFields.safeParse(parseJson(answer));
  if (!parsed.success) return undefined;
  const { id, state, url } = parsed.data;
  const { fields, withheld } = redactFields({ id, state, url: url ?? '' });
  if (withheld) return undefined;
  return { id: fields.id, state: fields.state, ...(url !== undefined && { url: fields.url }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
