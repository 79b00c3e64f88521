import type { AuthorizeResult, InstallationStore } from '@slack/bolt';
import type { Metrics } from '../observability/metrics.ts';
import type { Clock, Slack } from '../ports.ts';
import { createSlack } from './client.ts';
import { createFacts, type SlackFacts } from './facts.ts';
import { slackHostRule } from './hosts.ts';
import { createSeal, type Seal } from './metadata.ts';
import { clientOptions, createWeb, guardedFetch, type TokenSource } from './web.ts';

/** Everything of Slack's side that needs no deliveries: clients, facts, the port. Workers use only this. */

export interface SlackSettings {
  apiUrl: string;
  /** A fixed token, or a store of installations. */
  token?: string;
  installations?: InstallationStore;
  /** Keys the seal of views. */
  secret: string;
  clock: Clock;
  metrics: Pick<Metrics, 'slackCall'>;
}

export interface OpenSlack {
  slack: Slack;
  facts: SlackFacts;
  seal: Seal;
  clientOptions: ReturnType<typeof clientOptions>;
  authorize(team: string | undefined, enterprise: string | undefined): Promise<AuthorizeResult>;
  /** Asks Slack who the fixed token is; resolves with its team, or says what is wrong. */
  identify(): Promise<{ ok: true; team: string } | { ok: false; code: string }>;
}

/** A rotated or revoked token is noticed within this time. */
const rememberMs = 60_000;

export function openSlack(settings: SlackSettings): OpenSlack {
  const isSlackHost = slackHostRule(settings.apiUrl);
  // The built-in fetch: the client makes uploads with the built-in FormData, which no other fetch knows.
  const fetch = guardedFetch(isSlackHost, globalThis.fetch);
  const identity = createIdentity(settings);
  const web = createWeb(settings.apiUrl, fetch, identity.tokens, settings.metrics);
  const facts = createFacts(web, settings.clock);
  const seal = createSeal(settings.secret);
  return {
    slack: createSlack({ web, facts, seal, isSlackHost, tokens: identity.tokens }),
    facts,
    seal,
    clientOptions: clientOptions(settings.apiUrl, fetch, 'forms'),
    authorize: identity.authorize,
    identify: async () => {
      const answer = await web.call('', 'posts', 'auth.test', (client) => client.auth.test());
      if (!answer.ok) return answer;
      const { team_id: team = '', bot_id: botId, user_id: botUserId } = answer.value;
      identity.settle({
        ...(team ? { teamId: team } : {}),
        ...(botId ? { botId } : {}),
        ...(botUserId ? { botUserId } : {}),
      });
      return { ok: true, team };
    },
  };
}

type Fixed = Pick<AuthorizeResult, 'teamId' | 'botId' | 'botUserId'>;

function createIdentity({ token, installations, clock }: SlackSettings) {
  let fixed: Fixed = {};
  const known = new Map<string, { result: AuthorizeResult; readAt: number }>();
  const authorize = async (
    team: string | undefined,
    enterprise: string | undefined,
  ): Promise<AuthorizeResult> => {
    if (token !== undefined) return { botToken: token, ...fixed };
    const key = `${enterprise ?? ''} ${team ?? ''}`;
    const remembered = known.get(key);
    const age = remembered && clock.now() - remembered.readAt;
    if (remembered && age !== undefined && age >= 0 && age < rememberMs) return remembered.result;
    const result = await installedAs(installations, team, enterprise);
    known.set(key, { result, readAt: clock.now() });
    return result;
  };
  const tokens: TokenSource = {
    token: async (team) => {
      const result = await authorize(team, undefined).catch(() => undefined);
      return result?.botToken;
    },
  };
  const settle = (as: Fixed) => {
    fixed = as;
  };
  return { authorize, tokens, settle };
}

async function installedAs(
  store: InstallationStore | undefined,
  team: string | undefined,
  enterprise: string | undefined,
): Promise<AuthorizeResult> {
  const found = await store?.fetchInstallation({
    teamId: team,
    enterpriseId: enterprise,
    isEnterpriseInstall: false,
  });
  if (!found?.bot) throw new Error('the bot is not installed in this workspace');
  return {
    botToken: found.bot.token,
    botId: found.bot.id,
    botUserId: found.bot.userId,
    ...(team ? { teamId: team } : {}),
    ...(enterprise ? { enterpriseId: enterprise } : {}),
  };
}
