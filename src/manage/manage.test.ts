import { describe, expect, test } from 'vitest';
import { aCase, accepted, actor, caseAfter, diagnosisRecord, start } from '../../test/case-builders.ts';
import { mayDo } from '../cases/apply.ts';
import { type Case, type Role, statuses } from '../cases/case.ts';
import { words } from '../redaction/words.ts';
import { buildManage, caseIdIn, decodeManage, manageEvent } from './modal.ts';

const offered = (state: Case, role: Role): string[] => {
  const menu = buildManage(state, role).blocks.find(({ block_id: id }) => id === 'manage-do')?.['element'];
  const options: unknown = typeof menu === 'object' && menu !== null ? Reflect.get(menu, 'options') : [];
  return Array.isArray(options) ? options.map(({ value }: { value: string }) => value) : [];
};

/** What each wish needs, filled in. */
const filled = (wish: string) => ({
  'manage-do': { option: wish },
  'manage-text': { text: wish === 'duplicate' ? 'T-7' : 'why' },
  'manage-person': { user: 'UOTHER' },
  'manage-hours': { option: '4' },
});

describe('the Manage form', () => {
  test('offers in every state and to every role exactly what the table of states accepts', () => {
    const diagnosed = caseAfter([
      { type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(0) },
    ]);
    for (const status of statuses)
      for (const role of ['support', 'engineering', 'operator'] as const) {
        const waiting = { since: start, reason: words`x`, back: 'diagnosed' as const };
        const state: Case = { ...diagnosed, status, ...(status === 'waiting_on_customer' && { waiting }) };
        for (const wish of offered(state, role)) {
          const decoded = decodeManage(filled(wish));
          if (!decoded.ok) throw new Error(`${wish} was not decoded`);
          const event = manageEvent(decoded.managed, words`T-7`, actor(role), start);
          expect(mayDo(state, role)).toContain(event.type);
          expect(accepted(state, event).revision).toBe(state.revision + 1);
        }
      }
  });

  test('says under the field what a wish still needs', () => {
    expect(decodeManage({ 'manage-do': { option: 'resolve' } })).toEqual({
      ok: false,
      errors: { 'manage-text': 'Write the text or the reason.' },
    });
    expect(
      decodeManage({ 'manage-do': { option: 'duplicate' }, 'manage-text': { text: 'that one' } }),
    ).toEqual({
      ok: false,
      errors: { 'manage-text': 'Write the number of the other case, such as T-7.' },
    });
    expect(decodeManage({})).toEqual({ ok: false, errors: { 'manage-do': 'Choose what to do.' } });
  });

  test('offers an ended case its reopening and not its end', () => {
    expect(offered(aCase({ status: 'resolved' }), 'support')).toContain('reopen');
    expect(offered(aCase({ status: 'resolved' }), 'support')).not.toContain('resolve');
  });
});

test.each([
  ['T-7', 'T-7'],
  ['t7 please', 'T-7'],
  ['T 7', 'T-7'],
  ['seven', undefined],
])('%s names the case %s', (text, id) => expect(caseIdIn(text)).toBe(id));
