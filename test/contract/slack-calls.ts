/** Calls the workspace's Web API the way a bot does, without an SDK between. */
import { randomBytes } from 'node:crypto';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/playground/workspace.ts';
import { manifest, newToken } from './bolt-app.ts';

export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };
export type Bench = {
  workspace: Workspace;
  botToken: string;
  appToken: string;
  /** Form-encoded, objects as JSON text, as the SDK sends them. */
  call(method: string, args?: Record<string, unknown>, token?: string | null): Promise<Reply>;
  /** A trigger_id as a person's act would bring it to the bot. */
  trigger(handle?: string): Promise<string>;
};

/** A bot that acknowledges everything and remembers the last payload. */
export async function openBench(options: Partial<WorkspaceOptions> = {}): Promise<Bench> {
  const botToken = newToken('xoxb');
  const appToken = newToken('xapp');
  const signingSecret = randomBytes(16).toString('hex');
  const workspace = await startWorkspace({ manifest, signingSecret, botToken, appToken, ...options });
  return {
    workspace,
    botToken,
    appToken,
    async call(method, args = {}, token = botToken) {
      const fields = Object.entries(args).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      const response = await fetch(`${workspace.apiUrl}${method}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: new URLSearchParams(Object.fromEntries(fields)).toString(),
      });
      // Slack answers every method with one JSON object.
      const body = (await response.json()) as Record<string, unknown>;
      return { status: response.status, headers: response.headers, body };
    },
    async trigger(handle = 'ana') {
      await workspace.person(handle).opens('start');
      const sent = workspace.state.traffic.filter((one) => one.kind === 'shortcut').at(-1);
      const payload: unknown = JSON.parse(new URLSearchParams(sent?.requestBody).get('payload') ?? '{}');
      // The payload was written by the workspace a line ago.
      return (payload as { trigger_id: string }).trigger_id;
    },
  };
}
