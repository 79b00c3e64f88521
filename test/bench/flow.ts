import type { CaseEvent } from '../../src/cases/events.ts';
import type { DiagnosisPorts } from '../../src/diagnosis/job.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import { verdictOf } from '../../src/diagnosis/verdict.ts';
import { Kept } from '../../src/redaction/kept.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { actor, evidence } from '../case-builders.ts';
import { openDesk } from '../integration/desk.ts';
import { listeningLog } from '../listening-log.ts';
import { realRedisIsThere, startRealRedis } from '../redis-server.ts';
import { type Figure, quantile } from './figure.ts';

/** From complete evidence to the redraw that shows its verdict, and from a change of state to its redraw: without Slack's and Coval's own time. */

const rounds = 60;

export async function benchFlow(): Promise<Figure[]> {
  const matrix = await loadMatrix(new URL('../../../../matrix/', import.meta.url));
  const figures: Figure[] = [];
  for (const real of realRedisIsThere ? [true, false] : [false]) {
    const server = real
      ? await startRealRedis()
      : await startEmbeddedRedis(listeningLog()).then(({ url, close }) => ({ url, stop: close }));
    figures.push(...(await measure(server.url, !real, (kept) => verdictOf(matrix, kept))));
    await server.stop();
  }
  return figures;
}

async function measure(
  url: string,
  embedded: boolean,
  diagnose: DiagnosisPorts['diagnose'],
): Promise<Figure[]> {
  let drawn = (_status: string | undefined) => {};
  const desk = await openDesk({
    ...{ url, embedded, diagnose },
    processors: {
      publish: async ({ caseId }) => drawn((await desk.cases.load(caseId))?.status),
    },
  });
  await desk.work();
  const until = (status: string) =>
    new Promise<void>((resolve) => {
      drawn = (seen) => seen === status && resolve();
    });
  const verdicts: number[] = [];
  const changes: number[] = [];
  for (let index = 0; index < rounds; index++) {
    const { id } = await desk.open();
    const diagnosed = until('diagnosed');
    let begun = performance.now();
    await desk.change(id, given(index));
    await diagnosed;
    verdicts.push(performance.now() - begun);
    const waiting = until('waiting_on_customer');
    begun = performance.now();
    await desk.change(id, {
      ...{ type: 'asked_customer', by: actor('support'), at: 0 },
      reason: Kept.parse('Which ID?'),
    });
    await waiting;
    changes.push(performance.now() - begun);
  }
  const pings: number[] = [];
  for (let index = 0; index < 200; index++) {
    const begun = performance.now();
    await desk.raw.ping();
    pings.push(performance.now() - begun);
  }
  await desk.close();
  const on = embedded ? 'embedded server' : 'real Redis';
  const baseline = { name: 'bare PING, p50', value: quantile(pings, 0.5) };
  return [
    {
      ...{ name: `complete evidence to its verdict drawn, p50 (${on})`, unit: 'ms' },
      ...{ value: quantile(verdicts, 0.5), baseline, budget: 'under 150 ms' },
    },
    {
      ...{ name: `change of state to its card drawn, p50 (${on})`, unit: 'ms' },
      ...{ value: quantile(changes, 0.5), baseline, budget: 'under 100 ms' },
    },
  ];
}

function given(index: number): CaseEvent {
  return {
    type: 'evidence_given',
    by: actor('customer'),
    at: 0,
    items: [
      evidence('symptom', Kept.parse('export_error')),
      evidence('response_status', 404),
      evidence('target_header', Kept.parse('simulation')),
      evidence('target_id', Kept.parse(`b${String(index).padStart(21, '0')}`)),
    ],
    redacted: 0,
  };
}
