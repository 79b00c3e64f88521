import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAfter, pace, waitFor } from './redraws.ts';

/** Instants at which redraws run when they are asked for at these instants. */
function drawnAt(asked: readonly number[]): number[] {
  let emptyAt = 0;
  const drawn: number[] = [];
  for (const at of [...asked].sort((a, b) => a - b)) {
    // One is on its way already; what is asked for before it starts is drawn with it.
    if (at < (drawn.at(-1) ?? Number.NEGATIVE_INFINITY)) continue;
    const runs = at + waitFor(emptyAt, at, pace);
    drawn.push(runs);
    emptyAt = emptyAfter(emptyAt, runs, pace);
  }
  return drawn;
}

test('no minute holds more than ten redraws, however updates come', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(180_000), { maxLength: 400 }), (asked) => {
      const drawn = drawnAt(asked);
      for (const from of drawn)
        expect(drawn.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(10);
    }),
  );
});

test('the first redraws of a quiet case do not wait', () => {
  const quick = Array.from({ length: pace.atOnce }, (_, index) => 1_000_000 + index * 10);
  expect(drawnAt(quick)).toEqual(quick);
});

test('a clock that goes back holds no redraw up', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000_000), fc.nat(10_000_000_000), (emptyAt, now) => {
      expect(waitFor(emptyAt, now, pace)).toBeLessThanOrEqual(pace.gapMs);
    }),
  );
});

test('every update is drawn by a redraw at or after it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60_000), { minLength: 1, maxLength: 300 }), (asked) => {
      expect(drawnAt(asked).at(-1)).toBeGreaterThanOrEqual(Math.max(...asked));
    }),
  );
});
