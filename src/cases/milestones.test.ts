import { expect, test } from 'vitest';
import { actor, caseAfter, opened, start } from '../../test/case-builders.ts';
import { words } from '../redaction/words.ts';
import { durations } from './milestones.ts';

const minute = 60_000;
const support = actor('support');
const byCustomer = opened({ by: actor('customer') });

test('the first response is the first thing a customer can see, not a note among colleagues', () => {
  const note = { type: 'noted', by: support, text: words`they are angry` } as const;
  const quiet = caseAfter(
    [
      { ...note, at: start + minute, internal: true },
      { type: 'snoozed', by: support, at: start + 2 * minute, until: start + 90 * minute },
    ],
    'T-1',
    byCustomer,
  );
  expect(durations(quiet).firstResponse).toBeUndefined();
  const answered = caseAfter(
    [
      { ...note, at: start + minute, internal: true },
      { ...note, at: start + 3 * minute, internal: false },
      { type: 'taken', by: support, at: start + 5 * minute },
    ],
    'T-1',
    byCustomer,
  );
  expect(durations(answered).firstResponse).toBe(3 * minute);
});
