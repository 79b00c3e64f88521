import { expect, test } from 'vitest';
import { asRedacted } from '../redaction/redact.ts';
import { words } from '../redaction/words.ts';
import { row, rowText, sized } from './piece.ts';

const label = words`Reproduce`;
const try1 = row(asRedacted('The key and the connection: HTTP 503 after 3 tries.'));
const many = Array.from({ length: 40 }, () => try1);

test('a command stays whole however many rows stand above it', () => {
  const code = asRedacted('curl -sS -H "x-api-key: $COVAL_API_KEY" "https://api.coval.dev/v1/simulations/x"');
  const { rows, code: shown } = sized({ label, rows: many, code }, 400);
  expect(shown).toBe(code);
  expect(rows.at(-1)?.map((run) => 'text' in run && run.text)).toEqual(['… and 33 more']);
});

test('a section is never larger than its size, a long command included', () => {
  const code = asRedacted('x'.repeat(2_000));
  const { rows, code: shown = '' } = sized({ label, rows: many, code }, 400);
  const told = rows.slice(0, -1).reduce((sum, cells) => sum + rowText(cells).length, 0);
  expect(told + shown.length).toBeLessThanOrEqual(400);
});

test('a row that fits exactly keeps its last character', () => {
  const asked = [{ text: words`Which ID? (` }, { user: 'UCLEO1' }, { text: words`)` }];
  expect(sized({ label, rows: [asked] }, 27).rows).toEqual([asked]);
});
