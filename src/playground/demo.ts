/** The demo: workspace, sandbox and the real bot in one process. Says nothing; the command that starts it does. */
import { spawn } from 'node:child_process';
import { openStage, type Stage } from './stage.ts';

export type Bot = { stop(): Promise<void> };
/** Starts the real bot from these settings; resolves once it listens. */
export type StartBot = (environment: Readonly<Record<string, string>>) => Promise<Bot>;
export type DemoOptions = {
  startBot: StartBot;
  /** Absent: the usual port, or any free one when that is taken. */
  port?: number | undefined;
  /** Opens the page in a browser. */
  open?: boolean | undefined;
  /** Where the page lies; absent: beside this file. */
  pageFolder?: URL | undefined;
};
export type Demo = { url: string; stage: Stage; close(): Promise<void> };

const USUAL_PORT = 4_600;

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const stage = await openStageAt(options);
  const { workspace } = stage;
  let bot: Bot | undefined;
  const close = async () => {
    await bot?.stop();
    await stage.close();
  };
  try {
    bot = await options.startBot(stage.environment);
    if (!(await workspace.connect(stage.botUrl))) {
      throw new Error(`The bot did not answer at ${stage.botUrl}. Look at its log.`);
    }
  } catch (error) {
    await close();
    throw error;
  }
  if (options.open === true) openBrowser(workspace.url);
  return { url: workspace.url.replace(/\/$/, ''), stage, close };
}

async function openStageAt({ port, pageFolder }: DemoOptions): Promise<Stage> {
  const page = pageFolder === undefined ? {} : { pageFolder };
  try {
    return await openStage({ workspace: { ...page, port: port ?? USUAL_PORT } });
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    if (port !== undefined)
      throw new Error(`Port ${port} is taken. Choose another one with --port.`, { cause: error });
    return await openStage({ workspace: { ...page, port: 0 } });
  }
}

/** A browser that cannot be opened is no fault: the address is printed as well. */
function openBrowser(url: string): void {
  const [command = '', ...rest] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(command, [...rest, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
