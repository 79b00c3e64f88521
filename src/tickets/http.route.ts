import type { Route } from '../observability/health.ts';
import { type TicketRoutePorts, takeTicketReport } from './route.ts';
import { signatureHeader } from './signature.ts';

/** The ticket report as an HTTP route. */
export function ticketEndpoint(ports: TicketRoutePorts): Route {
  return {
    path: '/tickets',
    method: 'POST',
    answer: async (request) => {
      const body = new TextDecoder('utf-8').decode(await request.body());
      const answer = await takeTicketReport(ports, { signature: request.header(signatureHeader), body });
      return { status: answer.status, type: 'application/json', body: `${JSON.stringify(answer.body)}\n` };
    },
  };
}
