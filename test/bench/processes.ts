import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

/** Processes under measurement: the bot and the bare listener, each alone in its process as in production. */

export interface Measured {
  url: string;
  /** From spawn to the first sign of readiness. */
  startMs: number;
  residentMb(): Promise<number>;
  stop(): Promise<void>;
}

/** The bot as compose.yaml runs it: one process takes deliveries, another does the queued work. */
export async function startBot(
  environment: Record<string, string>,
  role: 'slack' | 'worker',
): Promise<Measured> {
  const port = await freePort();
  return start(
    ['../../../main.js', '--role', role],
    { ...environment, PORT: String(port), LOG_LEVEL: 'error' },
    port,
    async () => {
      const answer = await request(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      await answer?.body.dump();
      return answer?.statusCode === 200;
    },
  );
}

export async function startBare(environment: Record<string, string>): Promise<Measured> {
  const port = await freePort();
  return start(['./bare-bolt.js'], { ...environment, PORT: String(port) }, port, async () => {
    const answer = await request(`http://127.0.0.1:${port}/slack/events`).catch(() => undefined);
    await answer?.body.dump();
    return answer !== undefined;
  });
}

async function start(
  [entry = '', ...args]: string[],
  env: Record<string, string>,
  port: number,
  isReady: () => Promise<boolean>,
): Promise<Measured> {
  const from = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL(entry, import.meta.url)), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`${entry} ended with ${code}`))),
  );
  ended.catch(() => undefined);
  const ready = async () => {
    while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await Promise.race([ready(), ended]);
  return {
    url: `http://127.0.0.1:${port}`,
    startMs: performance.now() - from,
    residentMb: () => residentMb(port),
    stop: () => stop(child),
  };
}

async function residentMb(port: number): Promise<number> {
  const answer = await request(`http://127.0.0.1:${port}/metrics`);
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(await answer.body.text())?.[1];
  return Number(bytes) / 2 ** 20;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
