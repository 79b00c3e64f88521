import type { EvidenceV1 } from '../evidence/evidence.ts';
import type { KeyEvidence } from '../evidence/reading/keys.ts';
import { hasGap, proofCommand } from '../links/links.ts';
import type { TraceFacts } from '../traces/facts.ts';
import { type DiagnosisV1, knownIds, toDiagnosisV1 } from './contract.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import type { Matrix } from './matrix.ts';

/** A verdict as a case keeps it: diagnosis v1, the matrix it came from, and the look-up that would prove the fix. */

export interface KeptVerdict {
  matrixVersion: string;
  diagnosis: Readonly<Record<string, unknown>>;
  proofRun?: string;
  /** Row → its title, and a phrase that was read → what it means: people read these, tools the names. */
  titles: Readonly<Record<string, string>>;
}

export interface KeptEvidence {
  evidence: EvidenceV1;
  /** What is known of a dump that was read and not kept. */
  analysis?: TraceFacts | undefined;
  otherOrganization?: boolean | undefined;
  keys?: KeyEvidence | undefined;
}

export function verdictOf(matrix: Matrix, kept: KeptEvidence): KeptVerdict {
  const { evidence, analysis, otherOrganization, keys } = kept;
  const diagnosis = diagnose(matrix, {
    evidence,
    ...(analysis === undefined ? {} : { analysis }),
    ...(otherOrganization === undefined ? {} : { otherOrganization }),
    ...(keys === undefined ? {} : { keys }),
  });
  const { run } = diagnosis.row.proof;
  const v1 = toDiagnosisV1(diagnosis);
  const summary = { ...v1.summary, proof: withoutGaps(v1.summary.proof, diagnosis) };
  return {
    matrixVersion: matrix.version,
    diagnosis: { ...v1, summary },
    ...(run === undefined ? {} : { proofRun: run }),
    titles: titlesOf(diagnosis),
  };
}

function titlesOf(diagnosis: Diagnosis): Record<string, string> {
  const { row, candidates, ruledOut, because, matrix, keySentences } = diagnosis;
  const rows = [row, ...candidates.map((one) => one.row), ...ruledOut.map((one) => one.row)];
  const said = because.flatMap(({ name }): [string, string][] => {
    // Which key beside which is a sentence; a name and a value would hide it.
    const means = keySentences.get(name) ?? matrix.meanings.get(name);
    return means === undefined ? [] : [[name, means]];
  });
  return Object.fromEntries([...rows.map(({ id, title }) => [id, title]), ...said]);
}

/** Nobody can run a command whose ID is not known: the screen is named instead. */
function withoutGaps(proof: DiagnosisV1['summary']['proof'], diagnosis: Diagnosis) {
  const { run } = diagnosis.row.proof;
  if (run === undefined || !hasGap(proof.text)) return proof;
  return { kind: 'ui' as const, text: proofCommand(run, knownIds(diagnosis)).screen };
}
