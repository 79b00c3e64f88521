import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/observability/log.ts';
import { openStage, type Stage, type StageOptions } from '../../src/playground/stage.ts';

/** The real bot on a stage, driven by people of the local workspace. */

export interface Desk {
  stage: Stage;
  app: App;
  /** Log lines of warnings and errors. */
  log: string[];
  close(): Promise<void>;
}

export async function openDesk(
  options: StageOptions & { environment?: Record<string, string> } = {},
): Promise<Desk> {
  const stage = await openStage(options);
  const log: string[] = [];
  const config = readConfig({ ...stage.environment, ...options.environment });
  if (!config.ok) throw new Error(config.problems.join('\n'));
  const app = await startApp(config.config, {
    log: createLog({ level: 'warn', write: (line) => log.push(line) }),
    clock: { now: Date.now },
    pace: { atOnce: 6, gapMs: 100, gatherMs: 50 },
  });
  if (options.mode !== 'socket') await stage.workspace.connect(stage.botUrl);
  return {
    stage,
    app,
    log,
    close: async () => {
      await app.stop();
      await stage.close();
    },
  };
}
