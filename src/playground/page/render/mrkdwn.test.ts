import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Inline, type Part, readMrkdwn } from './mrkdwn.ts';

const words = (node: Inline | Part): string => {
  if ('children' in node) return node.children.map(words).join('');
  if ('text' in node) return node.text;
  if ('label' in node) return node.label;
  return node.name;
};

test('marks, code, links and mentions are told apart', () => {
  expect(readMrkdwn('*bold* _it_ ~no~ `a *b*` <https://x.io|x> <@U1> <#C1|ops> <!here> :eyes:')).toEqual([
    {
      kind: 'lines',
      children: [
        { kind: 'bold', children: [{ kind: 'text', text: 'bold' }] },
        { kind: 'text', text: ' ' },
        { kind: 'italic', children: [{ kind: 'text', text: 'it' }] },
        { kind: 'text', text: ' ' },
        { kind: 'strike', children: [{ kind: 'text', text: 'no' }] },
        { kind: 'text', text: ' ' },
        { kind: 'code', text: 'a *b*' },
        { kind: 'text', text: ' ' },
        { kind: 'link', url: 'https://x.io', label: 'x' },
        { kind: 'text', text: ' ' },
        { kind: 'person', id: 'U1', label: '' },
        { kind: 'text', text: ' ' },
        { kind: 'channel', id: 'C1', label: 'ops' },
        { kind: 'text', text: ' ' },
        { kind: 'broadcast', name: 'here' },
        { kind: 'text', text: ' ' },
        { kind: 'emoji', name: 'eyes' },
      ],
    },
  ]);
});

test('quotes and code blocks stand apart from the lines around them', () => {
  expect(
    readMrkdwn('before\n&gt; said\n```\n&lt;b&gt;\n```\nafter').map((part) => [part.kind, words(part)]),
  ).toEqual([
    ['lines', 'before'],
    ['quote', 'said'],
    ['preformatted', '<b>'],
    ['lines', 'after'],
  ]);
});

test('snake_case, 2*3*4, a lone mark and an open fence stay as they were typed', () => {
  for (const text of ['a_snake_case', '2*3*4', 'a * b * c', '*', '```open', 'x `y']) {
    expect(readMrkdwn(text).map(words).join(''), text).toBe(text);
  }
});

test('any text is read, in good time, and escaped text never becomes a mention or a link', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'*_~`<>@#!|:&; \na1'.split('')), maxLength: 300 }),
      (text) => {
        const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        const kinds = JSON.stringify(readMrkdwn(escaped));
        expect(kinds).not.toMatch(/"kind":"(person|channel|group|broadcast|link)"/);
        readMrkdwn(text);
      },
    ),
  );
});
