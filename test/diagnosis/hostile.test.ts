import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { diagnoseLine } from '../../src/diagnosis/lines.ts';
import { loadMatrix, readMatrixFiles } from '../../src/diagnosis/load.ts';
import { type MatrixFile, parseMatrix } from '../../src/diagnosis/matrix.ts';
import { lintMatrix } from '../../src/diagnosis/try-matrix.ts';
import { fold } from '../../src/evidence/reading/fold.ts';
import { readSignals } from '../../src/evidence/reading/phrases.ts';

const matrix = await loadMatrix();
const files = await readMatrixFiles();

const withFile = (name: string, change: (text: string) => string): MatrixFile[] =>
  files.map((file) => (file.name === name ? { name, text: change(file.text) } : file));
const mistakesOf = (
  changed: readonly MatrixFile[],
): readonly { file: string; line: number; what: string }[] => {
  const parsed = parseMatrix(changed);
  return parsed.ok ? [] : parsed.mistakes;
};

describe('a broken matrix is refused with file, line and mend', () => {
  test.each([
    [
      'an unknown fact',
      (text: string) => text.replace('export.status: 401', 'export.statsu: 401'),
      'does not exist',
    ],
    [
      'a duplicate key',
      (text: string) =>
        text.replace(
          'boundary: export_http_error',
          'boundary: export_http_error\nboundary: export_http_error',
        ),
      'unique',
    ],
    [
      'an anchor',
      (text: string) => text.replace('boundary: export_http_error', 'boundary: &a export_http_error'),
      'anchors',
    ],
    ['an alias bomb', (text: string) => `a: &a [x, x]\nb: &b [*a, *a]\n${text}`, 'anchors'],
    [
      'a tag',
      (text: string) => text.replace('boundary: export_http_error', 'boundary: !!str export_http_error'),
      'tags',
    ],
    ['a megabyte', (text: string) => `${text}# ${'x'.repeat(1_000_000)}`, 'characters'],
    ['a missing example', (text: string) => text.replace(/ {4}examples:\n(?: {6}.*\n)+/, ''), 'Invalid'],
    [
      'a use of no row',
      (text: string) => text.replace('use: wrong-endpoint-host', 'use: no-such-row'),
      'names no row',
    ],
    ['an unknown link', (text: string) => text.replace('links: [api-keys]', 'links: [api-kyes]'), 'Invalid'],
    ['text that is not YAML', () => 'rows: [', 'Flow'],
  ])('%s', (_name, change, word) => {
    const mistakes = mistakesOf(withFile('export-http-error.yaml', change));
    expect(mistakes.map(({ what }) => what).join('\n')).toContain(word);
    expect(mistakes[0]?.file).toBe('export-http-error.yaml');
    expect(mistakes[0]?.line).toBeGreaterThan(0);
  });

  test('a phrase that names no word list', () => {
    const changed = withFile('phrases-http.yaml', (text) =>
      text.replace('signals:', "signals:\n  odd:\n    means: something odd\n    any: ['<no_list> .. word']"),
    );
    expect(
      mistakesOf(changed)
        .map(({ what }) => what)
        .join(),
    ).toContain('does not exist');
  });

  test('two rows that tie', () => {
    const changed = withFile('export-http-error.yaml', (text) =>
      text.replace('when: { export.status: 503 }', 'when: { export.status: 429 }'),
    );
    expect(
      lintMatrix(changed)
        .map(({ what }) => what)
        .join('\n'),
    ).toContain('same condition');
  });
});

describe('lines of any kind are answered in order', () => {
  test.each([
    ['', 'not JSON'],
    ['[1]', 'not an object'],
    ['{"id":"a"}', 'evidence is missing'],
    ['{"id":"a","evidence":{"sympton":"x"}}', 'unknown key sympton'],
    ['{"id":"a","evidence":{"response_status":"404"}}', 'response_status'],
    ['{"id":"a","evidence":{"checks":[{"kind":"ping","status":1}]}}', 'checks.0.kind'],
  ])('%s', (line, word) => {
    expect(diagnoseLine(matrix, line)).toContain(word);
  });

  test('a good line keeps its id', () => {
    expect(JSON.parse(diagnoseLine(matrix, '{"id":"c-7","evidence":{"response_status":413}}'))).toMatchObject(
      { id: 'c-7', diagnosis: { cause: 'payload-too-large' } },
    );
  });
});

describe('100 KB of the worst case is read within the time of a test', () => {
  // A pattern that is quadratic takes minutes at this length, so the limit of the test is the measure.
  const LENGTH = 100_000;

  test.each([
    ['one letter', (length: number) => 'a'.repeat(length)],
    ['one literal of many phrases', (length: number) => 'coval '.repeat(length / 6)],
    [
      'the parts of one phrase in turn',
      (length: number) => 'coval api key is not set waiting for simulation id '.repeat(length / 51),
    ],
    ['numbers', (length: number) => '404 200 500 '.repeat(length / 12)],
    ['quotes and braces', (length: number) => '{"error":{"code":"'.repeat(length / 18)],
    ['backslashes', (length: number) => '\\"'.repeat(length / 2)],
    ['addresses', (length: number) => 'https://app.coval.dev/a/runs/b/results/c '.repeat(length / 41)],
    ['headers', (length: number) => 'X-Simulation-Id: x, '.repeat(length / 20)],
    ['blanks', (length: number) => ' \n'.repeat(length / 2)],
    ['entities', (length: number) => '&quot;&amp;quot;'.repeat(length / 16)],
    ['other scripts', (length: number) => 'トレースが表示されません'.repeat(length / 12)],
  ])('%s', { timeout: 10_000 }, (_name, make) => {
    const text = make(LENGTH);
    const evidence = {
      symptom: 'no_traces' as const,
      description: text,
      agent_config: text.slice(0, 20_000),
      response_body: text,
    };
    expect(matrix.rows.has(diagnose(matrix, { evidence }).row.id)).toBe(true);
  });

  test('a signal is found at the end of a long text', () => {
    const text = fold(`${'x '.repeat(40_000)} No module named 'coval_tracing'`);
    expect(readSignals(matrix.lexicon, text).map(({ id }) => id)).toContain('module_missing');
  });
});
