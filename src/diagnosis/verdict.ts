import type { EvidenceV1 } from '../evidence/evidence.ts';
import type { Analysis } from '../traces/analyze.ts';
import { traceFacts } from '../traces/facts.ts';
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
  /** An Analysis that was kept with the case instead of the dump. */
  analysis?: Readonly<Record<string, unknown>>;
  otherOrganization?: boolean;
}

export function verdictOf(matrix: Matrix, kept: KeptEvidence): KeptVerdict {
  const { evidence, otherOrganization } = kept;
  const diagnosis = diagnose(matrix, {
    evidence,
    ...(isAnalysis(kept.analysis) ? { analysis: traceFacts(kept.analysis) } : {}),
    ...(otherOrganization === undefined ? {} : { otherOrganization }),
  });
  const { run } = diagnosis.row.proof;
  return {
    matrixVersion: matrix.version,
    diagnosis: { ...toDiagnosisV1(diagnosis) },
    ...(run === undefined ? {} : { proofRun: run }),
  };
}

/** An older version may have kept another shape; then the dump counts as unread. */
function isAnalysis(value: unknown): value is Analysis {
  return (
    typeof value === 'object' &&
    value !== null &&
    'findings' in value &&
    Array.isArray(value.findings) &&
    'names' in value &&
    Array.isArray(value.names)
  );
}
