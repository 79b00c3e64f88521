import { Redis } from 'ioredis';
import { apply } from '../../src/cases/apply.ts';
import type { Case, Status } from '../../src/cases/case.ts';
import type { CaseEvent } from '../../src/cases/events.ts';
import type { Cases } from '../../src/ports.ts';
import { Kept } from '../../src/redaction/kept.ts';
import { openRedis } from '../../src/store/connect.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { createCases } from '../../src/store/redis.ts';
import { retention } from '../../src/store/retention.ts';
import { actor, diagnosisRecord, evidence, opened, start } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { realRedisIsThere, startRealRedis } from '../redis-server.ts';
import { type Figure, quantile } from './figure.ts';

/** Lists, App Home, search and one case's whole writing, beside a store that holds 100, 1,000 and 10,000 open cases. */

const sizes = [100, 1_000, 10_000];
const owners = Array.from({ length: 20 }, (_, index) => `UOWNER${index}`);
const team = 'T1';
const openStatuses: readonly Status[] = ['new', 'collecting_evidence', 'diagnosed', 'escalated'];

export async function benchCases(): Promise<Figure[]> {
  const log = listeningLog();
  const server = realRedisIsThere
    ? await startRealRedis()
    : await startEmbeddedRedis(log).then(({ url, close }) => ({ url, stop: close }));
  const on = realRedisIsThere ? 'real Redis' : 'embedded server';
  const redis = openRedis(server.url, log);
  const raw = new Redis(server.url);
  const cases = createCases(redis, retention(90));
  const empty = await usedMemory(raw);
  const figures: Figure[] = [];
  // Compiled code is measured, not its compiling.
  await sampled(400, async (index) => cases.forget(await writeCase(cases, index), 'UBENCH', start));
  let held = 0;
  let first: number | undefined;
  for (const size of sizes) {
    for (; held < size; held++) await writeCase(cases, held);
    const lives = await sampled(300, async (index) => {
      const id = await writeCase(cases, held + index);
      await cases.forget(id, 'UBENCH', start);
    });
    const p50 = quantile(lives, 0.5);
    const baseline = first === undefined ? {} : { baseline: { name: 'with 100 cases', value: first } };
    first ??= p50;
    figures.push({
      ...{ name: `one case written and forgotten, ${size} open, p50 (${on})`, unit: 'ms', value: p50 },
      ...baseline,
      ...{ budget: 'flat within 20 %' },
    });
  }
  const home = await sampled(300, (index) => drawHome(cases, owners[index % owners.length] ?? ''));
  const list = await sampled(300, () => cases.list({ status: openStatuses }, { most: 20 }));
  const search = await sampled(300, (index) => cases.search(`bench${index} pipecat`, 20));
  const ping = await sampled(300, () => raw.ping());
  for (const [name, samples] of [
    ['App Home', home],
    ['list', list],
    ['search', search],
  ] as const)
    figures.push({
      name: `${name} with 10,000 cases, p99 (${on})`,
      unit: 'ms',
      value: quantile(samples, 0.99),
      baseline: { name: 'bare PING, p99', value: quantile(ping, 0.99) },
      budget: 'under 100 ms',
    });
  const bytes = ((await usedMemory(raw)) - empty) / held;
  if (Number.isFinite(bytes))
    figures.push({ name: `memory per stored case (${on})`, unit: 'kB', value: bytes / 1024 });
  redis.disconnect();
  raw.disconnect();
  await server.stop();
  return figures;
}

/** What App Home asks for: five lists and their counts. */
async function drawHome(cases: Cases, owner: string): Promise<void> {
  const filters = [
    { team, owner, status: openStatuses },
    { team, owner: 'nobody', status: openStatuses },
    { team, status: ['waiting_on_customer'] as const },
    { team, status: openStatuses, staleSince: start },
    { team, status: ['escalated'] as const },
  ];
  await Promise.all(filters.flatMap((filter) => [cases.list(filter, { most: 10 }), cases.count(filter)]));
}

/** Opens a case, gives evidence, diagnoses it, and hands it to one of the owners. */
async function writeCase(cases: Cases, index: number): Promise<string> {
  const id = await cases.nextId();
  const first = opened({
    title: Kept.parse(`bench${index} no traces from Pipecat`),
    at: start + index,
    customer: `UCUSTOMER${index % 500}`,
    place: { team, channel: `C${index % 50}`, thread: `${index}.1`, card: `${index}.1` },
  });
  let state = must(apply(undefined, first, id));
  await cases.create(state, first);
  const events: CaseEvent[] = [
    {
      type: 'evidence_given',
      by: actor('customer'),
      at: start + index,
      items: [
        evidence('symptom', Kept.parse('export_error')),
        evidence('endpoint', Kept.parse('https://api.coval.dev/v1/traces')),
        evidence('response_status', index % 2 === 0 ? 404 : 401),
        evidence('response_body', Kept.parse('{"error":{"code":"NOT_FOUND","message":"x"}}'.repeat(5))),
        evidence('target_id', Kept.parse(`bench${String(index).padStart(17, '0')}`)),
      ],
      redacted: 0,
    },
    { type: 'diagnosed', by: actor('bot'), at: start + index, record: diagnosisRecord(1) },
    ...(index % 3 === 0
      ? []
      : [
          {
            ...{ type: 'assigned' as const, by: actor('support'), at: start + index },
            to: owners[index % owners.length] ?? '',
          },
        ]),
  ];
  for (const event of events) {
    const next = must(apply(state, event));
    await cases.save(next, state.revision, [event]);
    state = next;
  }
  return id;
}

function must(outcome: ReturnType<typeof apply>): Case {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.case;
}

async function sampled(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < count; index++) {
    const begun = performance.now();
    await run(index);
    samples.push(performance.now() - begun);
  }
  return samples;
}

async function usedMemory(raw: Redis): Promise<number> {
  const info = await raw.info('memory').catch(() => '');
  return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? Number.NaN);
}
