import { expect, test } from 'vitest';
import { lines } from '../blockkit/build.ts';
import { words } from '../redaction/words.ts';
import { withNames } from './named-people.ts';

test('a text names the people whom its blocks mention, and nobody whom somebody only typed', () => {
  const blocks = [lines([{ user: 'UANA1' }, { text: words` owns T-7, says @UBEN2` }])];
  expect(withNames(words`@UANA1 owns T-7, says @UBEN2`, blocks)).toBe('<@UANA1> owns T-7, says @UBEN2');
});

test('a text without people stays as it is', () => {
  expect(withNames(words`ask @UANA1`, [])).toBe('ask @UANA1');
});
