import { type AppRole, StartFault, startApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { MatrixInvalid } from '../diagnosis/load.ts';
import { createLog } from '../observability/log.ts';
import type { Log } from '../ports.ts';
import { RedisUnfit } from '../store/open.ts';
import { type Command, type Io, Misuse, only, readArgs } from './io.ts';
import { untilSignal } from './signals.ts';

export const serve: Command = {
  name: 'serve',
  about: 'start the bot with the settings of the environment',
  usage: `coval-triage serve [--role all|slack|worker]

Settings come from the environment; deploy/env.example explains each.
Exit code: 0 on a signal, 1 on a fault, 2 on bad configuration.

  --role   slack takes deliveries, worker runs the queued work, all (the default) does both`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, { role: { type: 'string' } });
    only(positionals, 0, 'serve takes options only');
    const role = readRole(values.role);
    const outcome = readConfig(io.env);
    if (!outcome.ok) {
      io.err(
        `The configuration cannot be used:\n${outcome.problems.map((problem) => `  ${problem}`).join('\n')}\n`,
      );
      return 2;
    }
    return serveConfig(outcome.config, role, io);
  },
};

async function serveConfig(config: Config, role: AppRole, io: Io): Promise<number> {
  const log = createLog({ level: config.LOG_LEVEL });
  surviveRejections(log);
  try {
    const app = await startApp(config, { log, clock: { now: Date.now }, role });
    log.info('The bot is ready', { port: app.port, mode: config.slackMode, role });
    await untilSignal();
    await app.stop();
    return 0;
  } catch (error) {
    // These carry our own words and say what to do.
    const isOurs =
      error instanceof StartFault || error instanceof RedisUnfit || error instanceof MatrixInvalid;
    if (isOurs) io.err(`The bot cannot start: ${error.message}\n`);
    else io.err(`The bot cannot start. ${hint(error)}\n`);
    log.error('The bot could not start', error instanceof Error ? { error } : {});
    return 1;
  }
}

/**
 * Bolt drops a signed request whose payload is the word `null` in a promise of its own; one such request must not end
 * the bot for everybody. Whatever else is lost this way is for a person to look at.
 */
function surviveRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    log.error('A rejected promise had nobody listening', reason instanceof Error ? { error: reason } : {});
  });
}

function hint(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return 'PORT is taken by another program; choose another one.';
  if (code === 'store_away') return 'Redis does not answer at REDIS_URL; start it or correct the address.';
  return 'The last line of the log has the details; coval-triage doctor checks each requirement.';
}

function readRole(role: string | undefined): AppRole {
  if (role === undefined || role === 'all') return 'all';
  if (role === 'slack' || role === 'worker') return role;
  throw new Misuse('--role takes all, slack or worker');
}
