import type { EvidenceV1 } from '../evidence/evidence.ts';
import type { TraceFacts } from '../traces/facts.ts';
import { toDiagnosisV1 } from './contract.ts';
import { diagnose } from './diagnose.ts';
import type { Matrix } from './matrix.ts';

/** A verdict as a case keeps it: diagnosis v1, the matrix it came from, and the look-up that would prove the fix. */

export interface KeptVerdict {
  matrixVersion: string;
  diagnosis: Readonly<Record<string, unknown>>;
  proofRun?: string;
}

export interface KeptEvidence {
  evidence: EvidenceV1;
  /** What is known of a dump that was read and not kept. */
  analysis?: TraceFacts | undefined;
  otherOrganization?: boolean | undefined;
}

export function verdictOf(matrix: Matrix, kept: KeptEvidence): KeptVerdict {
  const { evidence, analysis, otherOrganization } = kept;
  const diagnosis = diagnose(matrix, {
    evidence,
    ...(analysis === undefined ? {} : { analysis }),
    ...(otherOrganization === undefined ? {} : { otherOrganization }),
  });
  const { run } = diagnosis.row.proof;
  return {
    matrixVersion: matrix.version,
    diagnosis: { ...toDiagnosisV1(diagnosis) },
    ...(run === undefined ? {} : { proofRun: run }),
  };
}
