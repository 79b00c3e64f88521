/** Starts a local Slack workspace: the bot's side and the people's side on one port. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { perform } from './acts/perform.ts';
import type { World } from './acts/world.ts';
import { northwind } from './cast.ts';
import { createCourier } from './delivery/deliver.ts';
import { createEvents } from './delivery/events.ts';
import { createSockets } from './delivery/sockets.ts';
import { verifyUrl } from './delivery/verify.ts';
import { pathOf, sendJson, TooLarge } from './http.ts';
import { servePage } from './local/page-files.ts';
import { serveLocal } from './local/routes.ts';
import type { Act, ActResult, Fault, FileInfo, Guide, Snapshot } from './local-api.ts';
import { Manifest } from './manifest.ts';
import { createPerson, type PersonDriver } from './person.ts';
import { createSlackServer } from './slack-server.ts';
import { type Cast, createState } from './state/create.ts';
import { storeFile } from './state/files.ts';
import { findPerson } from './state/people.ts';
import { announce, type Clock, fileInfo, type State, snapshot } from './state/state.ts';
import { type Exchange, type Opened, openExchange, setFaults } from './state/traffic.ts';
import { createWaiting, type WaitFor } from './wait-for.ts';

export type WorkspaceOptions = {
  /** The app's manifest as read from its YAML or JSON file. */
  manifest: unknown;
  signingSecret: string;
  botToken: string;
  appToken?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** The bot's request URL; may also be given later to `connect`. */
  botUrl?: string;
  cast?: Cast;
  clock?: Clock;
  /** Pauses before an event is sent again; Slack's: at once, a minute, five minutes. */
  retryDelaysMs?: readonly number[];
  /** How long Slack waits for an acknowledgement. */
  ackTimeoutMs?: number;
  pageFolder?: URL;
};

export type Workspace = {
  /** Where a browser opens the workspace. */
  url: string;
  /** What the bot takes as Slack's API address; ends with a slash. */
  apiUrl: string;
  state: State;
  snapshot(): Snapshot;
  /** Resolves with the first truthy value; looks again after every change, never by polling. */
  waitFor: WaitFor;
  perform(act: Act): Promise<ActResult>;
  /** Drives one person of the cast: `workspace.person('ana')`. */
  person(handle: string): PersonDriver;
  upload(handle: string, name: string, bytes: Uint8Array | string): FileInfo;
  /** Sends url_verification and, when it is answered right, delivers there from now on. */
  connect(botUrl: string): Promise<boolean>;
  setFaults(faults: Fault[]): void;
  /** Adds an exchange with another service to the traffic list; close it when it is answered. */
  recordTraffic(opened: Opened): Exchange;
  /** Gives the page's side panel its text; pages that are open already see it after a reload. */
  showGuide(guide: Guide): void;
  /** Resolves when no event is on its way and none will be sent again. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

const SLACK_RETRIES = [0, 60_000, 300_000];

export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const state = createState({
    cast: options.cast ?? northwind,
    manifest: Manifest.parse(options.manifest),
    clock: options.clock ?? { now: () => Date.now() },
    botToken: options.botToken,
    appToken: options.appToken,
  });
  const sockets = createSockets(state, () => {
    const { requestUrl, sockets: count } = state.connection;
    state.connection.mode = count > 0 ? 'socket' : requestUrl === null ? 'none' : 'http';
    state.connection.isVerified = count > 0 || requestUrl !== null;
  });
  const delivery = {
    signingSecret: options.signingSecret,
    ackTimeoutMs: options.ackTimeoutMs ?? 3_000,
    requestUrl: () => state.connection.requestUrl,
  };
  const courier = createCourier(state, sockets, delivery);
  const events = createEvents(state, courier, options.retryDelaysMs ?? SLACK_RETRIES);
  const world: World = { state, courier, events, sockets };
  const slack = createSlackServer(state);
  const pageFolder = options.pageFolder ?? new URL('./page/', import.meta.url);

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (await slack(request, response)) return;
    if (await serveLocal(world, request, response)) return;
    if (await servePage(pageFolder, request, response)) return;
    sendJson(response, 404, { ok: false, error: 'no_such_path', hint: 'Open the workspace at "/".' });
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      const isLarge = error instanceof TooLarge;
      const hint = error instanceof Error ? error.message : 'The workspace failed.';
      sendJson(response, isLarge ? 413 : 500, {
        ok: false,
        error: isLarge ? 'too_large' : 'internal_error',
        hint,
      });
    });
  });
  server.on('upgrade', (request, stream, head) => {
    if (pathOf(request).pathname.startsWith('/link')) sockets.accept(request, stream, head);
    else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  const host = options.host ?? '127.0.0.1';
  state.origin = `http://${host}:${await listen(server, options.port ?? 0, host)}`;

  const waiting = createWaiting(state);
  const upload = (handle: string, name: string, bytes: Uint8Array | string): FileInfo => {
    const person = findPerson(state, handle);
    if (person === undefined) throw new Error(`Nobody is called "${handle}".`);
    return fileInfo(storeFile(state, { name, bytes: Buffer.from(bytes), user: person.id }));
  };
  const workspace: Workspace = {
    url: `${state.origin}/`,
    apiUrl: `${state.origin}/api/`,
    state,
    snapshot: () => structuredClone(snapshot(state)),
    waitFor: waiting.waitFor,
    perform: (act) => perform(world, act),
    person: (handle) =>
      createPerson(
        { state, perform: (act) => perform(world, act), upload, waitFor: waiting.waitFor },
        handle,
      ),
    upload,
    async connect(botUrl) {
      const isVerified = await verifyUrl(state, { ...delivery, url: botUrl });
      const mode = sockets.count() > 0 ? 'socket' : isVerified ? 'http' : 'none';
      state.connection = { ...state.connection, mode, isVerified, requestUrl: isVerified ? botUrl : null };
      announce(state, { kind: 'connection', connection: state.connection });
      return isVerified;
    },
    setFaults: (faults) => setFaults(state, faults),
    recordTraffic: (opened) => openExchange(state, opened),
    showGuide: (guide) => {
      state.guide = guide;
    },
    settled: () => events.settled(),
    async close() {
      events.stop();
      waiting.stop();
      sockets.closeAll();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  if (options.botUrl !== undefined) await workspace.connect(options.botUrl);
  return workspace;
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // A TCP server's address is always an AddressInfo.
      resolve((server.address() as AddressInfo).port);
    });
  });
}
