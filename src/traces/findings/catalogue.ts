import type { Dump } from '../dump.ts';
import { attributeRules } from './attributes.ts';
import { type FindingCode, findingCodes } from './codes.ts';
import { identityRules } from './identity.ts';
import { measurementRules } from './measurements.ts';
import { roleRules } from './roles.ts';
import { type Found, type Rule, View } from './rule.ts';
import { structureRules } from './structure.ts';
import { timeRules } from './times.ts';

/** Every rule there is. A new finding: its code in codes.ts, its texts, its rule in one of these lists. */
export const rules: readonly Rule[] = [
  ...structureRules,
  ...roleRules,
  ...identityRules,
  ...timeRules,
  ...measurementRules,
  ...attributeRules,
];

const order = new Map(findingCodes.map((code, at) => [code, at]));

/** What is wrong with the dump, in the order in which it is told. */
export function findAll(dump: Dump, now: number | undefined): [FindingCode, Found][] {
  const view = new View(dump, now);
  const all: [FindingCode, Found][] = [];
  for (const rule of rules) {
    const found = rule.find(view);
    if (found) all.push([rule.code, found]);
  }
  return all.sort(([one], [other]) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
}
