import { request } from 'undici';
import { botScopes } from './receivers.ts';

/** The Slack side, looked at for `doctor`: does the token work, and may it do what the bot does. */

export interface SlackDoctorSettings {
  SLACK_API_URL: string;
  SLACK_BOT_TOKEN?: string | undefined;
  SLACK_APP_TOKEN?: string | undefined;
}

type Line = { ok: boolean; name: string; says: string };
type Answer = { code: string; scopes: string[] };

export async function slackDoctor({
  SLACK_API_URL: api,
  SLACK_BOT_TOKEN: token,
  SLACK_APP_TOKEN: appToken,
}: SlackDoctorSettings): Promise<Line[]> {
  const lines: Line[] = [];
  if (token === undefined)
    lines.push({ ok: true, name: 'Slack token', says: 'Workspaces install the bot by OAuth.' });
  else lines.push(...tokenLines(await ask(api, 'auth.test', token)));
  if (appToken !== undefined) lines.push(socketLine(await ask(api, 'apps.connections.open', appToken)));
  return lines;
}

function tokenLines({ code, scopes }: Answer): Line[] {
  const name = 'Slack token';
  if (code === 'unreachable')
    return [{ ok: false, name, says: 'Slack does not answer at SLACK_API_URL. Check the network.' }];
  if (code !== 'ok')
    return [
      {
        ok: false,
        name,
        says: `Slack refuses SLACK_BOT_TOKEN (${code}). Copy it again from "OAuth & Permissions".`,
      },
    ];
  // A stand-in may not name scopes; nothing can be said then.
  const missing = scopes.length === 0 ? [] : botScopes.filter((scope) => !scopes.includes(scope));
  return [
    { ok: true, name, says: 'It works.' },
    missing.length === 0
      ? {
          ok: true,
          name: 'Slack scopes',
          says: scopes.length === 0 ? 'Slack did not name them.' : 'All are granted.',
        }
      : {
          ok: false,
          name: 'Slack scopes',
          says: `Missing: ${missing.join(', ')}. Add them under "OAuth & Permissions" and install the app again.`,
        },
  ];
}

function socketLine({ code }: Answer): Line {
  const name = 'Slack Socket Mode';
  if (code === 'ok') return { ok: true, name, says: 'A socket is offered.' };
  return {
    ok: false,
    name,
    says: `SLACK_APP_TOKEN is refused (${code}). It needs the scope connections:write and Socket Mode switched on.`,
  };
}

const deadlineMs = 10_000;

async function ask(api: string, method: string, token: string): Promise<Answer> {
  try {
    const answer = await request(`${api}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
      signal: AbortSignal.timeout(deadlineMs),
    });
    const body: unknown = await answer.body.json();
    const scopes = String(answer.headers['x-oauth-scopes'] ?? '')
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean);
    if (typeof body !== 'object' || body === null) return { code: 'unreadable answer', scopes };
    if ('ok' in body && body.ok === true) return { code: 'ok', scopes };
    return {
      code:
        'error' in body && typeof body.error === 'string' && /^[a-z_]+$/.test(body.error)
          ? body.error
          : 'unreadable answer',
      scopes,
    };
  } catch {
    return { code: 'unreachable', scopes: [] };
  }
}
