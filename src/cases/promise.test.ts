import { describe, expect, test } from 'vitest';
import { accepted, actor, caseAfter, start } from '../../test/case-builders.ts';
import { words } from '../redaction/words.ts';
import { nextDue, nudgePolicy } from '../timers/plan.ts';
import type { CaseEvent } from './events.ts';

const hour = 3_600_000;
const at = (hours: number) => start + hours * hour;
const support = actor('support');
const promised = (now: number, due: number): CaseEvent => ({
  type: 'update_promised',
  by: support,
  at: at(now),
  due: at(due),
});
const note = (now: number): CaseEvent => ({
  type: 'noted',
  by: support,
  at: at(now),
  text: words`Called them`,
  internal: true,
});

describe('the next update', () => {
  test('is always a time while a case is open, and follows its state', () => {
    const fresh = caseAfter([]);
    expect(fresh.nextUpdateAt).toBe(at(1));
    const waiting = caseAfter([{ type: 'asked_customer', by: support, at: at(0), reason: words`Which ID?` }]);
    expect(waiting.nextUpdateAt).toBe(at(72));
    const ended = caseAfter([{ type: 'withdrawn', by: support, at: at(0), reason: words`Mistake` }]);
    expect(ended.nextUpdateAt).toBeUndefined();
  });

  test('that a person named stands, whatever happens before it is due', () => {
    const state = caseAfter([
      promised(0, 5),
      { type: 'asked_customer', by: support, at: at(2), reason: words`Which ID?` },
    ]);
    expect(state).toMatchObject({ nextUpdateAt: at(5), promisedBy: support });
  });

  test('that has passed gives way to the usual one as soon as somebody acts', () => {
    const state = caseAfter([promised(0, 5), note(6)]);
    expect(state.nextUpdateAt).toBe(at(7));
    expect(state.promisedBy).toBeUndefined();
  });

  test('that a person named is brought up once when it is due', () => {
    const policy = nudgePolicy(24);
    const state = caseAfter([promised(0, 5)]);
    expect(nextDue(state, policy)).toEqual({ at: at(5), what: 'promise' });
    const reminded = accepted(state, { type: 'nudged', by: actor('bot'), at: at(5) });
    expect(nextDue(reminded, policy)).toMatchObject({ what: 'stale' });
    expect(nextDue(caseAfter([]), policy)).toEqual({ at: at(6), what: 'stale' });
  });
});
