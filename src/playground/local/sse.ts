/** The stream of changes, as Server-Sent Events: one change per message, resumable by revision. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf } from '../http.ts';
import type { Change } from '../local-api.ts';
import type { State } from '../state/state.ts';

/** Keeps proxies and browsers from giving the stream up. */
const HEARTBEAT_MS = 15_000;

export function streamChanges(state: State, request: IncomingMessage, response: ServerResponse): void {
  const asked = request.headers['last-event-id'] ?? pathOf(request).searchParams.get('since');
  const since = Number(asked ?? state.revision);
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.flushHeaders();
  const tell = (change: Change) =>
    response.write(`id: ${change.revision}\ndata: ${JSON.stringify(change)}\n\n`);
  const missed = state.history.filter((change) => change.revision > since);
  const isGap = since > state.revision || (missed[0]?.revision ?? state.revision + 1) !== since + 1;
  if (isGap && since !== state.revision) tell({ revision: state.revision, patches: [{ kind: 'reset' }] });
  else for (const change of missed) tell(change);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  state.followers.add(tell);
  response.on('close', () => {
    clearInterval(heartbeat);
    state.followers.delete(tell);
  });
}
