import { describe, expect, test } from 'vitest';
import { readBody } from '../../src/evidence/reading/body.ts';
import { lintEndpoint } from '../../src/evidence/reading/endpoint.ts';
import { readId, readPage } from '../../src/evidence/reading/ids.ts';
import { lintAgentRecord, readRecord } from '../../src/evidence/reading/record.ts';
import { readSaidStatus } from '../../src/evidence/reading/status.ts';

describe('the endpoint linter shows what is called and what to set instead', () => {
  test.each([
    ['https://api.coval.dev/v1/traces', 'exact', 'none'],
    ['https://api.coval.dev/v1/traces', 'unknown', 'none'],
    ['https://api.coval.dev', 'base', 'none'],
    ['https://api.coval.dev/', 'base', 'none'],
    ['https://api.coval.dev', 'exact', 'path'],
    ['https://api.coval.dev/v1/traces', 'base', 'path'],
    ['https://api.coval.dev/v1/traces/v1/traces', 'unknown', 'path'],
    ['https://api.coval.dev/traces', 'unknown', 'path'],
    ['http://api.coval.dev/v1/traces', 'unknown', 'not_https'],
    ['https://api.coval.dev:4317', 'unknown', 'grpc'],
    ['grpc://api.coval.dev', 'unknown', 'grpc'],
    ['http://localhost:4318/v1/traces', 'unknown', 'other_host'],
    ['https://app.coval.dev/v1/traces', 'unknown', 'other_host'],
    ['https://api.coval.dev:4318/v1/traces', 'unknown', 'other_host'],
    ['https://api.coval.dev/v1/metrics', 'unknown', 'other_route'],
    ['<https://api.coval.dev/v1/traces|https://api.coval.dev/v1/traces>', 'unknown', 'none'],
    ['our collector', 'unknown', 'unreadable'],
  ] as const)('%s in a setting that is %s: %s', (value, setting, problem) => {
    const reading = lintEndpoint(value, setting);
    expect(reading.problem).toBe(problem);
    expect(reading.use).toBe(
      setting === 'base' ? 'https://api.coval.dev' : 'https://api.coval.dev/v1/traces',
    );
  });

  test('a base setting shows the doubled path', () => {
    expect(lintEndpoint('https://api.coval.dev/v1/traces', 'base').calls).toBe(
      'https://api.coval.dev/v1/traces/v1/traces',
    );
  });
});

describe('the ID reader tells by shape what shape can tell', () => {
  test.each([
    ['h7KpQ2mZxVt9RwYc4LdNsB', 'plausible', false],
    ['‘h7KpQ2mZxVt9RwYc4LdNsB’', 'plausible', false],
    ['coval-tracing-test', 'fake', false],
    ['{{simulation_output_id}}', 'placeholder', true],
    ['<simulation-id>', 'placeholder', true],
    ['your-simulation-id', 'placeholder', true],
    [`\${SIMULATION_ID}`, 'placeholder', true],
    ['null', 'placeholder', true],
    ['4bf92f3577b34da6a3ce929d0e0e4736', 'trace_hex', true],
    ['00f067aa0ba902b7', 'span_hex', true],
    ['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'uuid', true],
    ['CA0123456789abcdef0123456789abcdef', 'twilio', true],
    ['RM_x7Yz9Kq2', 'livekit_room', true],
    ['01K8T1MECKZ45WTFBM47WY9SQR', 'ulid', true],
    ['conv_01HZX', 'doc_example', true],
    ['aB1cD2eF', 'test_set', true],
    ['https://app.coval.dev/acme/runs/x', 'url', true],
    ['', 'empty', true],
    ['ticket 88', 'other', true],
  ] as const)('%s is %s', (value, shape, foreign) => {
    expect(readId(value)).toMatchObject({ shape, foreign });
  });

  test.each([
    [
      'https://app.coval.dev/acme/runs/R1/results/S1/traces',
      { kind: 'traces', organization: 'acme', run: 'R1', result: 'S1' },
    ],
    ['app.coval.dev/acme/runs/R1/results/S1', { kind: 'result', result: 'S1' }],
    ['https://app.coval.dev/runs/R1', { kind: 'run', run: 'R1' }],
    ['https://app.coval.dev/acme/runs?sort=createdAt%3Adescending', { kind: 'runs_list' }],
    ['https://app.coval.dev/conversations/C1', { kind: 'conversation', conversation: 'C1' }],
    ['https://app.coval.dev/acme/agents/A1', { kind: 'agent', agent: 'A1' }],
    ['https://example.com/runs/R1', { kind: 'not_coval' }],
  ])('%s is a page by its parts', (address, expected) => {
    expect(readPage(address)).toMatchObject(expected);
  });
});

describe('the agent record linter says which field to change, and to what', () => {
  const id = '{\\"simulation_id\\":\\"{{simulation_id}}\\"}';
  test.each([
    [
      'JSON with the ID',
      `{"model_type":"MODEL_TYPE_WEBSOCKET","metadata":{"initialization_json":"${id}"}}`,
      undefined,
    ],
    [
      'JSON without it',
      '{"model_type":"MODEL_TYPE_WEBSOCKET","metadata":{"initialization_json":"{}"}}',
      'initialization_json',
    ],
    [
      'YAML without it',
      'model_type: MODEL_TYPE_CHAT\nmetadata:\n  input_template: "{{message}}"\n',
      'input_template',
    ],
    ['env lines', 'MODEL_TYPE_OUTBOUND_VOICE\ntrigger_call_payload={"to":"x"}', 'trigger_call_payload'],
    [
      'broken JSON',
      '{"model_type":"MODEL_TYPE_LIVEKIT","metadata":{"token_request_payload":"{\\"a\\":',
      'token_request_payload',
    ],
    [
      'a phone number without webhook',
      '{"model_type":"MODEL_TYPE_VOICE","phone_number":"+14155550142"}',
      'pre_call_webhook_url',
    ],
    [
      'a phone number with webhook',
      '{"phone_number":"+14155550142","metadata":{"pre_call_webhook_url":"https://a.example/r"}}',
      undefined,
    ],
    ['a SIP address', 'phone_number: sip:bot@acme.example', undefined],
    ['a hosted model', '{"model_type":"MODEL_TYPE_OPENAI_REALTIME"}', undefined],
    [
      'another placeholder',
      '{"model_type":"MODEL_TYPE_WEBSOCKET","metadata":{"initialization_json":"{\\"id\\":\\"<simulation_id>\\"}"}}',
      'initialization_json',
    ],
    ['no record at all', 'hello', undefined],
  ])('%s', (_name, text, field) => {
    expect(lintAgentRecord(text).change?.field).toBe(field);
  });

  test('a masked number still counts as a number', () => {
    expect(readRecord("phone_number: '+[phone-number 1]'").number).toBe('phone');
  });
});

describe('a pasted answer is read in whatever form it comes', () => {
  test.each([
    [
      'status=404\n{"error":{"code":"NOT_FOUND","message":"Simulation output not found"}}',
      404,
      'simulation_not_found',
    ],
    ["{'error': {'code': 'UNAUTHENTICATED', 'message': 'Missing API Key'}}", 401, 'missing_api_key'],
    ['HTTP/2 403 \nserver: x\n\n{"message":"Missing Authentication Token"}', 403, 'gateway_no_route'],
    ['{“error”:{“code”:“PERMISSION_DENIED”,“message”:“Insufficient permissions”}}', 403, 'lacks_scope'],
    [
      '{&quot;error&quot;:{&quot;code&quot;:&quot;INVALID_ARGUMENT&quot;,&quot;message&quot;:&quot;Missing required header: X-Simulation-Id or X-Conversation-Id&quot;}}',
      400,
      'missing_target_header',
    ],
    ['<!DOCTYPE html><title>Coval</title>', undefined, 'page'],
    ['{"error":{"code":"INTERNAL","message":"Service temporarily unavailable"}}', 503, 'routing_unavailable'],
    ['{"status":"ok","simulation_output_id":"x"}', undefined, 'accepted'],
    ['', undefined, 'empty'],
  ])('%s', (text, status, kind) => {
    expect({ status: readBody(text).status, kind: readBody(text).kind }).toEqual({ status, kind });
  });

  test.each([
    ['Failed to export span batch code: 401, reason: Unauthorized', 401],
    ['{"stack":"OTLPExporterError: Bad Request","code":"400"}', 400],
    ['we get 413 from the exporter', 413],
    ['ステータス 404 が返る', 404],
    ['register endpoint answers 401', undefined],
    ['POST /v1/metrics returned 400', undefined],
    ['a trace with 500 spans', undefined],
    ['everything is fine', undefined],
  ])('the status in "%s" is %s', (text, status) => {
    expect(readSaidStatus(text)?.status).toBe(status);
  });
});
