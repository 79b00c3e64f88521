/** Carries a sentinel's fault out on the wire. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Answer } from './answers.ts';
import { type Fault, type Sentinel, sandboxTargets } from './sentinels.ts';

export type FaultFinder = (
  key: Sentinel | undefined,
  target: string | undefined,
  path: string,
) => Sentinel | undefined;

/** A flaky sentinel refuses N requests of a path, takes one, and begins anew, so that it can be tried again. */
export function makeFaultFinder(): FaultFinder {
  const asked = new Map<string, number>();
  const isActive = (sentinel: Sentinel, path: string): boolean => {
    if (sentinel.fault?.kind !== 'flaky') return true;
    const count = asked.get(`${sentinel.value} ${path}`) ?? 0;
    asked.set(`${sentinel.value} ${path}`, count + 1);
    return count % (sentinel.fault.times + 1) < sentinel.fault.times;
  };
  return (key, id, path) => {
    const target = sandboxTargets.find((each) => each.value === id);
    return [key, target].find((each) => each?.fault !== undefined && isActive(each, path));
  };
}

/** The caller never learns, although the work was done: a real gateway's 502 looks the same. */
export function worksFirst(fault: Fault): boolean {
  return (
    fault.kind === 'silent' ||
    fault.kind === 'reset' ||
    fault.kind === 'cut_off' ||
    (fault.kind === 'status' && fault.status === 502)
  );
}

export function sendAnswer(response: ServerResponse, answer: Answer, requestId: string): void {
  response.writeHead(answer.status, {
    'content-type': answer.type ?? 'application/json',
    'x-request-id': requestId,
    ...answer.headers,
  });
  response.end(answer.body);
}

export function sendFault(response: ServerResponse, fault: Fault, requestId: string): void {
  const headers = { 'content-type': 'application/json', 'x-request-id': requestId };
  switch (fault.kind) {
    case 'status':
      sendAnswer(response, fault, requestId);
      return;
    case 'flaky':
      sendAnswer(response, { status: 503, body: flakyBody }, requestId);
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'cut_off':
      response.writeHead(200, { ...headers, 'content-length': '500' });
      response.write('{"simulation":{"simulation_id":"', () => response.socket?.destroy());
      return;
    case 'huge':
      response.writeHead(200, headers);
      response.end(`{"simulation":{"simulation_id":"${'x'.repeat(20_000_000)}"}}`);
      return;
    case 'gzip_bomb':
      response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(20_000_000, ' ')));
      return;
    case 'silent':
    case 'slow':
      // Nothing: the caller's deadline or the server's timer ends it.
      return;
  }
}

const flakyBody = JSON.stringify({
  error: { code: 'INTERNAL', message: 'Service temporarily unavailable', details: [] },
});
