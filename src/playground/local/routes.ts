/** /local/… : what the page and the tests ask of the workspace. The bot never comes here. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ActInput, perform } from '../acts/perform.ts';
import type { World } from '../acts/world.ts';
import { pathOf, readBody, send, sendJson } from '../http.ts';
import type { Fault, Refusal } from '../local-api.ts';
import { storeFile } from '../state/files.ts';
import { findPerson } from '../state/people.ts';
import { announce, fileInfo, snapshot } from '../state/state.ts';
import { setFaults } from '../state/traffic.ts';
import { streamChanges } from './sse.ts';

const Faults: z.ZodType<Fault[]> = z.array(
  z
    .object({
      kind: z.enum([
        'throttle',
        'server-error',
        'platform-error',
        'slow',
        'hang',
        'lost-response',
        'not-json',
        'duplicate',
        'late',
        'undelivered',
      ]),
      on: z.string().min(1),
      delayMs: z.number().min(0).optional(),
      retryAfter: z.number().min(0).optional(),
      error: z.string().optional(),
      times: z.number().int().min(1).optional(),
    })
    .transform((fault) => JSON.parse(JSON.stringify(fault))),
);
const SettingsInput = z.object({ rateLimits: z.boolean() });

/** True when the request was for us and has been answered. */
export async function serveLocal(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = pathOf(request);
  if (!url.pathname.startsWith('/local/')) return false;
  if (!isOwnPage(request)) {
    sendJson(response, 403, refusal('foreign_origin', 'Open the workspace at its own address.'));
    return true;
  }
  const path = url.pathname.slice('/local/'.length);
  switch (`${request.method} ${path.split('/')[0]}`) {
    case 'GET state':
      sendJson(response, 200, snapshot(world.state));
      return true;
    case 'GET events':
      streamChanges(world.state, request, response);
      return true;
    case 'POST acts':
      await act(world, request, response);
      return true;
    case 'POST files':
      await upload(world, url, request, response);
      return true;
    case 'GET files':
      download(world, path.slice('files/'.length), response);
      return true;
    case 'PUT faults':
      await change(request, response, Faults, (faults) => setFaults(world.state, faults));
      return true;
    case 'PUT settings':
      await change(request, response, SettingsInput, (settings) => {
        world.state.settings = settings;
        announce(world.state, { kind: 'settings', settings });
      });
      return true;
    default:
      sendJson(
        response,
        404,
        refusal('no_such_path', `${request.method} ${url.pathname} does not exist here.`),
      );
      return true;
  }
}

/** A page of another origin in the same browser must not act here. */
function isOwnPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}

function refusal(error: string, hint: string): Refusal {
  return { ok: false, error, hint };
}

async function act(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parsed = await parse(request, ActInput);
  if (!parsed.ok) {
    sendJson(response, 400, parsed);
    return;
  }
  const result = await perform(world, parsed.value);
  sendJson(response, result.ok ? 200 : 400, result);
}

async function change<T>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: z.ZodType<T>,
  apply: (value: T) => void,
): Promise<void> {
  const parsed = await parse(request, schema);
  if (parsed.ok) apply(parsed.value);
  sendJson(response, parsed.ok ? 200 : 400, parsed.ok ? { ok: true } : parsed);
}

async function parse<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<{ ok: true; value: T } | Refusal> {
  const body = (await readBody(request)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return refusal('invalid_json', 'Send a JSON body.');
  }
  const result = schema.safeParse(json);
  return result.success
    ? { ok: true, value: result.data }
    : refusal('invalid_input', z.prettifyError(result.error));
}

async function upload(
  world: World,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const person = findPerson(world.state, url.searchParams.get('as') ?? '');
  const name = url.searchParams.get('name') ?? '';
  if (person === undefined || name === '') {
    sendJson(
      response,
      400,
      refusal('invalid_input', 'Say who uploads (?as=) and the name of the file (&name=).'),
    );
    return;
  }
  const bytes = await readBody(request);
  const file = storeFile(world.state, { name, bytes, user: person.id });
  sendJson(response, 200, { ok: true, file: fileInfo(file) });
}

function download(world: World, id: string, response: ServerResponse): void {
  const file = world.state.files.get(id);
  if (file === undefined) {
    sendJson(response, 404, refusal('file_not_found', 'There is no such file.'));
    return;
  }
  // Always a download and never sniffed: a file's text must not run as a page of this origin.
  send(response, 200, file.bytes, {
    'content-type': file.mimetype === 'image/png' ? 'image/png' : 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  });
}
