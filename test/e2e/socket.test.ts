import { afterAll, beforeAll, expect, test } from 'vitest';
import { visibleText } from '../../src/playground/person.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ mode: 'socket' });
}, 30_000);
afterAll(() => desk.close());

test('over Socket Mode a key that may not write traces is named as the cause', async () => {
  const { workspace, coval } = desk.stage;
  const at = { channel: 'try-key-403' };
  const ana = workspace.person('ana');
  await ana.runs('/coval-triage', 'export refused', at);
  await ana.submits(await ana.seesModal('intake_open'), { 'opening-symptom': 'export_error' });
  await ana.submits(await ana.seesModal('evidence_form'), {
    'evidence-response_status': '403',
    'evidence-response_body':
      '{"error":{"code":"PERMISSION_DENIED","message":"Insufficient permissions","details":[{"field":"permissions","description":"API key lacks the traces:write scope"}]}}',
    'evidence-endpoint': 'https://api.coval.dev/v1/traces',
    'evidence-target_id': coval.world.named.simulation,
  });
  const summary = await ana.seesMessage('Row key-lacks-traces-write', at);
  expect(visibleText(summary.blocks)).toContain('Confirmed');
  expect(desk.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}, 60_000);
