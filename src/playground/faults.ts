/** Puts a switched-on fault on one exchange that the bot started. */
import type { ServerResponse } from 'node:http';
import { wait } from './delivery/deliver.ts';
import { send } from './http.ts';
import type { Fault } from './local-api.ts';
import type { State } from './state/state.ts';
import { ANSWER_FAULTS, type Closing, takeFault } from './state/traffic.ts';

export type Given = { status: number; headers: Record<string, string>; body: string | Uint8Array };
export type Produce = () => Given | Promise<Given>;

const PAGE = '<!DOCTYPE html><html><head><title>Slack</title></head><body>Service unavailable</body></html>';

export function nextFault(state: State, on: string): Fault | null {
  return takeFault(state, on, ANSWER_FAULTS);
}

/** Answers, or breaks in the way the fault says; what was really sent goes to the traffic log. */
export async function answerWith(
  response: ServerResponse,
  fault: Fault | null,
  produce: Produce,
): Promise<Closing> {
  const reply = (given: Given, error: string | null = null): Closing => {
    send(response, given.status, given.body, given.headers);
    const responseBody = typeof given.body === 'string' ? given.body : `(${given.body.byteLength} bytes)`;
    return { status: given.status, responseHeaders: given.headers, responseBody, error };
  };
  const json = { 'content-type': 'application/json; charset=utf-8' };
  switch (fault?.kind) {
    case 'throttle': {
      const headers = { ...json, 'retry-after': String(fault.retryAfter ?? 1) };
      return reply({ status: 429, headers, body: '{"ok":false,"error":"ratelimited"}' }, 'ratelimited');
    }
    case 'server-error':
      return reply({ status: 500, headers: { 'content-type': 'text/html' }, body: PAGE }, 'server-error');
    case 'not-json':
      return reply({ status: 200, headers: { 'content-type': 'text/html' }, body: PAGE }, 'not-json');
    case 'platform-error': {
      const error = fault.error ?? 'internal_error';
      return reply({ status: 200, headers: json, body: JSON.stringify({ ok: false, error }) }, error);
    }
    case 'hang':
      return await hang(response);
    case 'lost-response':
      await produce();
      response.destroy();
      return { status: 0, error: 'lost-response' };
    case 'slow':
      await wait(fault.delayMs ?? 2_000);
      return reply(await produce());
    default:
      return reply(await produce());
  }
}

function hang(response: ServerResponse): Promise<Closing> {
  return new Promise((resolve) => {
    response.on('close', () => resolve({ status: 0, error: 'hang' }));
  });
}
