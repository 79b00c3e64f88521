import { afterAll, beforeAll, describe, test } from 'vitest';
import { createCoval } from '../../src/coval/client.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import type { Coval } from '../../src/ports.ts';
import { covalContract, covalContractOfKnownIds } from './coval.contract.ts';

let sandbox: SandboxCoval;
let coval: Coval;

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
