import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import type { EvidenceV1 } from '../../src/evidence/evidence.ts';

const matrix = await loadMatrix();
const judge = (evidence: EvidenceV1): readonly string[] => diagnose(matrix, { evidence }).escalateReasons;
const id = 'h7KpQ2mZxVt9RwYc4LdNsB';
const page = `https://app.coval.dev/acme/runs/Tz5WqX8nJ3kFbGv6HyMcRe/results/${id}/traces`;

describe('a case is handed on for four reasons and no other', () => {
  test('another organization owns the target', () => {
    const checks = [{ kind: 'get_simulation', status: 404 } as const];
    expect(
      judge({
        response_status: 404,
        target_header: 'simulation',
        target_id: id,
        trace_url: page,
        checks,
      }).join(),
    ).toContain('another organization');
    expect(judge({ response_status: 404, target_header: 'simulation', target_id: id, checks })).toEqual([]);
  });

  test('the agent record must change, unless it carries the ID already', () => {
    const ask = (config: string): EvidenceV1 => ({
      symptom: 'no_traces',
      connection_path: 'websocket',
      description: 'waiting for simulation id',
      agent_config: config,
    });
    expect(judge(ask('{"metadata":{"initialization_json":"{}"}}')).join()).toContain('agent record');
    expect(
      judge(ask('{"metadata":{"initialization_json":"{\\"id\\":\\"{{simulation_output_id}}\\"}"}}')),
    ).toEqual([]);
  });

  test('a trunk of the customer is the customer’s own', () => {
    expect(
      judge({
        symptom: 'no_traces',
        connection_path: 'sip_inbound',
        description: 'headers_to_attributes is not set',
      }),
    ).toEqual([]);
  });

  test('500 or 503 again after a retry, unless a later span was accepted', () => {
    const seen = (...statuses: number[]): EvidenceV1 => ({
      response_status: 503,
      checks: statuses.map((status) => ({ kind: 'target_span', status })),
    });
    expect(judge(seen())).toEqual([]);
    expect(judge(seen(503)).join()).toContain('again');
    expect(judge(seen(500)).join()).toContain('again');
    expect(judge(seen(503, 200))).toEqual([]);
    expect(
      judge({
        checks: [
          { kind: 'target_span', status: 500 },
          { kind: 'fake_id_span', status: 503 },
        ],
      }).join(),
    ).toContain('again');
    expect(judge({ response_status: 503, description: 'retried five times' })).toEqual([]);
  });

  test('a stored trace that the page cannot load, and only when storage is proven', () => {
    const seen: EvidenceV1 = {
      symptom: 'not_visible',
      response_status: 200,
      target_id: id,
      trace_url: page,
      description: 'the viewer spins forever',
    };
    expect(judge(seen)).toEqual([]);
    const body = '{"trace_summary":{"total_spans":12}}';
    expect(judge({ ...seen, checks: [{ kind: 'trace_summary', status: 200, body }] }).join()).toContain(
      'stored',
    );
  });
});

test('a failure that a later check no longer sees keeps its row, is not handed on, and says that it recovered', () => {
  const diagnosis = diagnose(matrix, {
    evidence: { response_status: 503, checks: [{ kind: 'target_span', status: 200 }] },
  });
  expect({ row: diagnosis.row.id, recovered: diagnosis.recovered, escalate: diagnosis.escalate }).toEqual({
    row: 'unavailable-503',
    recovered: true,
    escalate: false,
  });
  expect(diagnosis.warnings.join()).toContain('accepted');
});

test('coval whoami and a 404 to a made-up ID are never taken for more than they are', () => {
  const checks = [
    { kind: 'whoami', status: null, body: 'Authenticated with API key: cova...1234' } as const,
    { kind: 'fake_id_span', status: 404 } as const,
  ];
  const diagnosis = diagnose(matrix, { evidence: { symptom: 'no_traces', checks } });
  expect(diagnosis.row.id).toBe('fake-id-probe-misread');
  expect(diagnosis.confidence).not.toBe('confirmed');
  expect(diagnosis.warnings.join()).toContain('no network call');
});

test('a reported success loses against a check that failed, and the conflict is shown', () => {
  const diagnosis = diagnose(matrix, {
    evidence: {
      symptom: 'not_visible',
      response_status: 200,
      checks: [{ kind: 'fake_id_span', status: 401 }],
    },
  });
  expect({ boundary: diagnosis.boundary, row: diagnosis.row.id }).toEqual({
    boundary: 'export_http_error',
    row: 'missing-or-invalid-key',
  });
  expect(diagnosis.warnings.join()).toContain('The check counts');
});
