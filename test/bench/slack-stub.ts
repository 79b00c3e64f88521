import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least of Slack's Web API that lets a bot work, so that a load measures the bot and not the other side. */

export interface Call {
  method: string;
  at: number;
  params: URLSearchParams;
}

export interface SlackStub {
  apiUrl: string;
  /** Told of every call the moment its body is complete. */
  onCall: (call: Call) => void;
  close(): Promise<void>;
}

export async function startSlackStub(): Promise<SlackStub> {
  let counter = 0;
  const stub: Pick<SlackStub, 'onCall'> = { onCall: () => {} };
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const method = (request.url ?? '').replace(/^\/api\//, '').split('?')[0] ?? '';
      stub.onCall({ method, at: performance.now(), params: new URLSearchParams(body) });
      counter += 1;
      answer(response, reply(method, counter));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address object, never a pipe name.
  const { port } = server.address() as AddressInfo;
  return Object.assign(stub, {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

function reply(method: string, counter: number): Record<string, unknown> {
  const ts = `1700000000.${String(counter).padStart(6, '0')}`;
  switch (method) {
    case 'auth.test':
      return {
        user_id: 'UBOT00001',
        bot_id: 'BBOT00001',
        team_id: 'T00000001',
        team: 'bench',
        user: 'coval-triage',
      };
    case 'users.info':
      return {
        user: { id: 'U00000001', team_id: 'T00000001', deleted: false, is_restricted: false, tz: 'Etc/UTC' },
      };
    case 'conversations.info':
      return {
        channel: {
          id: 'C00000001',
          is_member: true,
          is_archived: false,
          is_ext_shared: false,
          is_shared: false,
        },
      };
    case 'views.open':
    case 'views.push':
    case 'views.update':
      return { view: { id: `V${counter}`, hash: `${counter}.h` } };
    case 'chat.getPermalink':
      return { permalink: `https://bench.example/p${counter}` };
    default:
      return { ts, channel: 'C00000001', message: { ts, thread_ts: ts } };
  }
}

function answer(response: ServerResponse, body: Record<string, unknown>): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: true, ...body }));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
