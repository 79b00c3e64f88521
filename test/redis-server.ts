import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Redis for a test: REDIS_TEST_URL, or a redis-server of our own on a free port in a temporary folder. */
export interface RealRedis {
  url: string;
  /** Kills the server without a goodbye; `undefined` when it is not ours. */
  kill?: () => Promise<void>;
  stop(): Promise<void>;
}

/** A server of our own can be started and killed. */
export const redisServerIsThere: boolean =
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
export const redisServerReason = 'no redis-server on the path';

export const realRedisIsThere: boolean = process.env['REDIS_TEST_URL'] !== undefined || redisServerIsThere;
export const realRedisReason = `${redisServerReason} and no REDIS_TEST_URL`;

export async function startRealRedis(options: { port?: number; folder?: string } = {}): Promise<RealRedis> {
  const given = process.env['REDIS_TEST_URL'];
  // Files run side by side and empty their database: each runner has one of the sixteen for itself.
  const database = Number(process.env['VITEST_POOL_ID'] ?? 0) % 16;
  if (given !== undefined && options.port === undefined)
    return { url: new URL(`/${database}`, given).href, stop: async () => undefined };
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'triage-redis-'));
  const port = options.port ?? (await freePort());
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await ready(server);
  const end = (signal: NodeJS.Signals) => ended(server, signal);
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGKILL');
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`redis-server ended: ${output}`)));
  });
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.removeAllListeners('exit');
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address !== 'string' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
