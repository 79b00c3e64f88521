import { type ChangePorts, changeCase } from '../cases/change.ts';
import type { Once } from '../ports.ts';
import { redactFields } from '../redaction/redact.ts';
import { TicketReport } from './message.ts';
import { verify } from './signature.ts';

/** `POST /tickets`: the ticket system reports the state of a ticket. Signed, fresh, taken once, in any order. */

export interface TicketRoutePorts extends ChangePorts {
  once: Once;
  /** Absent: the route does not exist. */
  secret?: string;
}

export interface TicketRequest {
  /** The value of the header `x-triage-signature`. */
  signature: string | undefined;
  /** The body as it came, byte for byte: the signature is over it. */
  body: string;
}

export interface TicketAnswer {
  status: 200 | 202 | 400 | 401 | 404 | 409 | 413 | 503;
  /** JSON. */
  body: { ok: boolean; reason?: string };
}

export const mostTicketBytes = 64_000;
/** Longer than a signature is fresh, on either side of now. */
const rememberMs = 11 * 60_000;
/** As far as two clocks may differ. A report from further ahead would win over every true one until then. */
const mostAheadMs = 300_000;

export async function takeTicketReport(
  ports: TicketRoutePorts,
  { signature, body }: TicketRequest,
): Promise<TicketAnswer> {
  if (ports.secret === undefined) return refuse(404, 'no ticket system is configured');
  if (Buffer.byteLength(body) > mostTicketBytes) return refuse(413, 'the body is larger than 64 kB');
  const verdict = verify(ports.secret, signature, body, Math.floor(ports.clock.now() / 1000));
  if (verdict !== 'valid') return refuse(401, `the signature is ${verdict}`);
  const parsed = TicketReport.safeParse(parseJson(body));
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.map(String).join('.') || 'body');
    return refuse(400, `wrong or missing: ${[...new Set(names)].join(', ')}`);
  }
  if (Date.parse(parsed.data.at) > ports.clock.now() + mostAheadMs)
    return refuse(400, '"at" lies in the future; check the clock of the ticket system');
  // The digest alone: the time before it can be written in more than one way.
  const identity = `ticket:${signature?.split('v1=')[1]}`;
  try {
    // A repeat of the very same request has been answered already; saying so again is all it needs.
    if (!(await ports.once.take(identity, rememberMs))) return { status: 200, body: { ok: true } };
    return await report(ports, parsed.data);
  } catch {
    ports.log.error('A ticket report could not be stored', { case: parsed.data.case });
    await ports.once.release(identity).catch(() => undefined);
    return refuse(503, 'the report could not be stored; send it again');
  }
}

async function report(ports: TicketRoutePorts, given: TicketReport): Promise<TicketAnswer> {
  const { id, state, url } = given.ticket;
  const { fields, withheld } = redactFields({ id, state, url: url ?? '' });
  if (withheld) return refuse(400, 'the ticket holds text that cannot be kept');
  const changed = await changeCase(ports, given.case, (_, at) => ({
    type: 'ticket_reported',
    by: { user: 'bot', role: 'bot' },
    at,
    number: given.handoff,
    ticket: {
      id: fields.id,
      state: fields.state,
      ...(url !== undefined && { url: fields.url }),
      at: Date.parse(given.at),
    },
  }));
  if (changed.is === 'gone') return refuse(404, 'this case does not exist');
  // An older report, or one of a hand-off that never was: nothing to repeat.
  if (changed.is === 'refused') return refuse(409, changed.refusal);
  return { status: 202, body: { ok: true } };
}

function refuse(status: TicketAnswer['status'], reason: string): TicketAnswer {
  return { status, body: { ok: false, reason } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
