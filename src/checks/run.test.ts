import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coval } from '../ports.ts';
import { checkKinds } from './catalogue.ts';
import type { Reply } from './reply.ts';
import { type CheckRequest, CheckResult } from './result.ts';
import { runCheck } from './run.ts';

const clock = { now: () => 1_764_000_000_000 };
const id = 'z9weChjFVg9BaRzb4o2rGA';

/** A Coval that gives the same reply to everything; `value` is what the asked room would hold. */
function answering(reply: (value: unknown) => Reply<never>): Coval {
  const simulation = {
    simulation_id: id,
    run_id: id,
    status: 'COMPLETED',
    create_time: '2026-11-01T00:00:00Z',
    agent_id: id,
  };
  return {
    simulation: async () => reply(simulation),
    simulationsOfRun: async () => reply([simulation]),
    run: async () => reply({ run_id: id, agent_id: id }),
    conversation: async () => reply({ conversation_id: id, agent_id: id }),
    agent: async () => reply({ id, model_type: 'MODEL_TYPE_VOICE', metadata: {} }),
    metricOutputs: async () => reply([{ status: 'FAILED', explanation: 'none' }]),
    traceSummary: async () => reply({ total_spans: 1 }),
    sendSpan: async () => reply({ status: 'ok', simulation_output_id: id }),
    list: async () => reply(null),
    close: async () => {},
  };
}

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const body = fc.oneof(text, fc.json(), fc.constant('{"message":"Forbidden"}'));
const attempts = fc.integer({ min: 1, max: 3 });
const envelope = fc.option(fc.record({ code: text, message: text, details: fc.constant([]) }), {
  nil: undefined,
});
const anyReply = fc.oneof(
  fc.record({
    kind: fc.constant('denied' as const),
    status: fc.integer({ min: 300, max: 599 }),
    envelope,
    body,
    attempts,
  }),
  fc.record({
    kind: fc.constant('unreadable' as const),
    status: fc.constant(200),
    reason: fc.constantFrom('not_json', 'unexpected_shape', 'too_large', 'cut_off', 'compressed'),
    body,
    attempts,
  }),
  fc.record({
    kind: fc.constant('unreached' as const),
    error: fc.constantFrom('timeout', 'dns', 'refused', 'tls', 'other'),
    maybeSent: fc.boolean(),
    attempts,
  }),
  fc.record({ kind: fc.constant('unsent' as const), reason: fc.constantFrom('no_key', 'invalid_id') }),
);

const request = (kind: CheckRequest['kind']): CheckRequest => ({
  kind,
  alias: 'default',
  target: { type: 'simulation', id },
  consent: { by: 'U0SUPPORT', at: 1 },
  otherAliases: ['other'],
});

describe('a check', () => {
  test.each(checkKinds)('%s ends with a result that may travel, whatever Coval answers', async (kind) => {
    await fc.assert(
      fc.asyncProperty(anyReply, async (reply) => {
        const result = await runCheck(request(kind), { coval: answering(() => reply), clock });
        expect(CheckResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
        expect(result.sentence).toMatch(/\S.*\.$/);
        // No answer of this kind may count as a success, or as an ID that was found.
        expect(result.outcomes.filter(({ status }) => status !== null && status < 300)).toEqual([]);
        if (reply.kind !== 'denied' || reply.status !== 404) expect(result.verdict).not.toBe('passed');
      }),
      { numRuns: 60 },
    );
  });

  test.each(checkKinds)('%s ends with a result for a good answer', async (kind) => {
    const coval = answering((value) => ({
      kind: 'answered',
      status: 200,
      value: value as never,
      attempts: 1,
    }));
    const result = await runCheck(request(kind), { coval, clock });
    expect(CheckResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(['passed', 'failed', 'inconclusive']).toContain(result.verdict);
  });

  test.each(checkKinds.filter((kind) => kind !== 'fake_id_span'))(
    '%s without a target is skipped',
    async (kind) => {
      const coval = answering(() => ({ kind: 'unsent', reason: 'no_key' }));
      const result = await runCheck({ kind, alias: 'default' }, { coval, clock });
      expect(result).toMatchObject({ verdict: 'skipped', outcomes: [], status: null });
    },
  );
});

test('a result with an unknown key, or with text that is no ID as target, is refused', async () => {
  const coval = answering(() => ({ kind: 'unsent', reason: 'no_key' }));
  const result = await runCheck(request('trace_summary'), { coval, clock });
  expect(CheckResult.safeParse({ ...result, note: 'x' }).success).toBe(false);
});
