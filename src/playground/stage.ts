/** Everything around the bot for a demo or an end-to-end test: workspace, sandbox Coval, and the bot's settings. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { northwind } from './cast.ts';
import { type SandboxCoval, type SandboxOptions, startSandboxCoval } from './coval/server.ts';
import { guideFor } from './guide.ts';
import type { Cast } from './state/create.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts';

export type StageOptions = {
  /** How the bot is reached; with "socket" it gets an app-level token and no signing secret. */
  mode?: 'http' | 'socket';
  workspace?: Partial<WorkspaceOptions>;
  coval?: SandboxOptions;
};
export type Stage = {
  workspace: Workspace;
  coval: SandboxCoval;
  /** What the bot's configuration is read from; PORT is free at this moment. */
  environment: Record<string, string>;
  /** Where the bot will listen in HTTP mode; hand it to `workspace.connect` once it does. */
  botUrl: string;
  close(): Promise<void>;
};

/** One channel per key of the sandbox, so that every answer a key can get may be tried by hand. */
const keyChannels = [
  { name: 'try-key-401', key: 'sandbox-401', topic: 'The key of this channel is not known to Coval' },
  { name: 'try-key-403', key: 'sandbox-403', topic: 'The key of this channel may not write traces' },
  { name: 'try-key-503', key: 'sandbox-503', topic: 'Coval answers 503 to the key of this channel' },
  { name: 'try-key-flaky', key: 'sandbox-flaky-2', topic: 'Coval answers 503 twice, then works' },
  { name: 'try-key-slow', key: 'sandbox-slow', topic: 'Coval takes two seconds for the key of this channel' },
  {
    name: 'try-other-organization',
    key: 'sandbox-ok-globex',
    topic: 'The key belongs to another organization',
  },
].map((one, index) => ({ ...one, id: `C0TRYKEY0${index + 1}`, alias: `demo-${index + 1}` }));

const stageCast: Cast = {
  ...northwind,
  channels: [
    ...northwind.channels,
    ...keyChannels.map(({ id, name, topic }) => ({
      id,
      name,
      topic,
      members: ['ana', 'ben', 'cleo', '@app'],
    })),
  ],
};

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const signingSecret = randomBytes(16).toString('hex');
  const botToken = token('xoxb');
  const appToken = token('xapp');
  const isSocket = options.mode === 'socket';
  const workspace = await startWorkspace({
    manifest: await readManifest(isSocket),
    signingSecret,
    botToken,
    appToken,
    cast: stageCast,
    ...options.workspace,
  });
  const coval = await startSandboxCoval({
    ...options.coval,
    onlooker: (opened) => workspace.recordTraffic(opened),
  });
  workspace.showGuide(guideFor(coval, keyChannels));
  const folder = await mkdtemp(join(tmpdir(), 'coval-triage-'));
  const keysFile = join(folder, 'keys.yaml');
  await writeFile(keysFile, keysYaml());
  const port = await freePort();
  return {
    workspace,
    coval,
    botUrl: `http://127.0.0.1:${port}/slack/events`,
    environment: {
      SLACK_BOT_TOKEN: botToken,
      ...(isSocket ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
      SLACK_API_URL: workspace.apiUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      COVAL_API_URL: coval.url,
      COVAL_API_KEY: 'sandbox-ok',
      COVAL_KEYS_FILE: keysFile,
      ...Object.fromEntries(keyChannels.map((one) => [variable(one.alias), one.key])),
      TRIAGE_SECRET: randomBytes(24).toString('hex'),
      ESCALATION_CHANNEL: channelId(workspace, 'coval-engineering'),
      SUPPORT_USERS: ids(workspace, 'ana', 'ben'),
      ENGINEERING_USERS: ids(workspace, 'emi'),
      OPERATOR_USERS: ids(workspace, 'fay'),
    },
    async close() {
      await workspace.close();
      await coval.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const variable = (alias: string) => `${alias.replace('-', '_').toUpperCase()}_KEY`;

function keysYaml(): string {
  return stringify({
    keys: Object.fromEntries(keyChannels.map((one) => [one.alias, { env: variable(one.alias) }])),
    channels: Object.fromEntries(keyChannels.map((one) => [one.id, one.alias])),
  });
}

/** From src and from dist alike, deploy/ is two folders up. */
async function readManifest(isSocket: boolean): Promise<unknown> {
  const name = isSocket ? 'slack-manifest.socket.yaml' : 'slack-manifest.yaml';
  return parse(await readFile(new URL(`../../deploy/${name}`, import.meta.url), 'utf8'));
}

/** Shaped like Slack's tokens, since the bot may check that; made afresh for every stage. */
function token(kind: string): string {
  return [kind, '1', randomBytes(12).toString('hex')].join('-');
}

function ids(workspace: Workspace, ...handles: string[]): string {
  return handles.map((handle) => workspace.person(handle).id).join(',');
}

function channelId(workspace: Workspace, name: string): string {
  for (const channel of workspace.state.channels.values()) if (channel.name === name) return channel.id;
  throw new Error(`The cast has no channel "${name}".`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
