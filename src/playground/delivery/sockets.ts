/** Socket Mode: the open connections of the app, and envelopes that wait for their acknowledgement. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Fields, isFields } from '../limits/rule.ts';
import { announce, type State } from '../state/state.ts';
import { openExchange } from '../state/traffic.ts';
import { acceptSocket, type Socket } from './websocket.ts';

/** Slack allows this many connections per app. */
const LIMIT = 10;
const PING_MS = 10_000;

export type Envelope = {
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: unknown;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
};
/** `payload` of the acknowledgement; null when none came in time or the socket went away. */
export type Acknowledged = { payload: Fields } | { error: 'timeout' | 'connection_failed' };

export type Sockets = {
  count(): number;
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  send(envelope: Envelope, timeoutMs: number): Promise<Acknowledged>;
  /** Asks every client to come back on a new connection. */
  refresh(): void;
  closeAll(): void;
};

type Waiting = { socket: Socket; settle(result: Acknowledged): void };

export function createSockets(state: State, onChange: () => void): Sockets {
  const open: Socket[] = [];
  const waiting = new Map<string, Waiting>();
  let turn = 0;

  const dropped = (socket: Socket) => {
    const index = open.indexOf(socket);
    if (index >= 0) open.splice(index, 1);
    for (const [id, one] of waiting) {
      if (one.socket !== socket) continue;
      waiting.delete(id);
      one.settle({ error: 'connection_failed' });
    }
    changed();
  };
  const changed = () => {
    state.connection = { ...state.connection, sockets: open.length };
    onChange();
    announce(state, { kind: 'connection', connection: state.connection });
  };
  const received = (text: string) => {
    const message = parse(text);
    const id = message?.['envelope_id'];
    const one = typeof id === 'string' ? waiting.get(id) : undefined;
    if (one === undefined || typeof id !== 'string') return;
    waiting.delete(id);
    one.settle({ payload: isFields(message?.['payload']) ? message['payload'] : {} });
  };

  return {
    count: () => open.length,
    accept(request, stream, head) {
      const ticket = new URL(request.url ?? '/', 'http://local').searchParams.get('ticket') ?? '';
      if (!state.socketTickets.delete(ticket) || open.length >= LIMIT) {
        stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      const socket = acceptSocket(request, stream, head, {
        onText: received,
        onClosed: () => {
          clearInterval(pings);
          dropped(socket);
        },
      });
      const pings = setInterval(() => socket.ping(), PING_MS);
      pings.unref();
      open.push(socket);
      const hello = {
        type: 'hello',
        num_connections: open.length,
        debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: state.app.id },
      };
      socket.send(JSON.stringify(hello));
      const body = JSON.stringify(hello);
      const exchange = openExchange(state, {
        direction: 'to-bot',
        kind: 'socket',
        title: 'hello',
        transport: 'socket',
        requestBody: body,
      });
      exchange.close({ status: 101 });
      changed();
    },
    send(envelope, timeoutMs) {
      const socket = open[turn % Math.max(1, open.length)];
      turn += 1;
      if (socket === undefined) return Promise.resolve({ error: 'connection_failed' });
      const id = randomUUID();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          resolve({ error: 'timeout' });
        }, timeoutMs);
        waiting.set(id, {
          socket,
          settle(result) {
            clearTimeout(timer);
            resolve(result);
          },
        });
        socket.send(JSON.stringify({ envelope_id: id, ...envelope }));
      });
    },
    refresh() {
      for (const socket of [...open]) {
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'local' } }),
        );
      }
    },
    closeAll() {
      for (const socket of [...open]) {
        socket.close(1001);
        socket.destroy();
      }
      for (const one of waiting.values()) one.settle({ error: 'connection_failed' });
      waiting.clear();
    },
  };
}

function parse(text: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isFields(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
