import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Route } from '../observability/health.ts';
import type { Log } from '../ports.ts';

/** Health, metrics and webhooks beside Slack's endpoint: on Bolt's server over HTTP, on one of our own in Socket Mode. */

const mostBytes = 1_000_000;

export type RouteHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A handler that never rejects: a fault is a 500 without detail, and the log has the rest. */
export function routeHandler(route: Route, log: Log): RouteHandler {
  return (request, response) => {
    const header = (name: string) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    route
      .answer({ header, body: () => readBody(request) })
      .catch((error: unknown) => {
        if (error instanceof TooLarge) return { status: 413, type: 'text/plain', body: 'too large\n' };
        log.error('A route failed', { route: route.path, ...(error instanceof Error ? { error } : {}) });
        return { status: 500, type: 'text/plain', body: 'fault\n' };
      })
      .then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
      .catch(() => response.destroy());
  };
}

export interface ServedRoutes {
  port: number;
  close(): void;
}

/** A server for routes alone: in Socket Mode, where Bolt's would bind every interface, and for workers. */
export async function serveRoutes(
  routes: readonly Route[],
  log: Log,
  port: number,
  host: string,
): Promise<ServedRoutes> {
  const handlers = new Map(
    routes.map((route) => [`${route.method} ${route.path}`, routeHandler(route, log)]),
  );
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const handler = handlers.get(`${request.method} ${path}`);
    if (handler) handler(request, response);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

class TooLarge extends Error {}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
