import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asRedacted } from '../redaction/redact.ts';
import { words } from '../redaction/words.ts';
import { context, header, lines, preformatted, section, textInput } from './build.ts';
import { escapeMrkdwn, fenced, inlineCode, safeText, unescapeInbound } from './escape.ts';
import { cut, fitBlocks, limits, weight } from './fit.ts';

const anything = fc.string({ unit: 'binary', maxLength: 6000 }).map(asRedacted);

describe('pasted text', () => {
  test('can never mention anybody or form a link', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(escapeMrkdwn(text)).not.toMatch(/[<>]/);
      }),
    );
    expect(escapeMrkdwn(asRedacted('<!channel> & <@U1>'))).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  test('loses controls, bidi overrides, zero-width characters and half characters, and nothing else', () => {
    expect(safeText(asRedacted('a\u0000\u202E\u200Bb\tc\r\nd\uD800e'))).toBe('ab\tc\nd\uFFFDe');
    fc.assert(
      fc.property(anything, (text) => {
        expect(safeText(safeText(text))).toBe(safeText(text));
      }),
    );
  });

  test('cannot end inline code or a fence', () => {
    expect(inlineCode(asRedacted('a`b\n```c'))).toBe("`a'b '''c`");
    expect(fenced(asRedacted('x\n````\ny'))).toBe('`````\nx\n````\ny\n`````');
  });

  test('as Slack hands it over is read as it was typed', () => {
    expect(unescapeInbound('see <https://a.example/x?y=1&amp;z=2|a.example> &lt;b&gt;')).toBe(
      'see https://a.example/x?y=1&z=2 <b>',
    );
  });
});

describe('sizes', () => {
  test('text is cut on a code point and ends in an ellipsis', () => {
    expect(cut(asRedacted('ab😀cd'), 4)).toBe('ab…');
    expect(cut(asRedacted('abcd'), 4)).toBe('abcd');
    fc.assert(
      fc.property(anything, fc.integer({ min: 2, max: 100 }), (text, most) => {
        expect(cut(text, most).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('every block is legal whatever text it is given', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(weight(header(text))).toBeLessThanOrEqual(150);
        expect(weight(section(text))).toBeLessThanOrEqual(3000);
        expect(weight(context(text))).toBeLessThanOrEqual(2000);
        expect(weight(preformatted(text))).toBeLessThanOrEqual(3000);
        expect(String(textInput('a', { initial: text })['initial_value'] ?? '').length).toBeLessThanOrEqual(
          3000,
        );
      }),
    );
  });

  test('a message is kept under its budget, buttons are kept, and what is left out is said', () => {
    const many = Array.from({ length: 80 }, (_, index) =>
      section(words`${index} ${asRedacted('x'.repeat(400))}`),
    );
    const buttons = { type: 'actions', block_id: 'b', elements: [] };
    const fitted = fitBlocks([...many, buttons], context(words`Left out.`));
    expect(weight(fitted)).toBeLessThanOrEqual(limits.messageBudget);
    expect(fitted.length).toBeLessThanOrEqual(limits.messageBlocks);
    expect(fitted).toContain(buttons);
    expect(fitted.at(-1)).toEqual(context(words`Left out.`));
  });

  test('an empty row still makes a legal block', () => {
    expect(lines([])).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: ' ' }] }],
    });
  });
});
