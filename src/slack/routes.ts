import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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

/** Socket Mode has no listener of its own; Bolt's would bind every interface. */
export async function startRouteServer(
  handlers: ReadonlyMap<string, RouteHandler>,
  port: number,
  host: string,
): Promise<{ port: number; server: Server }> {
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
  return { server, port: typeof address === 'object' && address ? address.port : port };
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
