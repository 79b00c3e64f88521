/** Evidence, the checks it calls for, and what the matrix then says: the way of `diagnose --live` and of the bot. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addResults } from '../../src/checks/add-results.ts';
import { planChecks } from '../../src/checks/plan.ts';
import { runCheck } from '../../src/checks/run.ts';
import { createCoval } from '../../src/coval/client.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import type { Matrix } from '../../src/diagnosis/matrix.ts';
import { EvidenceV1 } from '../../src/evidence/evidence.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import { named } from '../../src/playground/coval/world.ts';
import type { Coval } from '../../src/ports.ts';

let sandbox: SandboxCoval;
let coval: Coval;
let matrix: Matrix;
const clock = { now: () => 1_764_000_000_000 };

beforeAll(async () => {
  sandbox = await startSandboxCoval();
  matrix = await loadMatrix();
  // The alias is the key itself.
  coval = createCoval({
    baseUrl: sandbox.url,
    keys: (alias) => alias,
    wait: async () => {},
    deadlineMs: 500,
  });
});
afterAll(async () => {
  await coval.close();
  await sandbox.close();
});

async function triage(evidence: EvidenceV1, alias: string, otherAliases: string[] = []) {
  const { requests } = planChecks(evidence, { alias, otherAliases });
  const results = await Promise.all(requests.map((request) => runCheck(request, { coval, clock })));
  const added = addResults(evidence, results);
  const { otherOrganization } = added;
  const input = otherOrganization === undefined ? {} : { otherOrganization };
  return diagnose(matrix, { evidence: EvidenceV1.parse(added.evidence), ...input });
}

const refused = { symptom: 'export_error', response_status: 404, target_header: 'simulation' } as const;
const rows: {
  says: string;
  evidence: EvidenceV1;
  key?: string;
  others?: string[];
  cause: string;
  escalate: boolean;
}[] = [
  {
    says: 'a run ID',
    evidence: { ...refused, target_id: named.run },
    cause: 'run-id-as-simulation-id',
    escalate: false,
  },
  {
    says: 'a conversation ID in the simulation header',
    evidence: { ...refused, target_id: named.conversation },
    cause: 'conversation-id-in-simulation-header',
    escalate: false,
  },
  {
    says: 'a simulation in the conversation header',
    evidence: {
      symptom: 'export_error',
      response_status: 400,
      target_header: 'conversation',
      target_id: named.simulation,
    },
    cause: 'conversation-header-on-simulation',
    escalate: false,
  },
  {
    says: 'an agent ID',
    evidence: { ...refused, target_id: named.agent },
    cause: 'wrong-id-kind',
    escalate: false,
  },
  {
    says: 'an ID nobody knows',
    evidence: { ...refused, target_id: 'ZZZZZZZZZZZZZZZZZZZZZZ' },
    others: ['sandbox-ok-globex'],
    cause: 'simulation-not-found',
    escalate: false,
  },
  {
    says: 'an ID that another key finds',
    evidence: { ...refused, target_id: named.otherSimulation },
    others: ['sandbox-ok-globex'],
    cause: 'wrong-org-key',
    escalate: true,
  },
  {
    says: 'an ID that this key finds although the agent was refused',
    evidence: { ...refused, target_id: named.simulation },
    cause: 'wrong-org-key',
    escalate: true,
  },
  {
    says: '503 reported and seen again',
    evidence: {
      symptom: 'export_error',
      response_status: 503,
      target_header: 'simulation',
      target_id: 'sandbox503'.padEnd(22, 'x'),
    },
    cause: 'unavailable-503',
    escalate: true,
  },
  {
    says: 'a key that Coval does not accept',
    evidence: { symptom: 'no_traces', target_id: named.simulation },
    key: 'sandbox-401',
    cause: 'missing-or-invalid-key',
    escalate: false,
  },
  {
    says: 'a key that may not write traces',
    evidence: { symptom: 'no_traces', target_id: named.simulationWithoutTrace },
    key: 'sandbox-403',
    cause: 'key-lacks-traces-write',
    escalate: false,
  },
  {
    says: 'a simulation that failed before the call',
    evidence: { symptom: 'no_traces', target_id: named.simulationFailed },
    cause: 'simulation-never-ran',
    escalate: false,
  },
  {
    says: 'a phone agent whose record has no webhook',
    evidence: {
      symptom: 'no_traces',
      target_id: named.simulationWithoutTrace,
      connection_path: 'pstn_inbound',
    },
    cause: 'pstn-expected-sip-header',
    escalate: true,
  },
  {
    says: 'spans that are stored twice',
    evidence: { symptom: 'duplicated', response_status: 200, target_id: named.simulationWithDuplicates },
    cause: 'duplicate-resend',
    escalate: false,
  },
];

describe('checks decide', () => {
  test.each(rows)('$says: $cause', async ({ evidence, key = 'sandbox-ok', others, cause, escalate }) => {
    const diagnosis = await triage(evidence, key, others);
    expect([diagnosis.row.id, diagnosis.escalate]).toEqual([cause, escalate]);
  });

  test('nothing of an agent record reaches a diagnosis unmasked', async () => {
    const diagnosis = await triage({ symptom: 'no_traces', target_id: named.simulation }, 'sandbox-ok');
    const said = JSON.stringify([...diagnosis.facts, diagnosis.evidence]);
    for (const secret of sandbox.world.secrets) expect(said).not.toContain(secret);
  });
});
