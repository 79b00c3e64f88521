/** The side of the workspace that the bot talks to: Web API, uploads, downloads, response URLs, installation. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWith, type Given, nextFault } from './faults.ts';
import { pathOf, readBody } from './http.ts';
import type { TrafficKind } from './local-api.ts';
import { respond } from './response-url.ts';
import { newTicket, type State } from './state/state.ts';
import { openExchange } from './state/traffic.ts';
import { dispatch } from './web-api/dispatch.ts';
import { createRates } from './web-api/rates.ts';

/** True when the request was the bot's and has been answered. */
export type SlackServer = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

type Route = { kind: TrafficKind; title: string; fault: string; run(body: Buffer): Given | Promise<Given> };

const SIGN_IN =
  '<!DOCTYPE html><html lang="en"><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>';

export function createSlackServer(state: State): SlackServer {
  const rates = createRates(state);

  const route = (request: IncomingMessage): Route | null => {
    const url = pathOf(request);
    const [, first = '', ...rest] = url.pathname.split('/');
    if (first === 'api') return apiRoute(request, url, rest.join('/'));
    if (first === 'upload' && request.method === 'POST') return uploadRoute(request, rest.at(-1) ?? '');
    if (first === 'files-pri') return downloadRoute(request, rest[0] ?? '');
    if (first === 'actions' || first === 'commands') return responseRoute(url.pathname);
    if (url.pathname === '/oauth/v2/authorize') return authorizeRoute(url);
    return null;
  };

  const apiRoute = (request: IncomingMessage, url: URL, method: string): Route => ({
    kind: method.startsWith('oauth.') ? 'oauth' : 'web-api',
    title: method,
    fault: method,
    async run(body) {
      const contentType = request.headers['content-type'] ?? '';
      const isQuery = request.method === 'GET' || (body.byteLength === 0 && url.search !== '');
      const answer = await dispatch(state, rates, {
        method,
        contentType: isQuery ? '' : contentType,
        authorization: request.headers.authorization,
        body: isQuery ? url.search.slice(1) : await bodyText(body, contentType),
      });
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'x-slack-req-id': newTicket(),
        ...answer.headers,
      };
      return { status: answer.status, headers, body: JSON.stringify(answer.body) };
    },
  });

  const uploadRoute = (request: IncomingMessage, ticket: string): Route => ({
    kind: 'upload',
    title: 'file upload',
    fault: 'upload',
    async run(body) {
      const upload = state.uploads.get(ticket);
      const headers = { 'content-type': 'text/plain' };
      if (upload === undefined) return { status: 404, headers, body: 'unknown upload URL' };
      const bytes = await fileBytes(body, request.headers['content-type'] ?? '');
      if (bytes.byteLength !== upload.length) {
        return { status: 400, headers, body: `expected ${upload.length} bytes, got ${bytes.byteLength}` };
      }
      upload.bytes = bytes;
      return { status: 200, headers, body: `OK - ${bytes.byteLength}` };
    },
  });

  const downloadRoute = (request: IncomingMessage, key: string): Route => ({
    kind: 'download',
    title: 'file download',
    fault: 'download',
    run() {
      const isAllowed = request.headers.authorization === `Bearer ${state.botToken}` && state.isInstalled;
      const file = state.files.get(key.split('-').at(-1) ?? '');
      // Slack does not answer 401 here: it shows its sign-in page, with status 200.
      if (!isAllowed)
        return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: SIGN_IN };
      if (file === undefined)
        return { status: 404, headers: { 'content-type': 'text/html' }, body: 'Not found' };
      return { status: 200, headers: { 'content-type': file.mimetype }, body: file.bytes };
    },
  });

  const responseRoute = (path: string): Route => ({
    kind: 'response-url',
    title: 'response_url',
    fault: 'response-url',
    run(body) {
      const { status, body: answer } = respond(state, path, body.toString('utf8'));
      return typeof answer === 'string'
        ? { status, headers: { 'content-type': 'text/plain' }, body: answer }
        : { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
    },
  });

  /** Nobody is asked: a local workspace installs at once. */
  const authorizeRoute = (url: URL): Route => ({
    kind: 'oauth',
    title: 'authorize',
    fault: 'oauth',
    run() {
      const target = url.searchParams.get('redirect_uri');
      if (target === null || !URL.canParse(target)) {
        return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'bad_redirect_uri' };
      }
      const code = newTicket();
      state.oauthCodes.add(code);
      const location = new URL(target);
      location.searchParams.set('code', code);
      location.searchParams.set('state', url.searchParams.get('state') ?? '');
      return { status: 302, headers: { location: location.href }, body: '' };
    },
  });

  return async (request, response) => {
    const found = route(request);
    if (found === null) return false;
    const fault = nextFault(state, found.fault);
    const body = await readBody(request);
    const exchange = openExchange(state, {
      direction: 'from-bot',
      kind: found.kind,
      title: found.title,
      requestHeaders: loggable(request),
      requestBody: found.kind === 'upload' ? `(${body.byteLength} bytes)` : body.toString('utf8'),
      fault: fault?.kind ?? null,
    });
    const closing = await answerWith(response, fault, () => found.run(body));
    exchange.close({ ...closing, error: closing.error ?? errorIn(closing.responseBody) });
    return true;
  };
}

/** Everything but the bearer token, which nobody needs to see. */
function loggable(request: IncomingMessage): Record<string, string> {
  const { authorization, cookie: _cookie, ...headers } = request.headers;
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return authorization === undefined ? plain : { ...plain, authorization: 'Bearer …' };
}

function errorIn(body: string | undefined): string | null {
  return /^\{"ok":false,"error":"([^"]+)"/.exec(body ?? '')?.[1] ?? null;
}

/** The SDK sends multipart when an argument is binary; then the text parts are the arguments. */
async function bodyText(body: Buffer, contentType: string): Promise<string> {
  if (!contentType.startsWith('multipart/form-data')) return body.toString('utf8');
  const form = await formOf(body, contentType);
  const fields = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === 'string') fields.append(name, value);
  return fields.toString();
}

async function fileBytes(body: Buffer, contentType: string): Promise<Uint8Array> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  for (const [, value] of await formOf(body, contentType)) {
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer());
  }
  return new Uint8Array();
}

function formOf(body: Buffer, contentType: string): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
}
