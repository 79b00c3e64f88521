import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseEvent, NewEvidence } from '../../src/cases/events.ts';
import { runCheck } from '../../src/checks/run.ts';
import { createCoval } from '../../src/coval/client.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import { verdictOf } from '../../src/diagnosis/verdict.ts';
import { handoffMissing, offeredReason } from '../../src/handoff/gate.ts';
import { runAnalyze } from '../../src/heavy/tasks.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import { named } from '../../src/playground/coval/world.ts';
import type { Coval } from '../../src/ports.ts';
import { Kept } from '../../src/redaction/kept.ts';
import { words } from '../../src/redaction/words.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { actor, evidence } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

/** Evidence → queue → real checks against the sandbox → the real matrix → the case: without Slack, and nothing else made up. */

let sandbox: SandboxCoval;
let coval: Coval;
let closeRedis = async () => {};
let url = '';
const desks: Desk[] = [];

beforeAll(async () => {
  sandbox = await startSandboxCoval();
  // The alias is the key itself.
  coval = createCoval({ baseUrl: sandbox.url, keys: (alias) => alias, wait: async () => {} });
  const redis = await startEmbeddedRedis(listeningLog());
  url = redis.url;
  closeRedis = () => redis.close();
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await coval.close();
  await sandbox.close();
  await closeRedis();
});

const given = (items: NewEvidence[]): CaseEvent => ({
  type: 'evidence_given',
  by: actor('customer'),
  at: 0,
  items,
  redacted: 0,
});

async function triaged(items: NewEvidence[], aliases: string[] = ['sandbox-ok']) {
  const matrix = await loadMatrix();
  const desk = await openDesk({
    ...{ url, embedded: true, aliases, coval, runCheck },
    diagnose: (kept) => verdictOf(matrix, kept),
  });
  desks.push(desk);
  await desk.work();
  const { id } = await desk.open();
  await desk.change(id, given(items));
  const diagnosed = async () => {
    const state = await desk.cases.load(id);
    return state?.diagnosis?.revision === state?.evidenceRevision && state?.diagnosis ? state : undefined;
  };
  await expect.poll(diagnosed, { timeout: 10_000 }).toBeDefined();
  const state = await diagnosed();
  if (!state) throw new Error('no diagnosis');
  await desk.rest();
  return { desk, id, state, verdict: state.diagnosis?.diagnosis };
}

describe('a triage', () => {
  test('of a run ID in the place of a simulation output ID', async () => {
    const { verdict, state } = await triaged([
      evidence('symptom', words`export_error`),
      evidence('response_status', 404),
      evidence('target_header', words`simulation`),
      evidence('target_id', Kept.parse(named.run)),
    ]);
    expect(verdict).toMatchObject({ cause: 'run-id-as-simulation-id', escalate: false });
    expect(state.checks.every((check) => check.state === 'done')).toBe(true);
    expect(state.status).toBe('diagnosed');
  });

  test('of a target of another organization, which is offered for a hand-off with its gaps', async () => {
    const { verdict, state } = await triaged(
      [
        evidence('symptom', words`export_error`),
        evidence('response_status', 404),
        evidence('target_header', words`simulation`),
        evidence('target_id', Kept.parse(named.otherSimulation)),
      ],
      ['sandbox-ok', 'sandbox-ok-globex'],
    );
    expect(verdict).toMatchObject({ cause: 'wrong-org-key', escalate: true });
    expect(offeredReason(state)).toBe('other_organization');
    expect(handoffMissing(state, 'other_organization')).toEqual([
      'Add the HTTP status and the response body of the export.',
      'Add the address of the result page: it shows which organization owns the target.',
    ]);
  });

  test('of a trace dump that was read and dropped', async () => {
    const span = {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b173',
      name: 'stt',
      startTimeUnixNano: '1767225600000000000',
      endTimeUnixNano: '1767225600100000000',
    };
    const dump = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span, span] }] }] });
    const analysis = runAnalyze(new TextEncoder().encode(dump), {});
    const { verdict } = await triaged([
      evidence('symptom', words`duplicated`),
      evidence('trace_dump', { ...analysis }),
    ]);
    expect(verdict).toMatchObject({ boundary: 'sparse_spans', cause: 'duplicate-resend' });
  });
});
