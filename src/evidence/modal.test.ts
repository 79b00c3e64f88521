import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../blockkit/build.ts';
import { limits, weight } from '../blockkit/fit.ts';
import { asRedacted } from '../redaction/redact.ts';
import { words } from '../redaction/words.ts';
import { type FieldKey, fieldKeys, fieldsFor, formFields } from './form.ts';
import { itemsOf } from './items.ts';
import {
  buildEvidenceModal,
  buildPreview,
  decodeEvidenceModal,
  type FormValues,
  readDraft,
} from './modal.ts';
import { readPastedChecks } from './pasted-check.ts';
import { prefill } from './prefill.ts';

/** What Slack reports for a form that was submitted as it opened. */
function asOpened(blocks: readonly Block[]): FormValues {
  const values: Record<string, FormValues[string]> = {};
  for (const { type, block_id: id = '', element } of blocks) {
    if (type !== 'input' || typeof element !== 'object' || element === null) continue;
    const text: unknown = Reflect.get(element, 'initial_value');
    const option: unknown = Reflect.get(element, 'initial_option');
    if (typeof text === 'string') values[id] = { text };
    else if (typeof option === 'object' && option !== null)
      values[id] = { option: String(Reflect.get(option, 'value')) };
    else values[id] = {};
  }
  return values;
}

const typedIn = (field: FieldKey): fc.Arbitrary<string> => {
  const { kind, choices, most } = formFields[field];
  if (kind === 'choice') return fc.constantFrom(...(choices ?? []).map(({ value }) => value));
  if (field === 'response_status') return fc.integer({ min: 100, max: 599 }).map(String);
  return fc
    .stringMatching(/^[\w :/.{}"-]{1,200}$/)
    .filter((text) => text.trim() !== '' && text.length <= (most ?? 3000));
};
const typed = fc
  .subarray(
    fieldKeys.filter((field) => formFields[field].kind !== 'file'),
    { minLength: 1 },
  )
  .chain((fields) => fc.record(Object.fromEntries(fields.map((field) => [field, typedIn(field)]))));

describe('the evidence form', () => {
  test('gives back exactly what it was opened with', () => {
    fc.assert(
      fc.property(typed, (texts) => {
        const values = Object.fromEntries(
          Object.entries(texts).map(([key, text]) => [key, asRedacted(text)]),
        );
        const view = buildEvidenceModal({ metadata: {}, fields: fieldKeys, values });
        expect(decodeEvidenceModal(asOpened(view.blocks))).toEqual({ ok: true, draft: { texts, files: {} } });
      }),
    );
  });

  test('asks for all seven items, the configuration and a dump when nothing is known of a missing trace', () => {
    const asked = fieldsFor({ symptom: 'no_traces', known: new Set(), wanted: [] });
    for (const field of [
      'endpoint',
      'response_status',
      'response_body',
      'target_header',
      'target_id',
      'agent_type',
      'connection_path',
      'trace_url',
      'encoding',
      'agent_config',
    ])
      expect(asked).toContain(field);
    expect(fieldsFor({ symptom: 'sparse', known: new Set(), wanted: [] })).toEqual(
      expect.arrayContaining(['trace_dump', 'dump_file']),
    );
  });

  test('does not ask again what is known, except where the diagnosis still lacks it', () => {
    const known = new Set(['endpoint', 'response_status']);
    const asked = fieldsFor({ symptom: 'export_error', known, wanted: ['trace_dump'] });
    expect(asked).not.toContain('endpoint');
    expect(asked).toContain('trace_dump');
  });

  test('says under the field what is wrong and keeps the rest', () => {
    const values = {
      'evidence-response_status': { text: 'four' },
      'evidence-endpoint': { text: 'https://a' },
    };
    expect(decodeEvidenceModal(values)).toEqual({
      ok: false,
      errors: { 'evidence-response_status': 'Give a number from 100 to 599, such as 404.' },
    });
    expect(decodeEvidenceModal({ 'evidence-endpoint': {} })).toEqual({
      ok: false,
      errors: { 'evidence-endpoint': 'Fill in at least one field, or press Cancel.' },
    });
  });

  test('survives values of every wrong shape', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.record({ text: fc.string() })), (values) => {
        expect(() => readDraft(values)).not.toThrow();
      }),
    );
  });

  test('fits in a view with every field full', () => {
    const full = asRedacted('x'.repeat(3000));
    const values = Object.fromEntries(fieldKeys.map((field) => [field, full]));
    const view = buildEvidenceModal({ metadata: { case: 'T-1' }, fields: fieldKeys, values, all: true });
    expect(view.blocks.length).toBeLessThanOrEqual(limits.viewBlocks);
    expect(JSON.stringify(view).length).toBeLessThan(250_000);
    expect(weight(buildPreview({}, values, 2, []).blocks)).toBeLessThan(15_000);
  });
});

describe('pasted output of a check', () => {
  test.each([
    ['status=404\n{"error":{"code":"NOT_FOUND"}}', 'fake_id_span', 404],
    [
      '$ curl … -H "x-simulation-id: coval-tracing-test" …\n{"error":{"code":"UNAUTHENTICATED"}}\nstatus=401',
      'fake_id_span',
      401,
    ],
    ['curl -sS https://api.coval.dev/v1/runs/abc\n{"run":{"run_id":"abc"}}\nstatus=200', 'get_run', 200],
    [
      'curl https://api.coval.dev/v1/simulations/x\ncurl: (6) Could not resolve host: api.coval.dev',
      'get_simulation',
      null,
    ],
  ])('%s is read as %s %s', (text, kind, status) => {
    expect(readPastedChecks(asRedacted(text))[0]).toMatchObject({ kind, status });
  });

  test('of several commands is several checks', () => {
    const text =
      'curl a/v1/simulations/x\n{"error":{}}\nstatus=404\ncurl a/v1/runs/x\n{"run":{}}\nstatus=200';
    expect(readPastedChecks(asRedacted(text)).map(({ kind, status }) => [kind, status])).toEqual([
      ['get_simulation', 404],
      ['get_run', 200],
    ]);
  });

  test('that nobody recognises is kept as a note', () => {
    expect(itemsOf({ texts: { checks: words`hello` } }, 'form')).toEqual([
      { key: 'note', value: 'Output of a check: hello', source: 'form', strength: 'tool_output' },
    ]);
  });
});

test('a message says what it says: status, body, ID, header and page are read out of it', () => {
  const found = prefill(
    'Export fails: HTTP 404 {"error":{"code":"NOT_FOUND","message":"Simulation output not found"}} with X-Simulation-Id: 8EktrIgaVxn8LfxkIynagC see https://app.coval.dev/acme/runs/8EktrIgaVxn8LfxkIynagC',
  );
  expect(found).toMatchObject({
    symptom: 'export_error',
    response_status: '404',
    response_body: '{"error":{"code":"NOT_FOUND","message":"Simulation output not found"}}',
    target_id: '8EktrIgaVxn8LfxkIynagC',
    target_header: 'simulation',
    trace_url: 'https://app.coval.dev/acme/runs/8EktrIgaVxn8LfxkIynagC',
  });
});
