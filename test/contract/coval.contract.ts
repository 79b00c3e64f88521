/** What every Coval API must do for us, the sandbox and the live one alike. Reads, and one span to a made-up ID, which is stored nowhere. */
import { describe, expect, test } from 'vitest';
import { statusOf } from '../../src/checks/reply.ts';
import { fakeId } from '../../src/checks/target.ts';
import type { Named } from '../../src/playground/coval/world.ts';
import type { Coval } from '../../src/ports.ts';

export type Subject = {
  coval: Coval;
  /** IDs that exist; only the sandbox knows some. */
  named?: Named | undefined;
};

/** Alias `good` has a key that may read and write; `wrong` has one that Coval never gave out; `none` has none. */
export function covalContract(name: string, open: () => Subject): void {
  const unknown = 'ZZZZZZZZZZZZZZZZZZZZZZ';
  describe(`a Coval API (${name})`, () => {
    test('answers a span for a made-up ID with 404 and its own envelope', async () => {
      const reply = await open().coval.sendSpan('good', { type: 'simulation', id: fakeId });
      expect(reply).toMatchObject({ kind: 'denied', status: 404, envelope: { code: 'NOT_FOUND' } });
    });

    test('answers a wrong key with 401 on every look-up', async () => {
      const { coval } = open();
      const replies = await Promise.all([
        coval.simulation('wrong', unknown),
        coval.run('wrong', unknown),
        coval.conversation('wrong', unknown),
        coval.sendSpan('wrong', { type: 'simulation', id: fakeId }),
      ]);
      expect(replies.map(statusOf)).toEqual([401, 401, 401, 401]);
    });

    test('answers an unknown ID with 404 in every room', async () => {
      const { coval } = open();
      const replies = await Promise.all([
        coval.simulation('good', unknown),
        coval.run('good', unknown),
        coval.conversation('good', unknown),
        coval.agent('good', unknown),
      ]);
      expect(replies.map(statusOf)).toEqual([404, 404, 404, 404]);
    });

    test('lists no simulations for a run that does not exist', async () => {
      const reply = await open().coval.simulationsOfRun('good', unknown);
      expect(reply).toMatchObject({ kind: 'answered', value: [] });
    });

    test('is not asked at all for an alias without a key', async () => {
      expect(await open().coval.run('none', unknown)).toEqual({ kind: 'unsent', reason: 'no_key' });
    });

    test.each([
      '../api-keys',
      '..',
      'a/b',
      'x?y=z',
      'x#y',
      '%2e%2e',
      'ä',
      'x"y',
      'x\r\ny',
      '',
      'x'.repeat(65),
    ])('is not asked about %j, which is no ID', async (id) => {
      const { coval } = open();
      const replies = await Promise.all([
        coval.simulation('good', id),
        coval.simulationsOfRun('good', id),
        coval.run('good', id),
        coval.conversation('good', id),
        coval.agent('good', id),
        coval.metricOutputs('good', { type: 'simulation', id }),
        coval.traceSummary('good', { type: 'conversation', id }),
        coval.sendSpan('good', { type: 'simulation', id }),
      ]);
      for (const reply of replies) expect(reply).toEqual({ kind: 'unsent', reason: 'invalid_id' });
    });
  });
}

/** The part that needs IDs that exist. */
export function covalContractOfKnownIds(name: string, open: () => Subject & { named: Named }): void {
  describe(`a Coval API with known IDs (${name})`, () => {
    test('finds a simulation, its run, its agent and the run’s simulations', async () => {
      const { coval, named } = open();
      const simulation = await coval.simulation('good', named.simulation);
      expect(simulation).toMatchObject({
        kind: 'answered',
        value: { run_id: named.run, status: 'COMPLETED' },
      });
      expect(await coval.run('good', named.run)).toMatchObject({
        kind: 'answered',
        value: { run_id: named.run },
      });
      expect(await coval.agent('good', named.agent)).toMatchObject({
        kind: 'answered',
        value: { id: named.agent },
      });
      const listed = await coval.simulationsOfRun('good', named.run);
      const ids = listed.kind === 'answered' ? listed.value.map((each) => each.simulation_id) : [];
      expect(ids).toContain(named.simulation);
      expect(ids).toContain(named.simulationFailed);
    });

    test('tells a monitored conversation from a simulation', async () => {
      const { coval, named } = open();
      expect(statusOf(await coval.conversation('good', named.conversation))).toBe(200);
      expect(statusOf(await coval.conversation('good', named.simulation))).toBe(404);
      expect(statusOf(await coval.simulation('good', named.conversation))).toBe(404);
    });

    test('counts spans, and those that were sent twice', async () => {
      const { coval, named } = open();
      const good = await coval.traceSummary('good', { type: 'simulation', id: named.simulation });
      expect(good).toMatchObject({ kind: 'answered', value: { total_spans: 11, duplicate_span_count: 0 } });
      const twice = await coval.traceSummary('good', {
        type: 'simulation',
        id: named.simulationWithDuplicates,
      });
      expect(twice).toMatchObject({ kind: 'answered', value: { total_spans: 22, duplicate_span_count: 11 } });
      const none = await coval.traceSummary('good', { type: 'simulation', id: named.simulationWithoutTrace });
      expect(none).toMatchObject({ kind: 'answered', value: { total_spans: 0 } });
    });

    test('says why a metric failed', async () => {
      const { coval, named } = open();
      const reply = await coval.metricOutputs('good', {
        type: 'simulation',
        id: named.simulationWithoutTrace,
      });
      expect(reply).toMatchObject({ kind: 'answered', value: [{ status: 'FAILED' }, { status: 'FAILED' }] });
    });

    test('does not find what belongs to another organization', async () => {
      const { coval, named } = open();
      expect(statusOf(await coval.simulation('good', named.otherSimulation))).toBe(404);
    });
  });
}
