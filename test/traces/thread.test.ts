import { describe, expect, test } from 'vitest';
import { limits, weight } from '../../src/blockkit/fit.ts';
import { runAnalyze } from '../../src/heavy/tasks.ts';
import { dumpMessage } from '../../src/summary/dump.ts';
import { titleOf } from '../../src/traces/findings/titles.ts';
import { actor, evidence } from '../case-builders.ts';
import { corpus } from './corpus.ts';
import { NOW } from './trace.ts';

/** What the thread says of a dump, for every dump of the corpus. */

const explained = (value: unknown) =>
  dumpMessage({
    ...evidence('trace_dump', value as Record<string, unknown>),
    id: 'E4',
    version: 1,
    by: actor('support'),
    at: NOW,
  });

describe('a dump explained in a thread', () => {
  const messages = corpus().map((dump) => {
    const analysis = runAnalyze(dump.bytes, { now: NOW });
    return { name: dump.name, analysis, message: explained({ ...analysis }) };
  });

  test('fits into one message, whatever is wrong with it', () => {
    for (const { name, message } of messages) {
      expect(weight(message?.blocks), name).toBeLessThanOrEqual(limits.messageBudget);
      expect(message?.text.length, name).toBeLessThanOrEqual(4000);
    }
  });

  test('names every finding with its change, or says that nothing is wrong', () => {
    for (const { name, analysis, message } of messages) {
      const shown = JSON.stringify(message?.blocks);
      for (const { code } of analysis.findings.slice(0, 8))
        expect(shown, name).toContain(`: ${titleOf(code)}`);
      if (analysis.findings.length === 0) expect(message?.text, name).toMatch(/Nothing is wrong/);
    }
  });

  test('an analysis of another version is left out instead of half drawn', () => {
    expect(explained('text')).toBeUndefined();
    expect(explained({ spans: 3, findings: 'none' })).toBeUndefined();
  });
});
