/** apps.*, oauth.*, blocks.* : sockets, installation, and Slack's own schema check. */
import { checkMessageBlocks, checkView, type Verdict } from '../limits/payload.ts';
import { type Fields, isFields } from '../limits/rule.ts';
import { newTicket } from '../state/state.ts';
import { type Call, fail, json, type Method, optionalText, requiredText } from './call.ts';

const connectionsOpen: Method = {
  scopes: [],
  token: 'app',
  rate: 50,
  run({ state }) {
    const ticket = newTicket();
    state.socketTickets.add(ticket);
    return { url: `${state.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${state.app.id}` };
  },
};

const oauthAccess: Method = {
  scopes: [],
  token: 'none',
  rate: 300,
  run(call) {
    const { state } = call;
    const code = requiredText(call, 'code');
    if (!state.oauthCodes.delete(code)) fail('invalid_code');
    if (optionalText(call, 'client_id') === undefined && call.args['__basic'] === undefined)
      fail('bad_client_secret');
    state.isInstalled = true;
    const team = state.teams.get(state.homeTeam);
    const installer = [...state.people.values()].find((person) => person.isAdmin);
    return {
      app_id: state.app.id,
      authed_user: { id: installer?.id },
      scope: state.app.scopes.join(','),
      token_type: 'bot',
      access_token: state.botToken,
      bot_user_id: state.app.botUser,
      team: { id: team?.id, name: team?.name },
      enterprise: null,
      is_enterprise_install: false,
    };
  },
};

const validate: Method = {
  scopes: [],
  token: 'none',
  rate: 300,
  run(call) {
    for (const kind of ['blocks', 'message', 'view'] as const) {
      const given = json(call, kind, `invalid_${kind}`);
      if (given === undefined) continue;
      const verdict = judge(kind, given);
      if (verdict === null) return {};
      fail(`invalid_${kind}`, {
        errors:
          verdict.complaints.length > 0
            ? verdict.complaints.map(coded)
            : [coded({ pointer: '', message: verdict.error })],
      });
    }
    return fail('invalid_arguments');
  },
};

function judge(kind: 'blocks' | 'message' | 'view', given: unknown): Verdict | null {
  if (kind === 'view') return checkView(given);
  if (kind === 'blocks') return checkMessageBlocks(given);
  return checkMessageBlocks(isFields(given) ? (given['blocks'] ?? []) : given);
}

function coded(complaint: { pointer: string; message: string }): Fields {
  const code = complaint.message
    .replace(/[^a-z ]/gi, '')
    .trim()
    .split(' ')
    .slice(0, 3)
    .join('_')
    .toLowerCase();
  return { pointer: complaint.pointer, code, message: complaint.message };
}

/** Takes the app away; Slack then tells it with app_uninstalled, which the act of uninstalling also does. */
const uninstall: Method = {
  scopes: [],
  token: 'bot',
  rate: 1,
  run(call: Call) {
    call.state.isInstalled = false;
    return {};
  },
};

const revoke: Method = {
  scopes: [],
  token: 'bot',
  rate: 50,
  run(call) {
    call.state.isInstalled = false;
    return { revoked: true };
  },
};

export const apps: Record<string, Method> = {
  'apps.connections.open': connectionsOpen,
  'apps.uninstall': uninstall,
  'auth.revoke': revoke,
  'oauth.v2.access': oauthAccess,
  'blocks.validate': validate,
};
