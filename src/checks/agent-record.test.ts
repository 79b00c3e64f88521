import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealAgentRecord } from './agent-record.ts';

const id = '3tUQD6QYwnkNNrQC4YPLVM';
const seen = (metadata: Record<string, unknown>) =>
  JSON.parse(sealAgentRecord({ id, metadata })).agent.metadata;

describe('an agent record', () => {
  test('keeps names and the placeholder of the ID, in JSON inside text too; equal values look equal', () => {
    const metadata = {
      initialization_json: JSON.stringify({
        simulation_id: '{{simulation_id}}',
        one: 'correct horse',
        two: 'battery',
      }),
      custom_headers: { 'X-Coval-Id': 'id={{simulation_output_id}}', 'X-Other': 'correct horse' },
    };
    expect(seen(metadata)).toEqual({
      initialization_json: '{"simulation_id":"{{simulation_id}}","one":"[value 1]","two":"[value 2]"}',
      custom_headers: { 'X-Coval-Id': '[value 3] {{simulation_output_id}}', 'X-Other': '[value 1]' },
    });
  });

  test('keeps host and path of an address, without user and query', () => {
    expect(seen({ pre_call_webhook_url: 'https://me:pw@calls.example:8443/register?k=abc' })).toEqual({
      pre_call_webhook_url: 'https://calls.example:8443/register?[value 1]',
    });
  });

  test('keeps settings that cannot be secret, and that a field is empty', () => {
    const metadata = {
      connection_mode: 'direct',
      initialization_json: '{}',
      custom_headers: '',
      has_audio: true,
    };
    expect(seen(metadata)).toEqual(metadata);
  });

  test('keeps a placeholder that will not be filled in, for the linter to name', () => {
    const unfilled = ['$', '{simulation_id}'].join('');
    const { trigger_call_payload } = seen({ trigger_call_payload: JSON.stringify({ id: unfilled }) });
    expect(trigger_call_payload).toContain(unfilled);
  });

  test('gives away no value of any kind, wherever it stands', () => {
    const secret = 'Zq7secretvalue';
    const leaf = fc.constantFrom(
      secret,
      `x ${secret}`,
      JSON.stringify({ a: [secret] }),
      `wss://h.example/p?t=${secret}`,
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie('node')),
        fc.dictionary(fc.string({ maxLength: 9 }), tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('custom_data', 'headers', 'x'), tree), (metadata) => {
        // The dictionary's values are any JSON; a record has nothing else.
        expect(sealAgentRecord({ id, metadata: metadata as Record<string, unknown> })).not.toContain(secret);
      }),
    );
  });

  test('of any size and depth becomes small text', () => {
    let deep: unknown = 'x';
    for (let at = 0; at < 5_000; at += 1) deep = { deep };
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`name ${at}`, 'y'.repeat(50)]));
    expect(sealAgentRecord({ id, metadata: { deep, wide } }).length).toBeLessThan(8_000);
  });
});
