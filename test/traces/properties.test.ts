import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../src/traces/analyze.ts';
import { type AgentName, healthyAgents } from './agents.ts';
import { exportFormats, shownFormats } from './formats.ts';
import { shapeFaults } from './shape-faults.ts';
import type { Fault } from './spoiling.ts';
import { Chance, type MadeTrace, NOW } from './trace.ts';
import { valueFaults } from './value-faults.ts';

const faults = [...shapeFaults, ...valueFaults];
const agents = Object.keys(healthyAgents) as AgentName[]; // the keys of that record

/** A fault before this one may have taken away what it would change; then there is nothing to test. */
function spoil(fault: Fault, trace: MadeTrace, chance: Chance): boolean {
  try {
    fault.spoil(trace, chance);
    return trace.spans.every((span) => Object.values(span.attributes).every((value) => value !== undefined));
  } catch {
    return false;
  }
}

/** A call of any agent with up to three faults at once. */
const anyTrace = fc
  .record({
    seed: fc.nat(),
    agent: fc.constantFrom(...agents),
    spoiled: fc.uniqueArray(fc.nat(faults.length - 1), { maxLength: 3 }),
  })
  .map(({ seed, agent, spoiled }) => {
    const chance = new Chance(seed);
    const trace = healthyAgents[agent](chance);
    const applied = spoiled.every((at) => {
      const fault = faults[at];
      // Each fault is made for the custom agent; another one has nothing to change.
      return agent !== 'custom' || (fault !== undefined && spoil(fault, trace, chance));
    });
    return { applied, trace, unless: spoiled.map((at) => faults[at]?.unless?.source ?? '').join('|') };
  })
  .filter(({ applied, trace }) => applied && trace.spans.length > 0);

const told = (bytes: Uint8Array) =>
  analyze(bytes, { now: NOW })
    .findings.map(({ code, count }) => `${code} ${count}`)
    .sort();
const codes = (bytes: Uint8Array) =>
  analyze(bytes, { now: NOW })
    .findings.map(({ code }) => code)
    .sort();
const jsonOf = (trace: MadeTrace) => exportFormats['OTLP JSON']?.(trace) ?? Buffer.alloc(0);

test('a trace brings the same findings in every encoding of an export', () => {
  fc.assert(
    fc.property(anyTrace, ({ trace }) => {
      const wanted = told(jsonOf(trace));
      for (const [name, encode] of Object.entries(exportFormats)) {
        expect({ name, found: told(encode(trace)) }).toEqual({ name, found: wanted });
      }
    }),
    { numRuns: 40 },
  );
});

test('what a backend or a console shows brings the same findings', () => {
  fc.assert(
    fc.property(anyTrace, ({ trace, unless }) => {
      // Times out of range and spans without an end are written differently there.
      if (/console|Jaeger|JavaScript/.test(unless)) return;
      const wanted = codes(jsonOf(trace));
      for (const [name, encode] of Object.entries(shownFormats)) {
        const hidesScopes = name === 'Python console' && wanted.includes('only_provider_spans');
        if (!hidesScopes) expect({ name, found: codes(encode(trace)) }).toEqual({ name, found: wanted });
      }
    }),
    { numRuns: 40 },
  );
});

test('the order of the spans changes nothing', () => {
  fc.assert(
    fc.property(anyTrace, fc.nat(), ({ trace }, seed) => {
      const shuffled = { ...trace, spans: new Chance(seed).shuffle(trace.spans) };
      expect(told(jsonOf(shuffled))).toEqual(told(jsonOf(trace)));
    }),
    { numRuns: 60 },
  );
});

const absences = /^missing_|^orphan_spans|^root_only|^only_provider|^mostly_/;

test('a cut-off dump is read as far as it goes, called partial, and nothing is concluded from what it lacks', () => {
  const cuttable = ['OTLP JSON', 'OTLP JSON, indented', 'JSON lines', 'OTLP protobuf', 'gzip of JSON'];
  fc.assert(
    fc.property(
      anyTrace,
      fc.constantFrom(...cuttable),
      fc.double({ min: 0.2, max: 0.97, noNaN: true }),
      ({ trace }, name, share) => {
        const whole = exportFormats[name]?.(trace) ?? Buffer.alloc(0);
        const cut = whole.subarray(0, Math.floor(whole.length * share));
        const analysis = analyze(cut, { now: NOW });
        const found = analysis.findings.map(({ code }) => code);
        expect(found.filter((code) => absences.test(code))).toEqual([]);
        // A cut between two lines leaves a file that nothing tells from a whole one.
        if (name === 'JSON lines' && analysis.findings.every(({ code }) => code !== 'invalid_otlp')) return;
        expect(found).toContain('invalid_otlp');
        expect(analysis.partial || analysis.spans === 0).toBe(true);
      },
    ),
    { numRuns: 80 },
  );
});

test('no input makes it throw, and the answer is always of the agreed shape', () => {
  const damaged = fc
    .tuple(
      anyTrace,
      fc.constantFrom(...Object.values({ ...exportFormats, ...shownFormats })),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
    )
    .map(([{ trace }, encode, hits]) => {
      const bytes = Buffer.from(encode(trace));
      for (const [at, byte] of hits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return bytes;
    });
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc.json({ maxDepth: 4 }),
    damaged,
    fc.json().map((json) => `{"resourceSpans":[{"resource":${json},"scopeSpans":[{"spans":[${json}]}]}]}`),
    fc.json().map((json) => `{"data":[{"spans":[${json}],"processes":${json}}]}`),
  );
  fc.assert(
    fc.property(anything, (input) => {
      const analysis = analyze(input, { now: NOW });
      expect(Object.keys(analysis).sort()).toEqual([
        'bytes',
        'findings',
        'format',
        'names',
        'notes',
        'partial',
        'spans',
        'traces',
      ]);
      for (const finding of analysis.findings) {
        expect(finding.count).toBeGreaterThan(0);
        expect(finding.examples.length).toBeLessThanOrEqual(3);
        expect(finding.advice).not.toBe('');
      }
    }),
    { numRuns: 400 },
  );
});
