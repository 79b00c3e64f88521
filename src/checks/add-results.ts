/** What checks found becomes part of the evidence: status entries, and the agent record where no configuration was pasted. */
import type { CheckResult, Outcome } from './result.ts';

type Evidence = {
  agent_config?: string | undefined;
  checks?: readonly { kind: string; status: number | null }[] | undefined;
};

export type WithResults<E extends Evidence> = {
  evidence: Omit<E, 'checks' | 'agent_config'> & {
    checks?: (NonNullable<E['checks']>[number] | Outcome)[];
    agent_config?: string;
  };
  /** Whether another key finds the ID; undefined when that was not learnt. */
  otherOrganization?: boolean;
};

/** Later entries stand for newer looks at the same thing; the reader of evidence takes the last. */
export function addResults<E extends Evidence>(evidence: E, results: readonly CheckResult[]): WithResults<E> {
  const { checks: known = [], agent_config: pasted, ...rest } = evidence;
  const checks = [...known, ...results.flatMap((result) => result.outcomes)];
  const record = results.findLast((result) => result.kind === 'agent_record')?.body;
  const config = pasted !== undefined && pasted.trim() !== '' ? pasted : record;
  const other = results.findLast((result) => result.kind === 'other_organization')?.facts[
    'other_organization'
  ];
  return {
    evidence: {
      ...rest,
      ...(checks.length > 0 ? { checks } : {}),
      ...(config === undefined ? {} : { agent_config: config }),
    },
    ...(typeof other === 'boolean' ? { otherOrganization: other } : {}),
  };
}
