import { describe, expect, test } from 'vitest';
import { formErrors } from '../acts/form.ts';
import type { Block, InputValue } from '../local-api.ts';
import { slackValues, startingValues } from './values.ts';

const option = (value: string) => ({ text: { type: 'plain_text', text: value.toUpperCase() }, value });
const options = [option('a'), option('b')];
const input = (element: object, extra: object = {}): Block[] => [
  { type: 'input', block_id: 'B', element: { action_id: 'A', ...element }, ...extra },
];
const resolve = { file: (id: string) => ({ id }), remembered: () => undefined };
const stateOf = (blocks: Block[], value: InputValue) =>
  slackValues(blocks, { B: { A: value } }, resolve)['B']?.['A'];

describe('the state of an element', () => {
  test.each<[string, object, InputValue, object, object]>([
    ['text', { type: 'plain_text_input' }, 'hi', { value: 'hi' }, { value: null }],
    ['a number', { type: 'number_input', is_decimal_allowed: false }, '7', { value: '7' }, { value: null }],
    [
      'a select',
      { type: 'static_select', options },
      'b',
      { selected_option: options[1] },
      { selected_option: null },
    ],
    [
      'radio buttons',
      { type: 'radio_buttons', options },
      'a',
      { selected_option: options[0] },
      { selected_option: null },
    ],
    [
      'checkboxes',
      { type: 'checkboxes', options },
      ['a', 'b'],
      { selected_options: options },
      { selected_options: [] },
    ],
    [
      'a grouped multi-select',
      { type: 'multi_static_select', option_groups: [{ options }] },
      ['b'],
      { selected_options: [options[1]] },
      { selected_options: [] },
    ],
    ['a person', { type: 'users_select' }, 'U1', { selected_user: 'U1' }, { selected_user: null }],
    ['people', { type: 'multi_users_select' }, ['U1'], { selected_users: ['U1'] }, { selected_users: [] }],
    ['a channel', { type: 'channels_select' }, 'C1', { selected_channel: 'C1' }, { selected_channel: null }],
    [
      'a conversation',
      { type: 'conversations_select' },
      'C1',
      { selected_conversation: 'C1' },
      { selected_conversation: null },
    ],
    [
      'a date',
      { type: 'datepicker' },
      '2026-11-24',
      { selected_date: '2026-11-24' },
      { selected_date: null },
    ],
    ['a time', { type: 'timepicker' }, '02:30', { selected_time: '02:30' }, { selected_time: null }],
    [
      'a moment',
      { type: 'datetimepicker' },
      '1764000000',
      { selected_date_time: 1_764_000_000 },
      { selected_date_time: null },
    ],
    ['files', { type: 'file_input' }, ['F1'], { files: [{ id: 'F1' }] }, { files: [] }],
  ])('%s is sent in its own field, filled and empty', (_name, element, given, filled, empty) => {
    const type = { type: (element as { type: string }).type };
    expect(stateOf(input(element), given)).toEqual({ ...type, ...filled });
    expect(stateOf(input(element), null)).toEqual({ ...type, ...empty });
  });

  test('rich text is a block, from typing or from a block', () => {
    const block = (text: string) => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
    });
    const element = { type: 'rich_text_input' };
    expect(stateOf(input(element), 'hi')).toEqual({ ...element, rich_text_value: block('hi') });
    expect(stateOf(input(element), JSON.stringify(block('x')))).toEqual({
      ...element,
      rich_text_value: block('x'),
    });
  });
});

describe('what was typed', () => {
  const blocks = input({ type: 'plain_text_input', initial_value: 'first' });

  test('starts with the initial value', () => {
    expect(startingValues(blocks, {})).toEqual({ B: { A: 'first' } });
    const chosen = input({ type: 'static_select', options, initial_option: options[1] });
    expect(startingValues(chosen, {})).toEqual({ B: { A: 'b' } });
    const ticked = input({ type: 'checkboxes', options, initial_options: options });
    expect(startingValues(ticked, {})).toEqual({ B: { A: ['a', 'b'] } });
  });

  test('survives an update only under the same block and action', () => {
    expect(startingValues(blocks, { B: { A: 'typed' } })).toEqual({ B: { A: 'typed' } });
    expect(startingValues(blocks, { B: { other: 'typed' } })).toEqual({ B: { A: 'first' } });
    expect(startingValues(blocks, { other: { A: 'typed' } })).toEqual({ B: { A: 'first' } });
  });
});

describe("Slack's client refuses", () => {
  test.each<[string, object, InputValue, string | undefined]>([
    ['an empty required field', { type: 'plain_text_input' }, '', 'Please complete this required field.'],
    [
      'an unticked required list',
      { type: 'checkboxes', options },
      [],
      'Please complete this required field.',
    ],
    [
      'text over the element limit',
      { type: 'plain_text_input', max_length: 3 },
      'four',
      'Use at most 3 characters.',
    ],
    ['text over 3,000', { type: 'plain_text_input' }, 'x'.repeat(3_001), 'Use at most 3000 characters.'],
    [
      'text that is too short',
      { type: 'plain_text_input', min_length: 3 },
      'x',
      'Use at least 3 characters.',
    ],
    ['a word for a number', { type: 'number_input' }, 'two', 'Enter a number.'],
    [
      'a fraction for a whole number',
      { type: 'number_input', is_decimal_allowed: false },
      '1.5',
      'Enter a number.',
    ],
    ['a number out of range', { type: 'number_input', max_value: '5' }, '6', 'Enter 5 or less.'],
    ['a bad address', { type: 'email_text_input' }, 'ana', 'Enter a valid e-mail address.'],
    ['a bad URL', { type: 'url_text_input' }, 'x', 'Enter a valid URL.'],
    ['too many files', { type: 'file_input', max_files: 1 }, ['F1', 'F2'], 'Choose at most 1.'],
    ['nothing that is right', { type: 'url_text_input' }, 'https://x.io', undefined],
  ])('%s', (_name, element, given, error) => {
    expect(formErrors(input(element), { B: { A: given } })['B']).toBe(error);
  });

  test('nothing about an optional field that is empty', () => {
    expect(formErrors(input({ type: 'plain_text_input' }, { optional: true }), {})).toEqual({});
  });
});
