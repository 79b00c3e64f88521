import type { Case, CheckState } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import type { CaseEvent } from '../cases/events.ts';
import { type CaseEvidence, caseEvidence } from '../cases/evidence-v1.ts';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';

/** Parent processor of a flow: the checks have ended, one way or another; now the verdict. */

export interface Verdict {
  matrixVersion: string;
  /** Diagnosis v1. Its strings are our own words or values of redacted evidence. */
  diagnosis: Readonly<Record<string, unknown>>;
  proofRun?: string;
  /** Row → its title. */
  titles?: Readonly<Record<string, string>>;
}

export interface DiagnosisPorts extends ChangePorts {
  diagnose: (evidence: CaseEvidence) => Verdict;
  /** Of the key behind an alias. */
  fingerprintOf: (alias: string) => string | undefined;
}

const bot = { user: 'bot', role: 'bot' } as const;

export async function processDiagnosis(
  ports: DiagnosisPorts,
  { caseId, revision }: { caseId: string; revision: number },
): Promise<void> {
  const changed = await changeCase(ports, caseId, (state, at) => {
    if (state.evidenceRevision !== revision || state.diagnosis?.revision === revision) return undefined;
    const lost = state.checks.filter((check) => check.state !== 'done');
    return [
      ...lost.map((check) => lostCheck(check, at)),
      { type: 'diagnosed', by: bot, at, record: recordOf(ports, state, at) },
    ];
  });
  if (changed.is === 'refused')
    ports.log.info('A diagnosis came too late', { case: caseId, revision, status: changed.case.status });
}

function recordOf(ports: DiagnosisPorts, state: Case, at: number) {
  const { matrixVersion, diagnosis, proofRun, titles } = ports.diagnose(
    caseEvidence(state, ports.fingerprintOf),
  );
  return {
    revision: state.evidenceRevision,
    matrixVersion,
    at,
    diagnosis: { ...diagnosis },
    ...(proofRun !== undefined && { proofRun }),
    ...(titles && { titles: ownWords(titles) }),
  };
}

/** Titles are written in the matrix, by us. */
function ownWords(titles: Readonly<Record<string, string>>): Record<string, Redacted> {
  return Object.fromEntries(Object.entries(titles).map(([row, title]) => [row, Kept.parse(title)]));
}

/** A job that failed for good left its check open; the card must not show it as running for ever. */
function lostCheck(check: CheckState, at: number): CaseEvent {
  return {
    type: 'check_finished',
    by: bot,
    at,
    revision: check.revision,
    result: {
      kind: check.kind,
      verdict: 'inconclusive',
      sentence: words`The check could not be run.`,
      status: null,
      startedAt: at,
      finishedAt: at,
      outcomes: [],
      facts: {},
    },
  };
}
