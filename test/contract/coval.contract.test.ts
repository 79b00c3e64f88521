import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCoval } from '../../src/coval/client.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import type { Coval } from '../../src/ports.ts';
import { covalContract, covalContractOfKnownIds } from './coval.contract.ts';

let sandbox: SandboxCoval;
let coval: Coval;

/** Opened on first use, because the sandbox has no address before. */
function underKey(good: string): () => Coval {
  const keys: Record<string, string> = { good, wrong: 'sandbox-401' };
  let made: Coval | undefined;
  afterAll(() => made?.close());
  return () => {
    made ??= createCoval({ baseUrl: sandbox.url, keys: (alias) => keys[alias] });
    return made;
  };
}

beforeAll(async () => {
  sandbox = await startSandboxCoval();
  const keys: Record<string, string> = { good: 'sandbox-ok', wrong: 'sandbox-401' };
  coval = createCoval({ baseUrl: sandbox.url, keys: (alias) => keys[alias] });
});

afterAll(async () => {
  await coval.close();
  await sandbox.close();
});

covalContract('sandbox', () => ({ coval }));
covalContractOfKnownIds('sandbox', () => ({ coval, named: sandbox.world.named }));

/** The same, where the rooms of one generation only are offered. */
const newer = underKey('sandbox-newer-api');
covalContract('sandbox, newer API', () => ({ coval: newer() }));
covalContractOfKnownIds('sandbox, newer API', () => ({ coval: newer(), named: sandbox.world.named }));
const older = underKey('sandbox-no-trace-reads');
covalContract('sandbox, older API', () => ({ coval: older() }));
test('an older API without trace look-ups answers them as the gateway does', async () => {
  const reply = await older().traceSummary('good', {
    type: 'simulation',
    id: sandbox.world.named.simulation,
  });
  expect(reply).toMatchObject({ kind: 'denied', status: 403, envelope: undefined });
});

const liveKey = process.env['COVAL_API_KEY'];
if (liveKey !== undefined && process.env['COVAL_CONTRACT'] === 'live') {
  const keys: Record<string, string> = { good: liveKey, wrong: 'not-a-key' };
  const live = createCoval({ baseUrl: process.env['COVAL_API_URL'], keys: (alias) => keys[alias] });
  afterAll(() => live.close());
  covalContract('live', () => ({ coval: live }));
} else {
  describe('a Coval API (live)', () => {
    test.skip('left out: set COVAL_API_KEY and COVAL_CONTRACT=live to run it', () => {});
  });
}
