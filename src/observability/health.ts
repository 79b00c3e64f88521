import type { Metrics } from './metrics.ts';

/** `/healthz` says the process lives, `/readyz` that it can do its work, `/metrics` what it did. */

export interface RouteRequest {
  header(name: string): string | undefined;
  /** The raw body, at most 1 MB; longer is refused before the route hears of it. */
  body(): Promise<Uint8Array>;
}

export interface RouteAnswer {
  status: number;
  type: string;
  body: string;
}

export interface Route {
  path: string;
  method: 'GET' | 'POST';
  answer(request: RouteRequest): Promise<RouteAnswer>;
}

export type Readiness = () => Promise<Record<string, 'ok' | 'away'>>;

export function healthRoutes(ready: Readiness, metrics: Metrics): Route[] {
  return [
    { path: '/healthz', method: 'GET', answer: async () => json(200, { status: 'ok' }) },
    {
      path: '/readyz',
      method: 'GET',
      answer: async () => {
        const parts = await ready().catch((): Record<string, 'ok' | 'away'> => ({ readiness: 'away' }));
        const isReady = Object.values(parts).every((part) => part === 'ok');
        return json(isReady ? 200 : 503, { status: isReady ? 'ok' : 'away', ...parts });
      },
    },
    {
      path: '/metrics',
      method: 'GET',
      answer: async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() }),
    },
  ];
}

function json(status: number, body: unknown) {
  return { status, type: 'application/json', body: `${JSON.stringify(body)}\n` };
}
