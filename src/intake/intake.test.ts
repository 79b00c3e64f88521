import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCase, start } from '../../test/case-builders.ts';
import { caseLine } from '../cases/case-line.ts';
import { asRedacted } from '../redaction/redact.ts';
import { words } from '../redaction/words.ts';
import { buildOpening, decodeOpening, duplicateMs, duplicateOf, titleOf } from './opening.ts';
import { parseCommand } from './sub-commands.ts';

describe('the text of a command', () => {
  test.each([
    ['list', 'list', ''],
    ['LIST mine', 'list', 'mine'],
    ['show T-7', 'show', 'T-7'],
    ['note T-7 called them', 'note', 'T-7 called them'],
    ['search wrong-org-key', 'search', 'wrong-org-key'],
    ['assign @U0123', 'assign', '@U0123'],
    ['export', 'export', ''],
  ])('%s is the sub-command %s', (text, name, rest) => expect(parseCommand(text)).toEqual({ name, rest }));

  test.each([
    'export returns 503',
    'status 404 from the exporter',
    'show me why',
    'list of spans is empty',
    '',
  ])('"%s" describes a problem', (text) => expect(parseCommand(text)).toEqual({ rest: text }));

  test('whatever it is, is read without a fault', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseCommand(text).rest).toBe('string');
      }),
    );
  });
});

describe('the opening form', () => {
  test('asks for the channel only where there is none, and needs a symptom', () => {
    expect(JSON.stringify(buildOpening({ metadata: {} }))).not.toContain('opening-channel');
    expect(JSON.stringify(buildOpening({ metadata: {}, asksChannel: true }))).toContain('opening-channel');
    expect(decodeOpening({ 'opening-symptom': {} })).toEqual({
      ok: false,
      errors: { 'opening-symptom': 'Choose what you see.' },
    });
    expect(decodeOpening({ 'opening-symptom': { option: 'sparse' }, 'opening-channel': {} })).toEqual({
      ok: false,
      errors: { 'opening-channel': 'Choose a channel.' },
    });
  });

  test('makes a title of the symptom and the first sentence, never longer than a header', () => {
    expect(titleOf('sparse', undefined)).toBe('Spans are missing or not useful');
    expect(titleOf('sparse', asRedacted('only http\nsecond line'))).toBe(
      'Spans are missing or not useful: only http',
    );
    expect(
      titleOf('no_traces', asRedacted('None since Monday. We POST to https://a.example/v1/traces')),
    ).toBe('No traces in Coval: None since Monday');
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (text) => {
        expect(titleOf('wrong_place', asRedacted(text)).length).toBeLessThanOrEqual(90);
      }),
    );
  });
});

describe('a twin', () => {
  const line = (over: Parameters<typeof aCase>[0]) => caseLine(aCase(over));

  test('is an open case of the same symptom, opened within the hour', () => {
    const title = words`No traces in Coval: lobby`;
    expect(duplicateOf([line({ title })], 'no_traces', start + 1)?.id).toBe('T-1');
    expect(duplicateOf([line({ title })], 'sparse', start + 1)).toBeUndefined();
    expect(duplicateOf([line({ title })], 'no_traces', start + duplicateMs)).toBeUndefined();
    expect(duplicateOf([line({ title, status: 'resolved' })], 'no_traces', start + 1)).toBeUndefined();
  });
});
