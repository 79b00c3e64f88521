import { expect, test } from 'vitest';
import { redact, redactFields } from './redact.ts';

const key = (seed: number) => ['coval', 'sk', 'prod', `a${seed}B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6`].join('_');

test('equal keys share a placeholder and different keys do not', () => {
  const { text, findings } = redact(`x-api-key: ${key(1)}\nCOVAL_API_KEY=${key(2)}\nagain ${key(1)}`);
  expect(text).toBe('x-api-key: [coval-key 1]\nCOVAL_API_KEY=[coval-key 2]\nagain [coval-key 1]');
  expect(findings).toEqual([
    { kind: 'coval-key', placeholder: '[coval-key 1]', count: 2, places: ['line 1', 'line 3'] },
    { kind: 'coval-key', placeholder: '[coval-key 2]', count: 1, places: ['line 2'] },
  ]);
});

test('a value labelled in one field is found without a label in another', () => {
  const value = ['meadow', 'island', '17'].join('-');
  const { fields } = redactFields({
    config: `{"password": "${value}"}`,
    notes: `I logged in with ${value} twice`,
  });
  expect(fields).toEqual({
    config: '{"password": "[password 1]"}',
    notes: 'I logged in with [password 1] twice',
  });
});

test('placeholders, references and error bodies survive', () => {
  const text =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the reference is the point
    '{"error":{"code":"UNAUTHENTICATED","message":"Invalid or missing API key"},"custom_headers":"{\\"X-Simulation-Id\\":\\"{{simulation_output_id}}\\",\\"x-api-key\\":\\"${COVAL_API_KEY}\\"}"}';
  expect(redact(text).text).toBe(text);
});

test('a number in a string needs no quotes of its own, one beside a key does', () => {
  const { text } = redact('{"note":"pin=123456, again pin: 654321","pin":123456}');
  expect(JSON.parse(text)).toEqual({ note: 'pin=[pin 1], again pin: [pin 2]', pin: '[pin 1]' });
});

test('a list of headers with encoded commas keeps its other headers, and the scheme', () => {
  const key = ['kq27LmXw', '4c88aB7'].join('');
  expect(
    redact(`OTEL_EXPORTER_OTLP_HEADERS="x-api-key=${key}%2Cx-simulation-id=SPh34hvUnXVzEjyXE7PmGG"`).text,
  ).toBe('OTEL_EXPORTER_OTLP_HEADERS="x-api-key=[api-key 1]%2Cx-simulation-id=SPh34hvUnXVzEjyXE7PmGG"');
  expect(redact(`authorization=Bearer%20${key}`).text).toBe('authorization=Bearer%20[bearer-token 1]');
});

test('a value before an escaped quote leaves the escape whole', () => {
  const value = ['amber', 'lamp', '17'].join('-');
  const { text } = redact(
    JSON.stringify({ text: `users: "ops:{SHA}${'Ab1'.repeat(12)}"\npassword = """\n${value}"""\n` }),
  );
  expect(() => JSON.parse(text)).not.toThrow();
  expect(text).not.toContain(value);
});

test('what stands on the line behind a key file is no part of it', () => {
  const file = `-----${'END'} OPENSSH PRIVATE KEY-----\nssh-ed25519\n`;
  expect(redact(file).text).toBe(file);
});

test('the lines of a log that are as long by chance are not put together', () => {
  const line = (level: string, id: string) =>
    `2026-03-27T08:38:47Z ${level} agent.session exported spans to api.initech.example request=${id}`;
  const ids = ['5ef6edd0-6f13-45e6-9117-81a95a1206b1', 'fc4a6aaf-e107-4d78-bba5-865b0f309a4d'];
  const text = [...ids, ...ids].map((id) => line('DEBUG', id)).join('\n');
  expect(redact(text).text).toBe(text);
});
