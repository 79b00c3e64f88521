import type { ChangePorts } from '../cases/change.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../observability/log.ts';
import type { Homes, Slack } from '../ports.ts';
import { createTriage } from '../queue/triage.ts';
import { openSlack } from '../slack/open.ts';
import { createHomes } from '../store/homes.ts';
import { createInstallations } from '../store/installations.ts';
import { openStore, RedisUnfit } from '../store/open.ts';
import { createCases } from '../store/redis.ts';
import { retention } from '../store/retention.ts';
import { nudgePolicy } from '../timers/plan.ts';
import { type Io, Misuse, Unreadable } from './io.ts';

/** The cases of a running bot, from beside it: the same store and the same queue, with the bot's own settings. */

export interface OpenCases {
  ports: ChangePorts & { slack: Slack; homes: Homes };
  close(): Promise<void>;
}

export async function openCases(io: Io): Promise<OpenCases> {
  const outcome = readConfig(io.env);
  if (!outcome.ok)
    throw new Unreadable(
      `the settings of the bot cannot be used:${outcome.problems.map((one) => `\n  ${one}`).join('')}`,
    );
  const { config } = outcome;
  if (config.REDIS_URL === undefined)
    throw new Misuse(
      'set REDIS_URL: without it the cases live inside the bot, and nobody else can reach them',
    );
  const log = createLog({ level: 'error' });
  const clock = { now: Date.now };
  const store = await openStore(config.REDIS_URL, log).catch((error: unknown) => {
    if (error instanceof RedisUnfit) throw new Unreadable(error.message);
    throw new Unreadable('Redis does not answer at REDIS_URL; start it or correct the address');
  });
  const triage = createTriage({ url: store.url, embedded: false, log });
  const secret = config.TRIAGE_SECRET ?? '';
  const { slack } = openSlack({
    ...{ apiUrl: config.SLACK_API_URL, secret, clock, metrics: { slackCall: () => undefined } },
    ...(config.SLACK_BOT_TOKEN
      ? { token: config.SLACK_BOT_TOKEN }
      : { installations: createInstallations(store.redis, secret) }),
  });
  return {
    ports: {
      cases: createCases(store.redis, retention(config.RETENTION_DAYS.usual, config.RETENTION_DAYS.states)),
      nudges: nudgePolicy(config.NUDGE_HOURS.usual, config.NUDGE_HOURS.states),
      ...{ triage, clock, log, keys: config.keys, slack, homes: createHomes(store.redis) },
    },
    close: async () => {
      await triage.close();
      await store.close();
    },
  };
}
