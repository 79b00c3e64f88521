/** "Why": facts used and their source, rows ruled out and by what, the runner-up and what would switch the verdict. */
import { type Fact, RUNGS, type RungName } from '../evidence/facts.ts';
import { sayFacts } from './contract.ts';
import type { Diagnosis } from './diagnose.ts';

export interface Explanation {
  readonly boundary: string;
  readonly used: readonly {
    readonly fact: string;
    readonly value: string;
    readonly source: string;
    readonly strength: RungName;
  }[];
  readonly ruledOut: readonly { readonly cause: string; readonly by: string }[];
  readonly runnerUp?: {
    readonly cause: string;
    readonly title: string;
    readonly wouldNeed: readonly string[];
  };
  readonly matrixVersion: string;
}

export function strengthOf(fact: Fact): RungName {
  const names: readonly RungName[] = [
    'claimed',
    'pasted_log',
    'tool_output',
    'http_answer',
    'own_check',
    'seen_in_coval',
  ];
  return names.find((name) => RUNGS[name] === fact.rung) ?? 'claimed';
}

export function explain(diagnosis: Diagnosis): Explanation {
  const runnerUp = diagnosis.candidates[0];
  const meaning = (name: string): string => diagnosis.matrix.meanings.get(name) ?? name;
  return {
    boundary: diagnosis.boundaryBecause,
    used: diagnosis.because.map((fact) => ({
      fact: meaning(fact.name),
      value: String(fact.value),
      source: fact.source,
      strength: strengthOf(fact),
    })),
    ruledOut: diagnosis.ruledOut.map(({ row, because }) => ({
      cause: row.id,
      by: sayFacts(because),
    })),
    ...(runnerUp === undefined
      ? {}
      : {
          runnerUp: {
            cause: runnerUp.row.id,
            title: runnerUp.row.title,
            wouldNeed: [...new Set(runnerUp.needs)].slice(0, 6),
          },
        }),
    matrixVersion: diagnosis.matrix.version,
  };
}
