/** The shape of a row of the matrix, of a boundary rule and of a phrase file, as written in YAML. */
import { z } from 'zod';
import { EvidenceV1 } from '../evidence/evidence.ts';
import { LINKS, PROOFS } from '../links/links.ts';
import { BOUNDARIES } from './boundary.ts';

const line = z.string().min(3).max(400);
const lines = z.array(line).min(1).max(8);
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');

/** never; other_org (a); record and placeholder (b); repeated (c); stored (d). */
export const ESCALATIONS = ['never', 'other_org', 'record', 'placeholder', 'repeated', 'stored'] as const;
export type Escalation = (typeof ESCALATIONS)[number];

export const Example = z.strictObject({
  name: line,
  evidence: EvidenceV1,
  /** `match`: this row wins. `near`: another row wins. `missing`: evidence is missing, so this row does not win. */
  expect: z.enum(['match', 'near', 'missing']).default('match'),
  /** For `near` and `missing`: the row that wins instead. */
  wins: id.optional(),
  escalate: z.boolean().optional(),
  /** Keys that stood in the evidence, by letters: a file holds no key. Equal letters are equal keys. */
  keys: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z]$/, 'name a key by one letter'),
        seen: z.enum(['agent_config', 'checks', 'own_checks']),
      }),
    )
    .max(4)
    .default([]),
});
export type Example = z.infer<typeof Example>;

export const RowFile = z.strictObject({
  boundary: z.enum(BOUNDARIES),
  rows: z
    .array(
      z.union([
        z.strictObject({ use: id }),
        z.strictObject({
          id,
          title: z.string().min(5).max(120),
          looks_like: line,
          when: z.unknown().optional(),
          /** A weaker sign: used only when no row's `when` holds; the verdict is then "possible". */
          maybe: z.unknown().optional(),
          /** Taken when nothing else in this boundary fits. */
          last_resort: z.boolean().default(false),
          why: line,
          check: lines,
          fix: lines,
          /** The same cause told more exactly, where a further fact is known. It never decides which row wins. */
          variants: z
            .array(z.strictObject({ when: z.unknown(), why: line, fix: lines }))
            .max(6)
            .default([]),
          proof: z.strictObject({
            run: z.enum(PROOFS).optional(),
            see: line.optional(),
            /** The screen on which `see` is seen, with the IDs that are known. */
            open: z.enum(LINKS).optional(),
          }),
          escalate: z.enum(ESCALATIONS).default('never'),
          escalate_when: line.optional(),
          source: line,
          links: z.array(z.enum(LINKS)).max(4).default([]),
          examples: z.array(Example).min(1).max(40),
        }),
      ]),
    )
    .min(1)
    .max(200),
});
export type RowFile = z.infer<typeof RowFile>;

export const BoundaryFile = z.strictObject({
  boundaries: z
    .array(z.strictObject({ boundary: z.enum(BOUNDARIES), because: line, when: z.unknown() }))
    .min(1)
    .max(60),
});

export const PhraseFile = z.strictObject({
  words: z
    .record(z.string().regex(/^[a-z_]+$/), z.array(z.string().min(1).max(80)).min(1).max(200))
    .default({}),
  signals: z
    .record(
      z.string().regex(/^[a-z_]+$/),
      z.strictObject({
        means: line,
        any: z.array(z.string().min(2).max(3000)).min(1).max(120),
        not: z.array(z.string().min(2).max(2000)).max(60).default([]),
        /** True for lines that a program prints: stronger than a sentence that a person wrote. */
        log: z.boolean().default(false),
      }),
    )
    .default({}),
});
