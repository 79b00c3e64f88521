import { randomBytes } from 'node:crypto';
import { startSandboxCoval } from '../../src/playground/coval/server.ts';
import { cardActions } from '../../src/summary/buttons.ts';
import { redisServerIsThere, redisServerReason, startRealRedis } from '../redis-server.ts';
import { type Busy, watchBusy } from './busy.ts';
import { deliver, load, signingSecret } from './deliver.ts';
import { type Figure, quantile } from './figure.ts';
import { type Measured, startBare, startBot } from './processes.ts';
import { clickForm, commandForm, type OpenedView, submissionForm, viewIn } from './slack-forms.ts';
import { type SlackStub, startSlackStub } from './slack-stub.ts';
import { nextCall, nextCase, nextView, settled } from './waiting.ts';

/** The path a person feels: acknowledgement, the form that opens, the summary that appears. Real Redis, own processes. */

const perSecond = 50;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 20);

export async function benchSlack(): Promise<Figure[]> {
  if (!redisServerIsThere) {
    console.error(`left out: the Slack path needs real Redis, and there is ${redisServerReason}`);
    return [];
  }
  const busy = watchBusy();
  const [redis, stub] = [await startRealRedis(), await startSlackStub()];
  const coval = await startSandboxCoval({ onlooker: busy.onlooker });
  const environment = {
    SLACK_BOT_TOKEN: 'bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: stub.apiUrl,
    REDIS_URL: redis.url,
    COVAL_API_URL: coval.url,
    COVAL_API_KEY: 'sandbox-ok',
    TRIAGE_SECRET: randomBytes(24).toString('hex'),
  };
  const bare = await startBare(environment);
  const bot = await startBot(environment, 'slack');
  const worker = await startBot(environment, 'worker');
  try {
    const idle = (await bot.residentMb()) + (await worker.residentMb());
    const opened: OpenedView[] = [];
    return [
      {
        name: 'cold start to ready',
        unit: 'ms',
        value: bot.startMs,
        baseline: { name: 'bare Bolt', value: bare.startMs },
      },
      { name: 'resident memory of both processes, idle', unit: 'MB', value: idle },
      ...(await commands(bot, bare, stub, opened)),
      ...(await submissions(bot, bare, opened)),
      ...(await summaries(bot, stub, busy, coval.world.organizations.acme?.runs[1]?.run_id ?? '')),
      {
        name: `resident memory of both processes after ${(perSecond * seconds).toLocaleString('en')} cases`,
        unit: 'MB',
        value: (await bot.residentMb()) + (await worker.residentMb()),
        baseline: { name: 'idle', value: idle },
      },
    ];
  } finally {
    await Promise.all([bot.stop(), worker.stop(), bare.stop()]);
    await Promise.all([stub.close(), coval.close(), redis.stop()]);
  }
}

const events = (process: Measured) => `${process.url}/slack/events`;

async function commands(
  bot: Measured,
  bare: Measured,
  stub: SlackStub,
  views: OpenedView[],
): Promise<Figure[]> {
  const sent = new Map<string, number>();
  const opened: number[] = [];
  stub.onCall = ({ method, at, params }) => {
    const from = sent.get(params.get('trigger_id') ?? '');
    const view = method === 'views.open' ? viewIn(params) : undefined;
    if (view && from !== undefined) {
      opened.push(at - from);
      views.push(view);
    }
  };
  const run = (process: Measured, base: number) =>
    load(perSecond, seconds, async (number) => {
      const form = commandForm(base + number, 'no traces, the export answers 404');
      sent.set(form['trigger_id'] ?? '', performance.now());
      return (await deliver(events(process), form)).ms;
    });
  await load(20, 1, async (number) => (await deliver(events(bot), commandForm(number, 'warm'))).ms);
  await load(20, 1, async (number) => (await deliver(events(bare), commandForm(number, 'warm'))).ms);
  opened.length = 0;
  views.length = 0;
  const without = await run(bare, 100_000);
  const own = await run(bot, 200_000);
  return [
    ...acknowledgement('command', own, without),
    {
      name: 'views.open after a trigger, p99',
      unit: 'ms',
      value: quantile(opened, 0.99),
      budget: 'under 300 ms',
    },
  ];
}

function acknowledgement(what: string, own: number[], bare: number[]): Figure[] {
  return [0.5, 0.99].map((share) => ({
    name: `acknowledgement of a ${what} at ${perSecond}/s, p${share * 100}`,
    unit: 'ms',
    value: quantile(own, share),
    baseline: { name: 'bare Bolt', value: quantile(bare, share) },
    ...(share === 0.99 ? { budget: '1.5x at most, never over 1 s' } : {}),
  }));
}

/** Opens a case with each submission: 1,000 cases at the default length. */
async function submissions(bot: Measured, bare: Measured, views: OpenedView[]): Promise<Figure[]> {
  const run = (process: Measured, base: number) =>
    load(perSecond, seconds, async (number) => {
      const view = views[number] ?? { callbackId: '', metadata: '' };
      const values = { 'opening-symptom': { option: 'other' }, 'opening-description': `case ${number}` };
      return (await deliver(events(process), submissionForm(base + number, view, values))).ms;
    });
  const without = await run(bare, 300_000);
  const own = await run(bot, 400_000);
  return acknowledgement('form that opens a case', own, without);
}

/** One case at a time: from the submitted evidence to the summary, less the time the sandbox was busy. */
async function summaries(bot: Measured, stub: SlackStub, busy: Busy, runId: string): Promise<Figure[]> {
  await settled(stub);
  const samples: number[] = [];
  for (let number = 0; number < 20; number += 1) {
    const opening = await nextView(stub, 'views.open', () =>
      deliver(events(bot), commandForm(910_000 + number, 'no traces')),
    );
    const id = await nextCase(stub, () =>
      deliver(
        events(bot),
        submissionForm(910_000 + number, opening, {
          'opening-symptom': { option: 'export_error' },
          'opening-description': `case ${number}`,
        }),
      ),
    );
    await settled(stub);
    const form = await nextView(stub, 'views.update', () =>
      deliver(events(bot), clickForm(910_000 + number, cardActions.addEvidence, id)),
    );
    busy.takeMs();
    const from = performance.now();
    const summary = nextCall(
      stub,
      'post the summary',
      ({ params }) =>
        /Root cause/.test(params.get('blocks') ?? '') &&
        /run-id-as-simulation-id/.test(params.get('blocks') ?? ''),
    );
    await deliver(
      events(bot),
      submissionForm(920_000 + number, form, {
        'evidence-response_status': '404',
        'evidence-target_header': { option: 'simulation' },
        'evidence-target_id': runId,
      }),
    );
    const { at } = await summary;
    samples.push(at - from - busy.takeMs());
  }
  return [
    {
      name: 'evidence to summary posted, less the sandbox, p50',
      unit: 'ms',
      value: quantile(samples, 0.5),
      budget: 'under 150 ms',
    },
  ];
}
