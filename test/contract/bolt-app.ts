/** A real Bolt app beside a local workspace: the stand-in is judged by what the official SDK makes of it. */
import { randomBytes } from 'node:crypto';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/playground/workspace.ts';

export type Desk = { app: App; workspace: Workspace; stop(): Promise<void> };

const url = 'https://example.com/slack/events';
export const manifest = {
  display_information: { name: 'Test Desk' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'test-desk' },
    shortcuts: [
      { name: 'Look at this', type: 'message', callback_id: 'look_at', description: 'd' },
      { name: 'Start', type: 'global', callback_id: 'start', description: 'd' },
    ],
    slash_commands: [{ command: '/desk', url, description: 'd', usage_hint: '[text]', should_escape: true }],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:history',
        'channels:read',
        'chat:write',
        'commands',
        'files:read',
        'files:write',
        'groups:read',
        'im:write',
        'users:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'app_mention',
        'member_joined_channel',
        'app_uninstalled',
        'tokens_revoked',
      ],
    },
  },
};

/** Made when the test runs: nothing that looks like a credential is ever written down. */
export const newToken = (kind: string): string => [kind, randomBytes(6).toString('hex'), 'test'].join('-');

export async function openDesk(
  mode: 'http' | 'socket',
  options: Partial<WorkspaceOptions> = {},
  prepare: (app: App) => void = () => {},
): Promise<Desk> {
  const signingSecret = randomBytes(16).toString('hex');
  const botToken = newToken('xoxb');
  const appToken = newToken('xapp');
  const workspace = await startWorkspace({ manifest, signingSecret, botToken, appToken, ...options });
  const clientOptions = { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 };
  const app = new App({
    token: botToken,
    clientOptions,
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
    ...(mode === 'http' ? { signingSecret } : { receiver: socketReceiver(appToken, clientOptions) }),
  });
  prepare(app);
  await app.init();
  if (mode === 'http') {
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    const address = 'address' in server ? server.address() : null;
    if (address === null || typeof address === 'string') throw new Error('Bolt did not listen.');
    await workspace.connect(`http://127.0.0.1:${address.port}/slack/events`);
  } else {
    await app.start();
  }
  return {
    app,
    workspace,
    async stop() {
      await app.stop();
      await workspace.close();
    },
  };
}

/** The client waits this long before it comes back; its own default would make tests wait five seconds. */
const RECONNECT_MS = 100;

function socketReceiver(appToken: string, clientOptions: { slackApiUrl: string }): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    clientPingTimeout: RECONNECT_MS,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
}
