import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort, redisServerIsThere, redisServerReason, startRealRedis } from '../redis-server.ts';
import { tellStory } from './canary-story.ts';
import { openDesk } from './desk.ts';
import { everythingInRedis, finder, type Leak, listen, unfinishedJobs } from './search.ts';
import { Planter } from './secrets.ts';

/**
 * Secrets of every kind go into every input of the running bot; then everything it kept, logged or sent is searched
 * for any run of eight of their characters.
 */

interface Outcome {
  inRedis: Leak[];
  inLog: Leak[];
  inSlack: Leak[];
  inCoval: Leak[];
  inFiles: Leak[];
  keysShown: Set<string | undefined>;
  keysConfigured: Set<string | undefined>;
  planted: number;
  /** Inputs whose harmless word was found. */
  kept: Set<string>;
  said: Set<string>;
}

async function runCanary(redis?: { url: string; folder: string }): Promise<Outcome> {
  const plant = new Planter(20_261_124);
  const desk = await openDesk({
    level: 'debug',
    environment: {
      DEMO_1_KEY: plant.value('configuration', 'the Coval key of a channel'),
      TRIAGE_SECRET: plant.plain('configuration', 'the sealing secret'),
      TICKET_WEBHOOK_SECRET: plant.plain('configuration', 'the ticket secret'),
      ...(redis && { REDIS_URL: redis.url }),
    },
  });
  for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'])
    plant.note('configuration', name, (desk.environment[name] ?? '').replace(/^.*-/, ''));
  const { workspace, coval } = desk.stage;
  const ear = listen(workspace);
  /** Every key with every value it was seen with. */
  const seen = new Map<string, string>();
  const look = async () => {
    for (const [key, value] of await everythingInRedis(desk.redisUrl)) seen.set(`${key} ${value}`, key);
  };
  const settled = () =>
    vi.waitFor(async () => expect(await unfinishedJobs(desk.redisUrl)).toBe(0), {
      timeout: 30_000,
      interval: 20,
    });
  try {
    await tellStory({ desk, plant, look, settled });
    await settled();
    await look();

    if (redis) await dumpToDisk(redis.url);
  } finally {
    await desk.close();
    ear.stop();
  }
  const find = finder(plant.planted);
  const saidText = [...ear.said.values()].join('\n');
  const uploads = [...workspace.state.files.values()].filter(
    (file) => workspace.state.people.get(file.user)?.isBot,
  );
  const found = (text: string) =>
    new Set([...plant.markers].flatMap(([input, marker]) => (text.includes(marker) ? [input] : [])));
  return {
    inRedis: [...seen].flatMap(([text, key]) => find(key, text)),
    inLog: find('the log', desk.log.join('')),
    inSlack: [
      ...[...ear.said].flatMap(([what, body]) => find(what, body)),
      ...uploads.flatMap(({ name, bytes }) => find(name, Buffer.from(bytes).toString('utf8'))),
    ],
    inCoval: coval.requests.flatMap(({ path, body, headers: { 'x-api-key': _, ...headers } }) =>
      find(path, [path, JSON.stringify(headers), body].join('\n')),
    ),
    inFiles: redis
      ? filesUnder(redis.folder).flatMap((path) => find(path, readFileSync(path, 'latin1')))
      : [],
    keysShown: new Set(coval.requests.map(({ headers }) => headers['x-api-key'])),
    keysConfigured: new Set([desk.environment['COVAL_API_KEY'], desk.environment['DEMO_1_KEY']]),
    planted: plant.planted.length,
    kept: found([...seen.keys()].join('\n')),
    said: found(saidText),
  };
}

/** Uncompressed, so that a search of its bytes means something. */
async function dumpToDisk(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.config('SET', 'rdbcompression', 'no');
  await redis.save();
  redis.disconnect();
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

const evidence = ['endpoint', 'response_body', 'target_id', 'trace_url', 'metric', 'agent_config', 'checks'];
const reasons = ['hand-off note', 'override', 'return', 'answer', 'manage note', 'manage tell', 'manage ask'];

describe.each([
  { store: 'the embedded Redis', real: false },
  { store: 'a real Redis', real: true },
])('with $store', ({ real }) => {
  describe.skipIf(real && !redisServerIsThere)(
    real ? `(${redisServerReason} when left out)` : 'always',
    () => {
      let outcome: Outcome;
      beforeAll(async () => {
        if (!real) {
          outcome = await runCanary();
          return;
        }
        const folder = mkdtempSync(join(tmpdir(), 'triage-canary-'));
        const server = await startRealRedis({ folder, port: await freePort() });
        try {
          outcome = await runCanary({ url: server.url, folder });
        } finally {
          await server.stop();
          rmSync(folder, { recursive: true, force: true });
        }
      }, 90_000);

      test('no part of a secret is in a key or value of Redis, at any moment of the story', () => {
        expect(outcome.inRedis).toEqual([]);
      });

      test('no part of a secret is in the log at its most talkative', () => {
        expect(outcome.inLog).toEqual([]);
      });

      test('no part of a secret is in anything said to Slack', () => {
        expect(outcome.inSlack).toEqual([]);
      });

      test('Coval sees the configured keys in their header and no other secret', () => {
        expect(outcome.inCoval).toEqual([]);
        expect(outcome.keysShown).toEqual(outcome.keysConfigured);
      });

      if (real)
        test('no part of a secret is in the files that Redis writes', () => {
          expect(outcome.inFiles).toEqual([]);
        });

      test('the harmless word beside each secret is kept and said, so the secrets went the whole way', () => {
        expect(outcome.planted).toBeGreaterThan(1_000);
        for (const input of [
          ...evidence,
          ...reasons,
          'message',
          'mention',
          'description',
          'config file',
          'draft',
        ])
          expect(outcome.kept).toContain(input);
        for (const input of [...evidence, ...reasons, 'command', 'message', 'description', 'config file'])
          expect(outcome.said).toContain(input);
      });
    },
  );
});

test('the search finds a secret that is whole, cut, or in base64', () => {
  const plant = new Planter(7);
  const secret = plant.plain('a test', 'a value');
  const find = finder(plant.planted);
  for (const text of [secret, secret.slice(5, 13), btoa(`x ${secret}`), btoa(`xy ${secret}`)])
    expect(find('here', `beside ${text} and on`)).not.toEqual([]);
  expect(find('here', `only ${secret.slice(0, 7)} of it`)).toEqual([]);
});
