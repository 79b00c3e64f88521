import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../src/cases/events.ts';
import { RetryLater } from '../../src/errors.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { processWebhook } from '../../src/tickets/job.ts';
import { TicketReport } from '../../src/tickets/message.ts';
import { type TicketRequest, takeTicketReport } from '../../src/tickets/route.ts';
import { sign, verify } from '../../src/tickets/signature.ts';
import { actor, diagnosisRecord, evidence } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

const secret = randomBytes(16).toString('hex');
const at = 0;

let desk: Desk;
let stopRedis = async () => {};
let url = '';
let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 };
const received: { request: IncomingMessage; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    received.push({ request, body });
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  });
});

beforeAll(async () => {
  const redis = await startEmbeddedRedis(listeningLog());
  desk = await openDesk({ url: redis.url, embedded: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
  stopRedis = () => redis.close();
});
beforeEach(() => {
  answer = { status: 200 };
});
afterEach(() => {
  received.length = 0;
});
afterAll(async () => {
  server.close();
  await desk.close();
  await stopRedis();
});

const escalated = async (): Promise<string> => {
  const { id } = await desk.open();
  const given: CaseEvent = {
    type: 'evidence_given',
    by: actor('support'),
    at,
    items: [evidence('response_status', 503)],
    redacted: 0,
  };
  await desk.change(id, given);
  const revision = (await desk.cases.load(id))?.evidenceRevision ?? 0;
  await desk.change(id, { type: 'diagnosed', by: actor('bot'), at, record: diagnosisRecord(revision) });
  await desk.change(id, {
    type: 'handed_off',
    by: actor('support'),
    at,
    reason: 'repeated_server_error',
    missing: [],
  });
  return id;
};
const post = (id: string) =>
  processWebhook({ ...desk.ports, tickets: { url, secret } }, { caseId: id, number: 1 });

describe('the outgoing webhook', () => {
  test('is signed, names case and hand-off, and keeps the ticket that comes back', async () => {
    const id = await escalated();
    answer = {
      status: 201,
      body: JSON.stringify({ id: 'ENG-7', state: 'open', url: 'https://tickets.example/ENG-7', more: 1 }),
    };
    await post(id);
    const [sent] = received;
    const header = sent?.request.headers['x-triage-signature'];
    expect(verify(secret, String(header), sent?.body ?? '', Math.floor(Date.now() / 1000))).toBe('valid');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ event: 'handoff', case: id, handoff: 1 });
    expect(sent?.request.headers['idempotency-key']).toBe(`${id}-1`);
    expect((await desk.cases.load(id))?.handoffs[0]?.ticket).toMatchObject({ id: 'ENG-7', state: 'open' });
  });

  test('follows no redirect', async () => {
    answer = { status: 302, headers: { location: url } };
    await post(await escalated());
    expect(received).toHaveLength(1);
    expect(desk.log.lines.at(-1)).toMatchObject({ level: 'error', fields: { status: 302 } });
  });

  test('comes back after a fault, after the time it was told, and not after a refusal', async () => {
    const id = await escalated();
    answer = { status: 500 };
    await expect(post(id)).rejects.toMatchObject({ code: 'tickets_away' });
    answer = { status: 429, headers: { 'retry-after': '7' } };
    await expect(post(id)).rejects.toEqual(new RetryLater(7_000));
    answer = { status: 403 };
    await expect(post(id)).resolves.toBeUndefined();
    const nobody = { ...desk.ports, tickets: { url: 'http://127.0.0.1:1/', secret } };
    await expect(processWebhook(nobody, { caseId: id, number: 1 })).rejects.toMatchObject({
      code: 'tickets_away',
    });
  });
});

test('the guide for ticket systems shows what is sent and what is taken', async () => {
  const guide = readFileSync(new URL('../../deploy/tickets.md', import.meta.url), 'utf8');
  const [sent, taken] = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) =>
    JSON.parse(text ?? ''),
  );
  const id = await escalated();
  await post(id);
  expect(Object.keys(JSON.parse(received[0]?.body ?? ''))).toEqual(Object.keys(sent));
  expect(TicketReport.safeParse(taken).error).toBeUndefined();
});

describe('POST /tickets', () => {
  const take = (request: TicketRequest) =>
    takeTicketReport({ ...desk.ports, once: desk.once, secret }, request);
  const report = (id: string, over: Record<string, unknown> = {}) => {
    const body = JSON.stringify({
      case: id,
      handoff: 1,
      ticket: { id: 'ENG-7', state: 'in progress' },
      at: new Date().toISOString(),
      ...over,
    });
    return { body, signature: sign(secret, Math.floor(Date.now() / 1000), body) };
  };
  const ticketOf = async (id: string) => (await desk.cases.load(id))?.handoffs[0]?.ticket;

  test('keeps the state of the ticket; the same request again changes nothing', async () => {
    const id = await escalated();
    const request = report(id);
    expect(await take(request)).toEqual({ status: 202, body: { ok: true } });
    const revision = (await desk.cases.load(id))?.revision;
    expect(await take(request)).toEqual({ status: 200, body: { ok: true } });
    expect((await desk.cases.load(id))?.revision).toBe(revision);
    expect(await ticketOf(id)).toMatchObject({ state: 'in progress' });
  });

  test('an older report that arrives late does not win', async () => {
    const id = await escalated();
    await take(report(id, { at: '2026-01-02T00:00:00Z', ticket: { id: 'ENG-7', state: 'done' } }));
    const late = report(id, { at: '2026-01-01T00:00:00+01:00', ticket: { id: 'ENG-7', state: 'open' } });
    expect((await take(late)).status).toBe(409);
    expect(await ticketOf(id)).toMatchObject({ state: 'done' });
  });

  test('a report of the future is refused, so that it cannot shut out the true ones', async () => {
    const id = await escalated();
    const ahead = report(id, { at: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await take(ahead)).toEqual({
      status: 400,
      body: { ok: false, reason: '"at" lies in the future; check the clock of the ticket system' },
    });
    expect((await take(report(id))).status).toBe(202);
  });

  test('a captured request whose time is written in another way is still the same request', async () => {
    const id = await escalated();
    const request = report(id);
    await take(request);
    const again = { ...request, signature: request.signature.replace('t=', 't=0') };
    expect((await take(again)).status).toBe(200);
  });

  test('a forged, stale, unsigned or malformed request is refused, and says what is wrong', async () => {
    const id = await escalated();
    const { body, signature } = report(id);
    const old = sign(secret, Math.floor(Date.now() / 1000) - 301, body);
    const answers = await Promise.all([
      take({ body, signature: undefined }),
      take({ body, signature: 'v1' }),
      take({ body, signature: sign(randomBytes(16).toString('hex'), Math.floor(Date.now() / 1000), body) }),
      take({ body: body.replace('ENG-7', 'ENG-8'), signature }),
      take({ body, signature: old }),
      take({ body: '{', signature: sign(secret, Math.floor(Date.now() / 1000), '{') }),
      take(report(id, { ticket: { id: 'ENG-7' }, at: 'yesterday' })),
      take(report('T-99999')),
      take(report(id, { handoff: 9 })),
    ]);
    expect(answers.map(({ status, body: said }) => [status, said.reason])).toEqual([
      [401, 'the signature is missing'],
      [401, 'the signature is malformed'],
      [401, 'the signature is forged'],
      [401, 'the signature is forged'],
      [401, 'the signature is stale'],
      [400, 'wrong or missing: body'],
      [400, 'wrong or missing: ticket.state, at'],
      [404, 'this case does not exist'],
      [409, 'This case has no such hand-off.'],
    ]);
    expect(await ticketOf(id)).toBeUndefined();
  });

  test('a credential in a ticket is removed before it is kept', async () => {
    const id = await escalated();
    const planted = ['coval', 'sk', 'prod', randomBytes(24).toString('hex')].join('_');
    expect((await take(report(id, { ticket: { id: 'ENG-7', state: `open ${planted}` } }))).status).toBe(202);
    expect(JSON.stringify(await desk.cases.load(id))).not.toContain(planted);
  });

  test('a report that cannot be stored may be sent again', async () => {
    const id = await escalated();
    const request = report(id);
    const broken = { ...desk.ports, cases: { ...desk.cases, load: () => Promise.reject(new Error('away')) } };
    expect((await takeTicketReport({ ...broken, once: desk.once, secret }, request)).status).toBe(503);
    expect((await take(request)).status).toBe(202);
  });

  test('without a secret there is no such route', async () => {
    const { secret: _none, ...ports } = { ...desk.ports, once: desk.once, secret };
    expect((await takeTicketReport(ports, report('T-1'))).status).toBe(404);
  });
});
