import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../src/traces/analyze.ts';
import { read } from '../../src/traces/decode/read.ts';
import { type AgentName, healthyAgents } from './agents.ts';
import { otlpProtobuf } from './encode-otlp.ts';
import { decodeRequest } from './otlp-schema.ts';
import { Chance, NOW } from './trace.ts';

const agents = Object.keys(healthyAgents) as AgentName[]; // the keys of that record
const made = fc
  .record({ seed: fc.nat(), agent: fc.constantFrom(...agents) })
  .map(({ seed, agent }) => healthyAgents[agent](new Chance(seed)));

test('protobuf visited in place holds the spans that the library decodes', () => {
  fc.assert(
    fc.property(made, (trace) => {
      const bytes = otlpProtobuf(trace);
      const theirs = decodeRequest(bytes)
        .resourceSpans.flatMap((group) => group.scopeSpans)
        .flatMap((group) => group.spans);
      const mine = read(bytes, []).spans;
      expect(mine.map(({ kind, start, end }) => ({ name: kind.name, start, end }))).toEqual(
        theirs.map(({ name, startTimeUnixNano, endTimeUnixNano }) => ({
          name,
          start: Number(startTimeUnixNano),
          end: Number(endTimeUnixNano),
        })),
      );
      expect(mine.map(({ id }) => Buffer.from(id, 'latin1').toString('hex'))).toEqual(
        theirs.map(({ spanId }) => Buffer.from(spanId).toString('hex')),
      );
    }),
    { numRuns: 25 },
  );
});

test('bytes that the library refuses are never called a healthy dump', () => {
  fc.assert(
    fc.property(made, fc.nat(), fc.nat(255), (trace, at, byte) => {
      const bytes = otlpProtobuf(trace);
      bytes[at % bytes.length] = byte;
      let refused = false;
      try {
        decodeRequest(bytes);
      } catch (error) {
        // Texts that are no UTF-8 are read with a mark in place of the bad bytes.
        refused = !(error instanceof TypeError);
      }
      if (refused)
        expect(analyze(bytes, { now: NOW }).findings.map(({ code }) => code)).toContain('invalid_otlp');
    }),
    { numRuns: 150 },
  );
});
