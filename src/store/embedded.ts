import { createServer, type Socket } from 'node:net';
import type { Log } from '../ports.ts';

/** The Redis-compatible server inside this process, for when REDIS_URL is unset: for a demo and for tests. */
export interface EmbeddedRedis {
  url: string;
  close(): Promise<void>;
}

/**
 * The package's own server listens on every interface and lets small answers wait for each other, which costs
 * 40 ms apiece; so its parts are put behind a listener of ours: loopback only, without delay.
 */
export async function startEmbeddedRedis(log: Log): Promise<EmbeddedRedis> {
  const core = await load();
  const state = new core.RedisServerState({ databaseCount: 16 });
  const executor = core.createRedisCommandExecutor();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const session = core.attachSession(new core.SocketConnectionTransport(socket), {
      state,
      executor,
      clientAddress: `${socket.remoteAddress}:${socket.remotePort}`,
    });
    session.done.finally(() => sockets.delete(socket)).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the embedded server has no port');
  log.warn('No REDIS_URL: cases live in this process and do not survive a restart', { port: address.port });
  return {
    url: `redis://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          state.close();
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function load() {
  try {
    return await import('js-redis-server/core');
  } catch (cause) {
    throw new Error(
      'REDIS_URL is not set and the embedded server is not installed. Set REDIS_URL to a Redis 6.2 or newer, or run: npm install js-redis-server',
      { cause },
    );
  }
}
