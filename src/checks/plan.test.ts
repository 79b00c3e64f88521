import { describe, expect, test } from 'vitest';
import { type PlanEvidence, planChecks, targetOf } from './plan.ts';
import { CheckRequest } from './result.ts';

const id = 'z9weChjFVg9BaRzb4o2rGA';
const kinds = (evidence: PlanEvidence, options: Parameters<typeof planChecks>[1] = { alias: 'default' }) =>
  planChecks(evidence, options).requests.map((request) => request.kind);

describe('a plan', () => {
  test('for nothing but a symptom asks whether key and connection work', () => {
    expect(kinds({ symptom: 'no_traces' })).toEqual(['fake_id_span']);
  });

  test('for an ID that Coval refused asks what it is and what is stored for it', () => {
    const evidence = {
      symptom: 'export_error',
      response_status: 404,
      target_header: 'simulation',
      target_id: id,
    };
    expect(kinds(evidence)).toEqual([
      'fake_id_span',
      'identify_id',
      'list_simulations',
      'trace_summary',
      'agent_record',
    ]);
  });

  test('for a conversation never asks for the simulations of a run', () => {
    const evidence = { symptom: 'export_error', target_header: 'conversation', target_id: id };
    expect(kinds(evidence)).toEqual(['fake_id_span', 'identify_id', 'trace_summary']);
  });

  test('for spans that are there leaves key and ID alone', () => {
    expect(kinds({ symptom: 'sparse', target_id: id })).toEqual(['trace_summary']);
    expect(kinds({ symptom: 'metric_missing', target_id: id })).toEqual(['trace_summary', 'metric_outputs']);
  });

  test('for an accepted export does not test the key', () => {
    expect(kinds({ symptom: 'not_visible', response_status: 200, target_id: id })).not.toContain(
      'fake_id_span',
    );
  });

  test('leaves out what is known', () => {
    const checks = [
      { kind: 'fake_id_span', status: 404 },
      { kind: 'get_simulation', status: 200 },
      { kind: 'trace_summary', status: 200 },
    ];
    expect(kinds({ symptom: 'no_traces', target_id: id, checks, agent_config: '{}' })).toEqual([]);
    const done = ['agent_record' as const];
    expect(kinds({ symptom: 'no_traces', target_id: id, checks }, { alias: 'default', done })).toEqual([]);
  });

  test('repeats a check that got no answer', () => {
    const checks = [{ kind: 'fake_id_span', status: null }];
    expect(kinds({ symptom: 'no_traces', checks })).toEqual(['fake_id_span']);
  });

  test('never asks about a made-up ID', () => {
    expect(kinds({ symptom: 'no_traces', target_id: 'coval-tracing-test' })).toEqual(['fake_id_span']);
  });

  test('never asks about what is not in the shape of an ID', () => {
    for (const target_id of [
      '../agents',
      '{{simulation_id}}',
      'CA0123456789abcdef0123456789abcdef',
      '',
      'z9we?x=1',
    ])
      expect(kinds({ symptom: 'no_traces', target_id })).toEqual(['fake_id_span']);
  });

  test('writes a span only with consent, only to a real target, and only once', () => {
    const consents = { target_span: { by: 'U0123456', at: 1 } };
    const evidence = { symptom: 'no_traces', target_id: id };
    expect(kinds(evidence)).not.toContain('target_span');
    expect(kinds(evidence, { alias: 'default', consents })).toContain('target_span');
    expect(kinds({ target_id: 'wizard-test' }, { alias: 'default', consents })).not.toContain('target_span');
    const checks = [{ kind: 'target_span', status: null }];
    expect(kinds({ ...evidence, checks }, { alias: 'default', consents })).not.toContain('target_span');
  });

  test('asks the other organizations only where there are some', () => {
    const evidence = { symptom: 'export_error', target_id: id };
    const otherAliases = ['acme', 'globex'];
    const { requests } = planChecks(evidence, { alias: 'acme', otherAliases });
    expect(requests.at(-1)).toMatchObject({ kind: 'other_organization', otherAliases: ['globex'] });
    expect(kinds(evidence, { alias: 'acme', otherAliases: ['acme'] })).not.toContain('other_organization');
    const found = { ...evidence, checks: [{ kind: 'get_run', status: 200 }] };
    expect(kinds(found, { alias: 'acme', otherAliases })).not.toContain('other_organization');
  });

  test('holds requests that may travel', () => {
    const consents = { target_span: { by: 'U0123456', at: 1 } };
    const options = { alias: 'acme', otherAliases: ['globex'], consents };
    const { requests } = planChecks({ symptom: 'metric_missing', target_id: id }, options);
    for (const request of requests) expect(CheckRequest.parse(request)).toEqual(request);
  });

  test('without a key hands out commands and asks nothing', () => {
    const plan = planChecks({ symptom: 'export_error', target_id: id });
    expect(plan.requests).toEqual([]);
    expect(plan.handOut.length).toBeGreaterThan(4);
    for (const { command } of plan.handOut) expect(command).toContain('$COVAL_API_KEY');
  });
});

describe('the target', () => {
  test('is the given ID, else the result or conversation in the page address', () => {
    const page = `https://app.coval.dev/acme/runs/${'R'.repeat(22)}/results/${id}/traces`;
    expect(targetOf({ target_id: id })).toEqual({ type: 'simulation', id });
    expect(targetOf({ trace_url: page })).toEqual({ type: 'simulation', id });
    const conversation = `https://app.coval.dev/conversations/${id}?x=1`;
    expect(targetOf({ trace_url: conversation })).toEqual({ type: 'conversation', id });
    expect(targetOf({ trace_url: `https://app.coval.dev/acme/runs/${id}` })).toBeUndefined();
  });

  test('takes its kind from the header before anything else', () => {
    const trace_url = `https://app.coval.dev/conversations/${id}`;
    expect(targetOf({ target_id: id, target_header: 'simulation', trace_url })?.type).toBe('simulation');
    expect(targetOf({ target_id: id, target_header: 'conversation' })?.type).toBe('conversation');
    expect(targetOf({ target_id: id, connection_path: 'conversation_monitoring' })?.type).toBe(
      'conversation',
    );
  });
});
