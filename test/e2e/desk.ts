import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog, type LogOptions } from '../../src/observability/log.ts';
import { openStage, type Stage, type StageOptions } from '../../src/playground/stage.ts';

/** The real bot on a stage, driven by people of the local workspace. */

export interface Desk {
  stage: Stage;
  app: App;
  /** Log lines, from the chosen level up; warnings and errors by default. */
  log: string[];
  /** Where cases are kept: the given Redis or the embedded one. */
  redisUrl: string;
  environment: Record<string, string>;
  /** How far the bot's clock is off. */
  shift: { ms: number };
  /** Ends the bot and starts it again with the same settings, as a deployment does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export type DeskOptions = StageOptions & {
  environment?: Record<string, string>;
  level?: LogOptions['level'];
  /** How often a case is redrawn: as in production, or, since mostly nobody watches, quicker. */
  pace?: 'production' | 'quick';
};

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const stage = await openStage(options);
  const log: string[] = [];
  const shift = { ms: 0 };
  const environment = { ...stage.environment, ...options.environment };
  const config = readConfig(environment);
  if (!config.ok) throw new Error(config.problems.join('\n'));
  const start = () =>
    startApp(config.config, {
      log: createLog({ level: options.level ?? 'warn', write: (line) => log.push(line) }),
      clock: { now: () => Date.now() + shift.ms },
      ...(options.pace === 'production' ? {} : { pace: { atOnce: 6, gapMs: 100, gatherMs: 50 } }),
    });
  let app = await start();
  if (options.mode !== 'socket') await stage.workspace.connect(stage.botUrl);
  return {
    stage,
    log,
    environment,
    shift,
    get app() {
      return app;
    },
    get redisUrl() {
      return environment['REDIS_URL'] ?? embeddedUrl(log);
    },
    restart: async () => {
      await app.stop();
      app = await start();
    },
    close: async () => {
      await app.stop();
      await stage.close();
    },
  };
}

/** The embedded server tells its port to the log only. */
function embeddedUrl(log: readonly string[]): string {
  const port = /"port":(\d+),"msg":"No REDIS_URL/.exec(log.join(''))?.[1];
  if (port === undefined) throw new Error('The log does not name the port of the embedded Redis.');
  return `redis://127.0.0.1:${port}`;
}
