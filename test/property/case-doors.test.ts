import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apply } from '../../src/cases/apply.ts';
import { type Case, endedStatuses, statuses } from '../../src/cases/case.ts';
import { changeCase } from '../../src/cases/change.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { nextDue } from '../../src/timers/plan.ts';
import { type Desk, openDesk } from '../integration/desk.ts';
import { listeningLog } from '../listening-log.ts';
import { anEvent } from './case-events.ts';

/** The same sequences through the one door, two people at once, over a real store and queue. */

let desk: Desk;
let close = async () => {};
beforeAll(async () => {
  const redis = await startEmbeddedRedis(listeningLog());
  desk = await openDesk({ url: redis.url, embedded: true });
  close = async () => {
    await desk.close();
    await redis.close();
  };
});
afterAll(() => close());

test('whoever races whom, the case is what its timeline says, stands in one list, and has a timer only while it is open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anEvent, anEvent), { maxLength: 8 }), async (pairs) => {
      const { id } = await desk.open();
      for (const pair of pairs)
        await Promise.all(pair.map((event) => changeCase(desk.ports, id, () => event)));
      const state = await desk.cases.load(id);
      if (!state) throw new Error('the case is gone');

      const timeline = await desk.cases.timeline(id, 1_000);
      const folded = timeline.reduce<Case | undefined>((before, event) => {
        const outcome = apply(before, event, id);
        if (!outcome.ok) throw new Error(outcome.refusal);
        return outcome.case;
      }, undefined);
      expect(folded).toEqual(state);

      const listed = await Promise.all(
        statuses.map((status) => desk.raw.zscore(`triage:index:status:${status}`, id)),
      );
      expect(statuses.filter((_, index) => listed[index] !== null)).toEqual([state.status]);

      const isEnded = endedStatuses.includes(state.status);
      expect(nextDue(state, desk.ports.nudges) === undefined).toBe(
        isEnded || state.nudges.count >= desk.ports.nudges.mostNudges,
      );
      if (isEnded) {
        // A loser of the race may have set one just after the end: it rings once, for nobody, and is not set again.
        await desk.triage.cancel(id);
        const said = desk.said.length;
        await desk.ring(id);
        expect(desk.said).toHaveLength(said);
        expect(await desk.raw.exists(`triage-queue:clock:de:wake_${id}`)).toBe(0);
      }
      await desk.triage.cancel(id);
    }),
    { numRuns: 25 },
  );
});
