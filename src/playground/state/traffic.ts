/** The log of exchanges with the bot, both ways, and the faults that can be put on them. */
import type { Fault, Traffic } from '../local-api.ts';
import { announce, type State } from './state.ts';

const KEPT = 1_000;
const BODY = 64 * 1024;

export type Opened = Pick<Traffic, 'direction' | 'kind' | 'title'> &
  Partial<Pick<Traffic, 'peer' | 'transport' | 'requestHeaders' | 'requestBody' | 'retryNum' | 'fault'>>;
export type Closing = {
  status: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
  error?: string | null;
};
export type Exchange = { entry: Traffic; close(closing: Closing): void };

export function openExchange(state: State, opened: Opened): Exchange {
  state.trafficCount += 1;
  const entry: Traffic = {
    peer: 'slack',
    transport: 'http',
    requestHeaders: {},
    retryNum: 0,
    fault: null,
    ...opened,
    requestBody: cut(opened.requestBody ?? ''),
    id: state.trafficCount,
    at: state.clock.now(),
    status: 0,
    responseHeaders: {},
    responseBody: '',
    ms: null,
    error: null,
  };
  const startedAt = performance.now();
  state.traffic.push(entry);
  if (state.traffic.length > KEPT) state.traffic.shift();
  announce(state, { kind: 'traffic', traffic: entry });
  return {
    entry,
    close(closing) {
      entry.status = closing.status;
      entry.responseHeaders = closing.responseHeaders ?? {};
      entry.responseBody = cut(closing.responseBody ?? '');
      entry.error = closing.error ?? null;
      entry.ms = Math.round(performance.now() - startedAt);
      announce(state, { kind: 'traffic', traffic: entry });
    },
  };
}

function cut(body: string): string {
  return body.length > BODY ? `${body.slice(0, BODY)}… (${body.length - BODY} more characters)` : body;
}

/** The first fault that is on for this kind of exchange; counts it down. */
export function takeFault(state: State, on: string, kinds: readonly Fault['kind'][]): Fault | null {
  const fault = state.faults.find((one) => (one.on === on || one.on === '*') && kinds.includes(one.kind));
  if (fault === undefined) return null;
  if (fault.times !== undefined) {
    fault.times -= 1;
    if (fault.times <= 0) state.faults = state.faults.filter((one) => one !== fault);
    announce(state, { kind: 'faults', faults: state.faults });
  }
  return fault;
}

export const ANSWER_FAULTS = [
  'throttle',
  'server-error',
  'platform-error',
  'slow',
  'hang',
  'lost-response',
  'not-json',
] as const;
export const DELIVERY_FAULTS = ['duplicate', 'late', 'undelivered'] as const;

/** The methods, kinds and other names a fault's `on` may hold are open; only its shape is checked elsewhere. */
export function setFaults(state: State, faults: Fault[]): void {
  state.faults = faults.map((one) => ({ ...one }));
  announce(state, { kind: 'faults', faults: state.faults });
}
