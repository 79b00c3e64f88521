import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type InstallationStore, type Logger, SocketModeReceiver } from '@slack/bolt';
import type { Route } from '../observability/health.ts';
import type { Log } from '../ports.ts';
import { routeHandler, type ServedRoutes, serveRoutes } from './routes.ts';

/** How deliveries come in: Bolt's HTTP server, or a socket with a small server beside it for health and installs. */

/** What an install asks for; the manifests list the same, and a test compares them. */
export const botScopes = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:write',
  'users:read',
];

export interface OAuth {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  store: InstallationStore;
  /** Slack's page where a person agrees; another one for a stand-in. */
  authorizationUrl?: string;
}

export interface ReceiverOptions {
  mode: 'http' | 'socket' | 'oauth' | 'oauth-socket';
  signingSecret?: string;
  appToken?: string;
  oauth?: OAuth;
  clientOptions: { slackApiUrl?: string };
  routes: readonly Route[];
  /** Only Bolt's own server of installs over Socket Mode has to know it this early. */
  port: number;
  log: Log;
}

export interface Receiving {
  receiver: HTTPReceiver | SocketModeReceiver;
  /** Resolves with the port that listens. */
  start(port: number, host: string): Promise<number>;
  stop(): Promise<void>;
}

export function createReceiver(options: ReceiverOptions, logger: Logger): Receiving {
  return options.mode.endsWith('socket') ? overSocket(options, logger) : overHttp(options, logger);
}

function overHttp(options: ReceiverOptions, logger: Logger): Receiving {
  const { signingSecret, oauth, clientOptions } = options;
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret ?? '',
    logger,
    customRoutes: customRoutes(options),
    ...(oauth ? installing(oauth, clientOptions) : {}),
  });
  return {
    receiver,
    start: async (port, host) => {
      const address = (await receiver.start({ port, host })).address();
      return typeof address === 'object' && address ? address.port : port;
    },
    stop: () => receiver.stop(),
  };
}

function overSocket(options: ReceiverOptions, logger: Logger): Receiving {
  const { appToken = '', oauth, port, clientOptions } = options;
  // The same client options carry apps.connections.open, so that a stand-in is asked for its socket.
  if (!oauth) {
    const receiver = new SocketModeReceiver({
      appToken,
      logger,
      installerOptions: { clientOptions: { ...clientOptions } },
    });
    return { receiver, ...besideSocket(receiver, options) };
  }
  // With installs over Socket Mode Bolt brings its own web server; it listens on every interface.
  const installation = installing(oauth, clientOptions);
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    customRoutes: customRoutes(options),
    ...installation,
    installerOptions: { ...installation.installerOptions, port },
  });
  return {
    receiver,
    start: async () => {
      await receiver.start();
      return port;
    },
    stop: () => receiver.stop(),
  };
}

function besideSocket(
  receiver: SocketModeReceiver,
  { routes, log }: ReceiverOptions,
): Omit<Receiving, 'receiver'> {
  let served: ServedRoutes | undefined;
  return {
    start: async (port, host) => {
      served = await serveRoutes(routes, log, port, host);
      await receiver.start();
      return served.port;
    },
    stop: async () => {
      await receiver.stop();
      served?.close();
    },
  };
}

function customRoutes({ routes, log }: ReceiverOptions) {
  return routes.map((route) => ({
    path: route.path,
    method: route.method,
    handler: routeHandler(route, log),
  }));
}

function installing(oauth: OAuth, clientOptions: { slackApiUrl?: string }) {
  const { authorizationUrl } = oauth;
  return {
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateSecret: oauth.stateSecret,
    scopes: botScopes,
    installationStore: oauth.store,
    installerOptions: {
      directInstall: true,
      clientOptions: { ...clientOptions },
      ...(authorizationUrl ? { authorizationUrl } : {}),
      callbackOptions: { failure: cancelled },
    },
  };
}

/** Pressing Cancel on Slack's page is no fault of ours. */
function cancelled(
  _error: unknown,
  _options: unknown,
  _request: IncomingMessage,
  response: ServerResponse,
): void {
  response
    .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
    .end('The app was not installed. Open the install page again to retry.\n');
}
