/** Finds tokens by their first characters. */

import { isBenign, unitClass } from '../judge/value.ts';
import { prefixRules } from '../rules/prefixes.ts';
import type { PrefixRule } from '../rules/shape.ts';
import { alphabets } from '../rules/shape.ts';
import { TRIPLES, triplesOf } from './triples.ts';

const members = new Map<string, Uint8Array>();

function memberTable(rule: PrefixRule): Uint8Array {
  const known = members.get(rule.alphabet);
  if (known !== undefined) return known;
  const table = new Uint8Array(128);
  const pattern = new RegExp(`[${alphabets[rule.alphabet]}]`);
  for (let code = 33; code < 127; code += 1) if (pattern.test(String.fromCharCode(code))) table[code] = 1;
  members.set(rule.alphabet, table);
  return table;
}

interface Ready {
  readonly rule: PrefixRule;
  readonly table: Uint8Array;
}

/** By the first two characters, the first times 128. Longer prefixes come first: `sk-ant-` before `sk-`. */
const byStart: (readonly Ready[] | undefined)[] = Array.from({ length: 128 * 128 });
for (const rule of [...prefixRules].sort((a, b) => b.prefix.length - a.prefix.length)) {
  const key = rule.prefix.charCodeAt(0) * 128 + rule.prefix.charCodeAt(1);
  byStart[key] = [...(byStart[key] ?? []), { rule, table: memberTable(rule) }];
}

/** Whether a prefix may begin with the triple. */
export const prefixTriples = new Uint8Array(TRIPLES);
for (const { prefix } of prefixRules) for (const triple of triplesOf(prefix)) prefixTriples[triple] = 1;

export interface PrefixHit {
  readonly rule: PrefixRule;
  readonly end: number;
}

const MAX_JUDGED = 300;

function isMember(table: Uint8Array, code: number): boolean {
  return code < 128 && table[code] === 1;
}

/** The rule that matches at `at`, where a word begins. */
export function prefixAt(text: string, at: number, limit: number): PrefixHit | undefined {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  if (first >= 128 || second >= 128) return undefined;
  const rules = byStart[first * 128 + second];
  if (rules === undefined) return undefined;
  for (const { rule, table } of rules) {
    if (!text.startsWith(rule.prefix, at)) continue;
    const from = at + rule.prefix.length;
    let end = from;
    // Judged by its beginning, so that a long run of prefixes is not read again and again.
    const judged = Math.min(limit, from + MAX_JUDGED);
    while (end < judged && isMember(table, text.charCodeAt(end))) end += 1;
    while (end > from && /[.\-=:/~]/.test(text[end - 1] ?? '') && rule.alphabet !== 'base64') end -= 1;
    if (end - from < rule.least) continue;
    const body = text.slice(from, Math.min(end, from + 200));
    if (rule.mixed === true && !isMixed(body)) continue;
    if (isBenign(body) || /^[xX*.]+$/.test(body)) continue;
    if (end === judged) while (end < limit && isMember(table, text.charCodeAt(end))) end += 1;
    return { rule, end };
  }
  return undefined;
}

/** Letters and digits in turn; `learn-pipeline-2024` is words with a number behind. */
function isMixed(body: string): boolean {
  let turns = 0;
  let last = 0;
  let longest = 0;
  let run = 0;
  for (let index = 0; index < body.length; index += 1) {
    const kind = unitClass(body.charCodeAt(index));
    if (kind !== 0 && last !== 0 && (kind === 3) !== (last === 3)) turns += 1;
    run = kind === 1 ? run + 1 : 0;
    longest = Math.max(longest, run);
    if (kind !== 0) last = kind;
  }
  return turns >= 3 && longest < 9;
}
