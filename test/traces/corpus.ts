import type { FindingCode } from '../../src/traces/findings/codes.ts';
import { type AgentName, healthyAgents } from './agents.ts';
import { allFormats, damages } from './formats.ts';
import { frameworks } from './frameworks.ts';
import { nearMisses } from './near-misses.ts';
import { shapeFaults } from './shape-faults.ts';
import { Chance } from './trace.ts';
import { valueFaults } from './value-faults.ts';

/** One dump and the findings it must bring: those and no others. */
export interface Dump {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expect: readonly FindingCode[];
}

const agentNames = Object.keys(healthyAgents) as AgentName[]; // the keys of that record
const formatNames = Object.keys(allFormats);

/** A waterfall shows neither attributes nor resources, so it cannot tell what kind of agent made it. */
const hidesTheAgent = (agent: string, format: string) => format === 'a copied waterfall' && agent === 'chat';
/** Rows show no resource. */
const hidesTheResource = (agent: string, format: string) => format === 'rows of the API' && agent === 'chat';

/** Every agent in every format; every fault and near miss in three formats each; every damage on every second agent. */
export function corpus(): Dump[] {
  const dumps: Dump[] = [];
  let seed = 1;
  const chance = () => {
    seed += 1;
    return new Chance(seed);
  };
  for (const agent of agentNames) {
    for (const format of formatNames) {
      if (hidesTheAgent(agent, format) || hidesTheResource(agent, format)) continue;
      dumps.push({
        name: `healthy ${agent} as ${format}`,
        bytes: encode(format, healthyAgents[agent](chance())),
        expect: [],
      });
    }
  }
  for (const [name, { make, expect }] of Object.entries(frameworks)) {
    for (const format of formatNames.filter((each) => !/waterfall/.test(each))) {
      dumps.push({ name: `${name} as ${format}`, bytes: encode(format, make(chance())), expect });
    }
  }
  for (const [list, kind] of [
    [[...shapeFaults, ...valueFaults], 'fault'],
    [nearMisses, 'near miss'],
  ] as const) {
    for (const [at, fault] of list.entries()) {
      for (const format of someFormats(at, fault.unless)) {
        const source = chance();
        const trace = healthyAgents.custom(source);
        fault.spoil(trace, source);
        const expect = 'expect' in fault ? (fault.expect as readonly FindingCode[]) : []; // near misses have none
        dumps.push({ name: `${kind}: ${fault.name} as ${format}`, bytes: encode(format, trace), expect });
      }
    }
  }
  for (const [at, [name, damage]] of Object.entries(damages).entries()) {
    const agent = agentNames[at % agentNames.length] as AgentName; // within the list
    dumps.push({
      name: `healthy ${agent} pasted with ${name}`,
      bytes: Buffer.from(damage(healthyAgents[agent](chance()))),
      expect: [],
    });
  }
  return dumps;
}

function encode(format: string, trace: Parameters<(typeof allFormats)[string]>[0]): Buffer {
  return (allFormats[format] as (typeof allFormats)[string])(trace); // every name is a key
}

function someFormats(at: number, unless: RegExp | undefined): string[] {
  const able = formatNames.filter((format) => !unless?.test(format));
  return [0, 1, 2].map((step) => able[(at + step * 5) % able.length] as string);
}
