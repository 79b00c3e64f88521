/** Looks for any run of a planted secret in everything that was kept, logged or sent. */
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Workspace } from '../../src/playground/workspace.ts';
import { prefix, queueNames } from '../../src/queue/queues.ts';
import type { Planted } from './secrets.ts';

export interface Leak {
  where: string;
  input: string;
  kind: string;
  around: string;
}

/** Runs that hexadecimal noise cannot hold by chance. */
const run = 8;
const hexRun = 14;

type Finder = (where: string, text: string) => Leak[];

export function finder(planted: readonly Planted[]): Finder {
  const short = new Map<string, Planted>();
  const long = new Map<string, Planted>();
  for (const one of planted) {
    const isHex = /^[0-9a-f]+$/.test(one.core);
    const [runs, length] = isHex ? [long, hexRun] : [short, run];
    for (let at = 0; at + length <= one.core.length; at += 1) runs.set(one.core.slice(at, at + length), one);
    // A secret may hide in base64; its whole groups look alike at each of three offsets.
    for (const pad of ['', 'x', 'xy']) {
      const coded = Buffer.from(pad + one.core)
        .toString('base64url')
        .slice(4, -4);
      for (let at = 0; at + hexRun <= coded.length; at += 1) long.set(coded.slice(at, at + hexRun), one);
    }
  }
  return (where, text) => {
    const leaks: Leak[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const found = short.get(text.slice(at, at + run)) ?? long.get(text.slice(at, at + hexRun));
      if (found === undefined) continue;
      const around = text.slice(Math.max(0, at - 60), at + 24);
      leaks.push({ where, input: found.input, kind: found.kind, around });
      at += found.core.length;
    }
    return leaks;
  };
}

/** Every key with everything under it. */
export async function everythingInRedis(url: string): Promise<Map<string, string>> {
  const redis = new Redis(url);
  const kept = new Map<string, string>();
  try {
    // A scan answers lists of keys.
    for await (const keys of redis.scanStream({ count: 1_000 }))
      for (const key of keys as string[]) kept.set(key, JSON.stringify(await readKey(redis, key)));
    return kept;
  } finally {
    redis.disconnect();
  }
}

async function readKey(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  if (type === 'string') return redis.get(key);
  if (type === 'hash') return redis.hgetall(key);
  if (type === 'list') return redis.lrange(key, 0, -1);
  if (type === 'set') return redis.smembers(key);
  if (type === 'zset') return redis.zrange(key, 0, '-1', 'WITHSCORES');
  if (type === 'stream') return redis.xrange(key, '-', '+');
  if (type === 'none') return '';
  throw new Error(`The search cannot read a ${type}.`);
}

/** Brings forward the redraws that are spaced out, and counts the work that waits or runs; reminders are at rest. */
export async function unfinishedJobs(url: string): Promise<number> {
  let open = 0;
  for (const name of queueNames.filter((one) => one !== 'clock')) {
    const queue = new Queue(name, { prefix, connection: { url } });
    if (name === 'publish') await queue.promoteJobs();
    const counts = await queue.getJobCounts('wait', 'active', 'waiting-children', 'delayed');
    open += Object.values(counts).reduce((sum, count) => sum + count, 0);
    await queue.close();
  }
  return open;
}

/** What the bot said to Slack: requests of its own and its answers to deliveries, from now on. */
export function listen(workspace: Workspace): { said: Map<string, string>; stop(): void } {
  const said = new Map<string, string>();
  const follow: Parameters<typeof workspace.state.followers.add>[0] = ({ patches }) => {
    for (const patch of patches) {
      if (patch.kind !== 'traffic' || patch.traffic.peer !== 'slack') continue;
      const { id, direction, title, requestBody, responseBody } = patch.traffic;
      said.set(`${id} ${title}`, direction === 'from-bot' ? decoded(requestBody) : responseBody);
    }
  };
  workspace.state.followers.add(follow);
  return { said, stop: () => workspace.state.followers.delete(follow) };
}

/** Form bodies carry JSON percent-encoded. */
function decoded(body: string): string {
  try {
    return decodeURIComponent(body.replaceAll('+', ' '));
  } catch {
    return body;
  }
}
