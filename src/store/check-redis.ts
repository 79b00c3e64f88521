import type { Redis } from 'ioredis';
import { talk } from './connect.ts';

/** What an operator should know about this Redis before cases go into it. `problems` forbid a start. */
export interface RedisReport {
  version: string;
  problems: string[];
  warnings: string[];
}

/** BullMQ and the scripts here need commands that came with 6.2. */
const oldest: readonly [number, number] = [6, 2];

export async function checkRedis(redis: Redis): Promise<RedisReport> {
  const info = await talk(redis, () => redis.info());
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim();
  const version = field('redis_version') ?? 'unknown';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const problems: string[] = [];
  const warnings: string[] = [];
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    problems.push(`Redis ${version} is too old. Use 6.2 or newer.`);
  const policy = field('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction')
    warnings.push(
      `maxmemory-policy is ${policy}: Redis may drop cases and queued work. Set it to noeviction.`,
    );
  if (field('aof_enabled') === '0')
    warnings.push(
      'appendonly is off: cases and queued work since the last snapshot are lost when Redis stops. Set appendonly to yes.',
    );
  if (field('role') === 'slave') problems.push('This Redis is a replica. Point REDIS_URL at the primary.');
  return { version, problems, warnings };
}
