import type { Redis, Result } from 'ioredis';

/** What must happen in one step, as Lua. Keys beside the case's own are named inside, so Redis Cluster is not supported. */

declare module 'ioredis' {
  interface RedisCommander<Context> {
    triageSave(...args: (string | number)[]): Result<string, Context>;
    triageForget(...args: (string | number)[]): Result<string[], Context>;
    triagePrune(...args: (string | number)[]): Result<number, Context>;
    triageEffect(...args: (string | number)[]): Result<string, Context>;
    triageEffectEnd(...args: (string | number)[]): Result<number, Context>;
  }
}

/**
 * Compare-and-set on the revision, with timeline and every index in the same step.
 * KEYS case, timeline, refs, cards
 * ARGV from ('0' creates), revision, format, document, line, score, id, case ms, refs ms, index ms, most events,
 *      then four counted lists: moving indexes, standing indexes, card keys, events
 */
const save = `
local known = redis.call('HGET', KEYS[1], 'revision')
if ARGV[1] == '0' then
  if known then return 'conflict' end
elseif not known then return 'gone'
elseif known ~= ARGV[1] then return 'conflict' end

redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'format', ARGV[3], 'document', ARGV[4], 'line', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[8])

local at = 12
local function list()
  local items = {}
  local count = tonumber(ARGV[at])
  for i = 1, count do items[i] = ARGV[at + i] end
  at = at + count + 1
  return items
end
local moving, standing, cards, events = list(), list(), list(), list()

local have, wanted = {}, {}
for _, key in ipairs(redis.call('SMEMBERS', KEYS[3])) do have[key] = true end
local function enter(key)
  redis.call('ZADD', key, ARGV[6], ARGV[7])
  redis.call('PEXPIRE', key, ARGV[10])
  redis.call('SADD', KEYS[3], key)
end
for _, key in ipairs(moving) do wanted[key] = true; enter(key) end
for _, key in ipairs(standing) do
  wanted[key] = true
  if not have[key] then enter(key) end
end
for key in pairs(have) do
  if not wanted[key] then
    redis.call('ZREM', key, ARGV[7])
    redis.call('SREM', KEYS[3], key)
  end
end
redis.call('PEXPIRE', KEYS[3], ARGV[9])

for _, key in ipairs(cards) do
  redis.call('SET', key, ARGV[7], 'PX', ARGV[9])
  redis.call('SADD', KEYS[4], key)
end
redis.call('PEXPIRE', KEYS[4], ARGV[9])

for _, event in ipairs(events) do redis.call('RPUSH', KEYS[2], event) end
redis.call('LTRIM', KEYS[2], '-' .. ARGV[11], -1)
redis.call('PEXPIRE', KEYS[2], ARGV[8])
return 'saved'
`;

/**
 * Answers the effects that were made until this step: what ends later finds the case gone.
 * KEYS case, timeline, refs, cards, effects, drafters, audit; ARGV id, draft key prefix, audit line, audit ms, most lines
 */
const forget = `
local made = redis.call('HGETALL', KEYS[5])
for _, key in ipairs(redis.call('SMEMBERS', KEYS[3])) do redis.call('ZREM', key, ARGV[1]) end
for _, key in ipairs(redis.call('SMEMBERS', KEYS[4])) do redis.call('DEL', key) end
for _, user in ipairs(redis.call('SMEMBERS', KEYS[6])) do redis.call('DEL', ARGV[2] .. user) end
local known = redis.call('EXISTS', KEYS[1])
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
if known == 1 then
  redis.call('RPUSH', KEYS[7], ARGV[3])
  redis.call('LTRIM', KEYS[7], '-' .. ARGV[5], -1)
  redis.call('PEXPIRE', KEYS[7], ARGV[4])
end
return made
`;

/** Takes a case that expired out of every index. KEYS case, refs; ARGV id */
const prune = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
for _, key in ipairs(redis.call('SMEMBERS', KEYS[2])) do redis.call('ZREM', key, ARGV[1]) end
redis.call('DEL', KEYS[2])
return 1
`;

/**
 * Begins an effect, or says how an earlier try ended. A try that is neither made nor younger than the lease
 * counts as unknown and is taken over.
 * KEYS effects, case; ARGV step, now, lease ms
 */
const effect = `
local life = redis.call('PTTL', KEYS[2])
if life == -2 then return 'gone' end
local known = redis.call('HGET', KEYS[1], ARGV[1])
local state = known and string.sub(known, 1, 1)
if state == '=' then return known end
if state == '?' then
  -- A try of the future was begun before the clock went back; clocks of two workers differ by less than the lease.
  local age = tonumber(ARGV[2]) - tonumber(string.sub(known, 2))
  local lease = tonumber(ARGV[3])
  if age > -lease and age < lease then return 'busy' end
end
redis.call('HSET', KEYS[1], ARGV[1], '?' .. ARGV[2])
if life > 0 then redis.call('PEXPIRE', KEYS[1], life) end
if known then return 'unknown' end
return 'first'
`;

/** Keeps the answer; a case that was forgotten meanwhile stays forgotten. KEYS effects, case; ARGV step, value */
const effectEnd = `
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
`;

export function defineScripts(redis: Redis): void {
  redis.defineCommand('triageSave', { numberOfKeys: 4, lua: save });
  redis.defineCommand('triageForget', { numberOfKeys: 7, lua: forget });
  redis.defineCommand('triagePrune', { numberOfKeys: 2, lua: prune });
  redis.defineCommand('triageEffect', { numberOfKeys: 2, lua: effect });
  redis.defineCommand('triageEffectEnd', { numberOfKeys: 2, lua: effectEnd });
}
