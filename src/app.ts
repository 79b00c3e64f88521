import { randomBytes } from 'node:crypto';
import { sweep } from './cases/job.ts';
import { type Acting, type RoleLists, roleOf } from './cases/roles.ts';
import { processCheck } from './checks/job.ts';
import { runCheck } from './checks/run.ts';
import type { Config } from './config.ts';
import { createCoval } from './coval/client.ts';
import { processDiagnosis } from './diagnosis/job.ts';
import { loadMatrix, MATRIX_DIR, watchMatrix } from './diagnosis/load.ts';
import { verdictOf } from './diagnosis/verdict.ts';
import { TriageError } from './errors.ts';
import { keyFingerprint } from './evidence/key-fingerprint.ts';
import { features, processors as surfaceProcessors } from './features.ts';
import { createHeavy } from './heavy/heavy.ts';
import { healthRoutes, type Route } from './observability/health.ts';
import { createMetrics } from './observability/metrics.ts';
import type { Clock, Log } from './ports.ts';
import { processProof } from './proof/job.ts';
import type { Pace } from './queue/redraws.ts';
import { createTriage } from './queue/triage.ts';
import { type Processors, startWorkers } from './queue/worker.ts';
import { createBolt } from './slack/bolt.ts';
import { createDispatch } from './slack/dispatch.ts';
import { type OpenSlack, openSlack } from './slack/open.ts';
import { serveRoutes } from './slack/routes.ts';
import { createDrafts } from './store/drafts.ts';
import { createHomes } from './store/homes.ts';
import { createInstallations } from './store/installations.ts';
import { createOnce } from './store/once.ts';
import { type OpenStore, openStore } from './store/open.ts';
import { createCases } from './store/redis.ts';
import { retention } from './store/retention.ts';
import { ticketEndpoint } from './tickets/http.route.ts';
import { processWebhook } from './tickets/job.ts';
import { processWake } from './timers/job.ts';
import { nudgePolicy } from './timers/plan.ts';

/** The composition root: builds the adapters, wires the features, starts them in order and stops them in reverse. */

export type AppRole = 'all' | 'slack' | 'worker';

export interface AppPorts {
  log: Log;
  clock: Clock;
  role?: AppRole;
  /** The folder of the matrix; another one for tests. */
  matrixDir?: URL;
  /** How often a case is redrawn; quicker in tests. */
  pace?: Pace;
}

export interface App {
  /** The port that listens for Slack, health, metrics and tickets. */
  port: number;
  stop(): Promise<void>;
}

/** A start that cannot succeed; the message says what to do. */
export class StartFault extends Error {}

type Closers = (() => Promise<unknown> | unknown)[];

export async function startApp(config: Config, ports: AppPorts): Promise<App> {
  const closers: Closers = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { port: await compose(config, ports, closers), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(config: Config, ports: AppPorts, closers: Closers): Promise<number> {
  const { log, clock, role = 'all' } = ports;
  const secret = config.TRIAGE_SECRET ?? temporarySecret(log);
  const metrics = createMetrics();
  const matrix = await liveMatrix(ports.matrixDir ?? MATRIX_DIR, log, closers);
  const store = await openStore(config.REDIS_URL, log);
  closers.push(() => store.close());
  const open = await connectSlack(config, ports, secret, store, metrics);
  const queueOptions = {
    url: store.url,
    embedded: store.embedded,
    log,
    ...(ports.pace ? { pace: ports.pace } : {}),
  };
  const triage = createTriage(queueOptions);
  closers.push(() => triage.close());
  const heavy = createHeavy({ secret });
  const fingerprint = keyFingerprint(secret);
  closers.push(() => heavy.close());
  const coval = createCoval({
    baseUrl: config.COVAL_API_URL,
    workspaceId: config.COVAL_WORKSPACE_ID,
    keys: config.keys.key,
  });
  closers.push(() => coval.close());
  const cases = createCases(
    store.redis,
    retention(config.RETENTION_DAYS.usual, config.RETENTION_DAYS.states),
  );
  const once = createOnce(store.redis, clock);
  const nudges = nudgePolicy(config.NUDGE_HOURS.usual, config.NUDGE_HOURS.states);
  const change = { cases, triage, clock, log, keys: config.keys, nudges };
  const surface = {
    ...change,
    once,
    heavy,
    drafts: createDrafts(store.redis),
    homes: createHomes(store.redis),
    slack: open.slack,
    matrix: matrix.current,
    secret,
    appUrl: config.COVAL_APP_URL,
    apiUrl: config.COVAL_API_URL,
    escalation: { channel: config.ESCALATION_CHANNEL, routes: config.ESCALATION_ROUTES ?? {} },
    who: (acting: Acting) => whoActs(open, roleLists(config), acting),
    forgetChannel: open.facts.forgetChannel,
    ...(config.SLACK_BOT_TOKEN ? {} : { uninstalled: (team: string) => uninstall(store, secret, team) }),
    metrics,
  };
  const checking = { ...change, once, coval, runCheck: measured(metrics) };
  const processors: Processors = {
    ...surfaceProcessors(surface),
    check: (payload, { last }) => processCheck(checking, payload, last),
    diagnosis: (payload) =>
      processDiagnosis(
        {
          ...change,
          diagnose: (kept) => counted(metrics, verdictOf(matrix.current(), kept)),
          fingerprintOf: (alias) => fingerprint(config.keys.key(alias) ?? '', 'coval-key'),
        },
        payload,
      ),
    proof: (payload, { last }) => processProof(checking, payload, last),
    webhook: (payload) => processWebhook({ ...change, ...ticketSettings(config) }, payload),
    wake: (payload) => processWake({ ...change, once, slack: open.slack }, payload),
    sweep: () => sweep({ ...change, once }),
  };
  if (role !== 'slack') {
    const workers = await startWorkers({ ...queueOptions, processors });
    closers.push(() => workers.close());
  }
  const routes = [
    ...healthRoutes(async () => ({ redis: store.redis.status === 'ready' ? 'ok' : 'away' }), metrics),
    ticketEndpoint({
      ...change,
      once,
      ...(config.TICKET_WEBHOOK_SECRET ? { secret: config.TICKET_WEBHOOK_SECRET } : {}),
    }),
  ];
  if (role === 'worker') {
    const served = await serveRoutes(routes, log, config.PORT, config.HOST);
    closers.push(() => served.close());
    return served.port;
  }
  const dispatch = createDispatch({ listeners: features(surface), once, clock, log, metrics });
  return receive(config, { log, open, store, secret, routes, dispatch }, closers);
}

async function receive(
  config: Config,
  parts: {
    log: Log;
    open: OpenSlack;
    store: OpenStore;
    secret: string;
    routes: Route[];
    dispatch: ReturnType<typeof createDispatch>;
  },
  closers: Closers,
): Promise<number> {
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
  } = config;
  const { open, log } = parts;
  const bolt = createBolt({
    mode: config.slackMode,
    port: config.PORT,
    log,
    routes: parts.routes,
    dispatch: parts.dispatch,
    seal: open.seal,
    authorize: open.authorize,
    clientOptions: open.clientOptions,
    whisper: async ({ team, channel, user, threadTs }, message) => {
      const said = channel ? await open.slack.whisper(team, channel, user, message, threadTs) : undefined;
      if (!said?.ok) await open.slack.directMessage(team, user, message);
    },
    ...(config.SLACK_SIGNING_SECRET ? { signingSecret: config.SLACK_SIGNING_SECRET } : {}),
    ...(config.SLACK_APP_TOKEN ? { appToken: config.SLACK_APP_TOKEN } : {}),
    ...(clientId && clientSecret && stateSecret
      ? {
          oauth: {
            clientId,
            clientSecret,
            stateSecret,
            store: createInstallations(parts.store.redis, parts.secret),
          },
        }
      : {}),
  });
  const port = await bolt.start(config.PORT, config.HOST);
  closers.push(() => bolt.stop());
  return port;
}

async function connectSlack(
  config: Config,
  { clock }: AppPorts,
  secret: string,
  store: OpenStore,
  metrics: ReturnType<typeof createMetrics>,
): Promise<OpenSlack> {
  const open = openSlack({
    apiUrl: config.SLACK_API_URL,
    secret,
    clock,
    metrics,
    ...(config.SLACK_BOT_TOKEN
      ? { token: config.SLACK_BOT_TOKEN }
      : { installations: createInstallations(store.redis, secret) }),
  });
  if (!config.SLACK_BOT_TOKEN) return open;
  const identity = await open.identify();
  if (!identity.ok) throw new StartFault(slackFault(identity.code));
  return open;
}

function slackFault(code: string): string {
  if (code === 'outcome_unknown' || code === 'ratelimited')
    return 'Slack does not answer at SLACK_API_URL. Check the network and start again.';
  return `Slack refuses SLACK_BOT_TOKEN (${code}). Copy the bot token from "OAuth & Permissions" of your Slack app and start again.`;
}

async function whoActs(open: OpenSlack, lists: RoleLists, { team, user, userTeam, channel }: Acting) {
  const role = roleOf({ user, userTeam, team, channel }, await open.slack.person(team, user), lists);
  if (role === 'unknown') throw new TriageError('person_unknown');
  return role;
}

function roleLists(config: Config): RoleLists {
  const routed = Object.values(config.ESCALATION_ROUTES ?? {}).map((route) => route.split('+')[0] ?? '');
  return {
    support: config.SUPPORT_USERS,
    engineering: config.ENGINEERING_USERS,
    operator: config.OPERATOR_USERS,
    escalationChannels: [...(config.ESCALATION_CHANNEL ? [config.ESCALATION_CHANNEL] : []), ...routed],
  };
}

function ticketSettings({ TICKET_WEBHOOK_URL: url, TICKET_WEBHOOK_SECRET: secret }: Config) {
  return url && secret ? { tickets: { url, secret } } : {};
}

/** The newest valid matrix; a broken edit leaves the old one in place and says so. */
async function liveMatrix(dir: URL, log: Log, closers: Closers) {
  let matrix = await loadMatrix(dir);
  const watch = watchMatrix(
    dir,
    (next) => {
      matrix = next;
      log.info('A new matrix is in use', { matrix: next.version });
    },
    (mistakes) =>
      log.warn('The edited matrix has mistakes and is not used', {
        count: mistakes.length,
        file: mistakes[0]?.file,
      }),
  );
  closers.push(() => watch.stop());
  return { current: () => matrix };
}

function measured(metrics: ReturnType<typeof createMetrics>): typeof runCheck {
  return async (request, ports) => {
    const result = await runCheck(request, ports);
    metrics.check(result.kind, result.verdict, result.finishedAt - result.startedAt);
    return result;
  };
}

function counted(metrics: ReturnType<typeof createMetrics>, verdict: ReturnType<typeof verdictOf>) {
  const { boundary, cause } = verdict.diagnosis;
  metrics.diagnosed(String(boundary), String(cause));
  return verdict;
}

async function uninstall(store: OpenStore, secret: string, teamId: string): Promise<void> {
  const query = { teamId, enterpriseId: undefined, isEnterpriseInstall: false } as const;
  await createInstallations(store.redis, secret).deleteInstallation?.(query);
}

function temporarySecret(log: Log): string {
  log.warn(
    'TRIAGE_SECRET is not set: fingerprints, forms and bundles of this process are void after a restart',
  );
  return randomBytes(32).toString('hex');
}
