import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMessageBlocks, checkView, pointerLine } from './payload.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (extra: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...extra });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object) => ({ type: 'input', label: plain('l'), element });
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: plain(`o${index}`), value: `v${index}` }));
const linesOf = (blocks: unknown[]) => checkMessageBlocks(blocks)?.complaints.map(pointerLine) ?? [];
const modal = (...blocks: object[]) => ({ type: 'modal', title: plain('t'), submit: plain('s'), blocks });
const viewLines = (...blocks: object[]) => checkView(modal(...blocks))?.complaints.map(pointerLine) ?? [];

describe('a block that Slack takes', () => {
  test.each([
    ['section with fields', { type: 'section', fields: [plain('a'), { type: 'mrkdwn', text: 'b' }] }],
    [
      'section with accessory',
      { ...section('x'), accessory: button({ style: 'danger', confirm: { text: plain('?') } }) },
    ],
    [
      'context',
      {
        type: 'context',
        elements: [plain('a'), { type: 'image', image_url: 'https://x.io/a.png', alt_text: 'a' }],
      },
    ],
    ['actions', actions(button(), { type: 'overflow', action_id: 'o', options: options(5) })],
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { code: true } }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '```' }], border: 0 },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [{ type: 'rich_text_section', elements: [] }],
          },
        ],
      },
    ],
    ['table', { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }],
    ['markdown', { type: 'markdown', text: '# hi' }],
    ['alert', { type: 'alert', text: plain('a'), level: 'warning' }],
    ['container', { type: 'container', title: plain('a'), child_blocks: [section('x')] }],
  ])('%s passes', (_name, block) => {
    expect(linesOf([block])).toEqual([]);
  });
});

describe('a block that Slack refuses', () => {
  test.each([
    ['unknown type', { type: 'sektion' }, 'unsupported type: sektion [json-pointer:/blocks/0/type]'],
    ['no type', {}, 'missing required field: type [json-pointer:/blocks/0]'],
    ['empty text', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'long header',
      { type: 'header', text: plain('x'.repeat(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'mrkdwn header',
      { type: 'header', text: { type: 'mrkdwn', text: 'x' } },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    ['empty section', { type: 'section' }, 'missing required field: text or fields [json-pointer:/blocks/0]'],
    [
      'eleven fields',
      { type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'long button',
      actions(button({ text: plain('x'.repeat(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'long value',
      actions(button({ value: 'x'.repeat(2_001) })),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'odd style',
      actions(button({ style: 'blue' })),
      'must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    ['no elements', actions(), 'no less than 1 items allowed [json-pointer:/blocks/0/elements]'],
    [
      'same action twice',
      actions(button(), button()),
      '`action_id` must be unique: a [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'six overflow options',
      actions({ type: 'overflow', options: options(6) }),
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'invented field',
      { type: 'divider', colour: 'red' },
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      'picture without words',
      { type: 'image', image_url: 'https://x.io' },
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'text input in actions',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'foreign initial option',
      actions({
        type: 'static_select',
        options: options(1),
        initial_option: { text: plain('z'), value: 'z' },
      }),
      'initial option must be one of the options [json-pointer:/blocks/0/elements/0/initial_option]',
    ],
    [
      'options and groups',
      actions({ type: 'static_select', options: options(1), option_groups: [] }),
      'no less than 1 items allowed [json-pointer:/blocks/0/elements/0/option_groups]',
    ],
    [
      'empty rich text',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
      },
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      'file input in a message',
      input({ type: 'file_input', action_id: 'f' }),
      'unsupported type: file_input [json-pointer:/blocks/0/element/type]',
    ],
  ])('%s is named with its place', (_name, block, line) => {
    expect(linesOf([block])).toContain(line);
  });

  test('in a view is named from the view', () => {
    expect(viewLines(input({ type: 'plain_text_input', max_length: 3_001 }))).toEqual([
      'must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]',
    ]);
    expect(viewLines(input({ type: 'radio_buttons', options: options(11) }))).toEqual([
      'no more than 10 items allowed [json-pointer:/view/blocks/0/element/options]',
    ]);
    const focused = () => input({ type: 'plain_text_input', focus_on_load: true });
    expect(viewLines(focused(), focused())).toEqual([
      'only one element may have focus_on_load [json-pointer:/view/blocks]',
    ]);
  });
});

test('the budget over all blocks of a message counts every text', () => {
  const blocks = (size: number) => Array.from({ length: 4 }, () => section('x'.repeat(size)));
  expect(checkMessageBlocks(blocks(2_825))).toBeNull();
  expect(checkMessageBlocks(blocks(2_826))?.error).toBe('msg_blocks_too_long');
});

test('any JSON whatever is judged without a throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      checkMessageBlocks(value);
      checkMessageBlocks([value]);
      checkView(value);
      checkView(modal({ type: 'input', element: value }, { type: 'actions', elements: [value] }));
    }),
  );
});
