import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { loadMatrix } from '../../src/diagnosis/load.ts';
import { readCorpus } from './corpus.ts';

const matrix = await loadMatrix();
const corpus = readCorpus();

test('every case of our own corpus gets its row, its boundary and its escalation', () => {
  const wrong = corpus.flatMap((entry) => {
    const got = diagnose(matrix, { evidence: entry.evidence });
    const row = matrix.rows.get(entry.row);
    const places = entry.boundary === undefined ? row?.boundaries : [entry.boundary];
    const escalate =
      entry.escalate ??
      (row?.escalate === 'other_org' ? true : row?.escalate === 'never' ? false : got.escalate);
    const fine =
      got.row.id === entry.row && places?.includes(got.boundary) === true && got.escalate === escalate;
    const what = `${entry.row} ${entry.index}: ${got.boundary} ${got.row.id} ${got.escalate ? 'escalate' : ''}`;
    return fine ? [] : [`${what} | ${(entry.evidence.description ?? '').slice(0, 110)}`];
  });
  expect(wrong).toEqual([]);
});

test('the corpus holds at least three cases for every row', () => {
  const thin = [...matrix.rows.keys()].filter((id) => corpus.filter((entry) => entry.row === id).length < 3);
  expect(thin).toEqual([]);
});
