import { Redis } from 'ioredis';
import type { Case } from '../../src/cases/case.ts';
import { type ChangePorts, changeCase, openCase } from '../../src/cases/change.ts';
import type { CaseEvent } from '../../src/cases/events.ts';
import { sweep } from '../../src/cases/job.ts';
import { type CheckPorts, processCheck } from '../../src/checks/job.ts';
import { type DiagnosisPorts, processDiagnosis } from '../../src/diagnosis/job.ts';
import type { Coval } from '../../src/ports.ts';
import { type ProofPorts, processProof } from '../../src/proof/job.ts';
import { createTriage } from '../../src/queue/triage.ts';
import { type Processors, startWorkers, type Workers } from '../../src/queue/worker.ts';
import { openRedis } from '../../src/store/connect.ts';
import { createOnce } from '../../src/store/once.ts';
import { createCases } from '../../src/store/redis.ts';
import { retention } from '../../src/store/retention.ts';
import { processWake, type TimerPorts } from '../../src/timers/job.ts';
import { nudgePolicy } from '../../src/timers/plan.ts';
import { diagnosisRecord, opened } from '../case-builders.ts';
import { checkResult } from '../check-builders.ts';
import { listeningLog } from '../listening-log.ts';

/** Store, queue and jobs wired as in the bot, over a Redis of the test's choice; Slack and Coval are the test's own. */

export interface DeskOptions {
  url: string;
  embedded: boolean;
  runCheck?: CheckPorts['runCheck'];
  diagnose?: DiagnosisPorts['diagnose'];
  processors?: Partial<Processors>;
  slack?: TimerPorts['slack'];
  /** Every configured key by its alias; the first is the case's. */
  aliases?: readonly string[];
  coval?: Coval;
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A desk never reaches Coval: its checks come from the test. */
const noCoval = new Proxy({} as Coval, {
  get: () => () => Promise.reject(new Error('this test must not call Coval')),
});

export async function openDesk(options: DeskOptions) {
  const log = listeningLog();
  const redis = openRedis(options.url, log);
  const raw = new Redis(options.url);
  // The store's own connection says when Redis is away.
  raw.on('error', () => undefined);
  const shift = { ms: 0 };
  const clock = { now: () => Date.now() + shift.ms };
  const cases = createCases(redis, retention(90));
  const once = createOnce(redis, clock);
  const triage = createTriage({ url: options.url, embedded: options.embedded, log });
  const aliases = options.aliases ?? ['default'];
  const keys = { aliases, key: () => undefined, aliasFor: () => aliases[0] };
  const ports: ChangePorts = { cases, triage, clock, log, keys, nudges: nudgePolicy(24) };
  const runCheck = options.runCheck ?? (async (request) => checkResult(request.kind));
  const diagnose =
    options.diagnose ?? (() => ({ matrixVersion: 'm1', diagnosis: diagnosisRecord(0).diagnosis }));
  const said: string[] = [];
  const slack = options.slack ?? {
    post: async (_team, _channel, message) => {
      said.push(message.text);
      return { ok: true, value: { ts: `9.${said.length}` } };
    },
    directMessage: async (_team, user, message) => {
      said.push(`to ${user}: ${message.text}`);
      return { ok: true, value: undefined };
    },
    remove: async () => ({ ok: true, value: undefined }),
    permalink: async () => ({ ok: false, code: 'message_not_found' }),
    channel: async () => ({ audience: 'internal', archived: false, member: true, known: true }),
    person: async () => ({ external: false, guest: false, deleted: false, known: true }),
  };
  const drawn: string[] = [];
  const everything = {
    ...ports,
    cases,
    once,
    coval: options.coval ?? noCoval,
    runCheck,
    diagnose,
    fingerprintOf: () => undefined,
    slack,
  } satisfies CheckPorts & DiagnosisPorts & ProofPorts & TimerPorts;
  let workers: Workers | undefined;
  return {
    ...{ ports, cases, once, triage, log, raw, redis, drawn, said, shift },
    work: async () => {
      workers = await startWorkers({
        ...{ url: options.url, embedded: options.embedded, log },
        processors: {
          check: (payload, { last }) => processCheck(everything, payload, last),
          diagnosis: (payload) => processDiagnosis(everything, payload),
          proof: (payload, { last }) => processProof(everything, payload, last),
          wake: (payload) => processWake(everything, payload),
          sweep: () => sweep(everything),
          home: async () => undefined,
          publish: async ({ caseId }) => {
            drawn.push(`${caseId} ${(await cases.load(caseId))?.status}`);
          },
          handoff: async () => {},
          webhook: async () => {},
          ...options.processors,
        },
      });
    },
    rest: async () => {
      await workers?.close();
      workers = undefined;
    },
    sweep: () => sweep(everything),
    ring: (caseId: string) => processWake(everything, { caseId }),
    open: async (): Promise<Case> => {
      const changed = await openCase(ports, opened({ at: clock.now(), keyAlias: aliases[0] ?? 'default' }));
      if (changed.is !== 'changed') throw new Error(changed.is);
      return changed.case;
    },
    change: (id: string, event: CaseEvent) => changeCase(ports, id, (_, at) => ({ ...event, at })),
    close: async () => {
      await workers?.close();
      await triage.close();
      redis.disconnect();
      raw.disconnect();
    },
  };
}
