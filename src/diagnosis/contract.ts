/** Diagnosis v1: the fixed JSON of a diagnosis, key for key. */
import { type Fact, sayFact, saySource } from '../evidence/facts.ts';
import { QUESTIONS } from '../evidence/questions.ts';
import { readPage } from '../evidence/reading/ids.ts';
import { hasPageGap, type Known, type LinkName, linkTo, proofCommand } from '../links/links.ts';
import type { Boundary } from './boundary.ts';
import type { Confidence, Diagnosis } from './diagnose.ts';
import { missingEvidence } from './next.ts';

export interface DiagnosisV1 {
  boundary: Boundary;
  cause: string;
  title: string;
  confidence: Confidence;
  because: { fact: string; value: string; source: string }[];
  candidates: { cause: string; confidence: Confidence; because: string }[];
  ruled_out: { cause: string; because: string }[];
  missing: { evidence: string; question: string }[];
  escalate: boolean;
  escalate_reasons: string[];
  summary: {
    observed_status: string;
    root_cause: string;
    fix: { state: 'applied' | 'required' | 'none'; text: string };
    proof: { kind: 'command' | 'ui'; text: string };
  };
  warnings: string[];
}

export function toDiagnosisV1(diagnosis: Diagnosis): DiagnosisV1 {
  return {
    boundary: diagnosis.boundary,
    cause: diagnosis.row.id,
    title: diagnosis.row.title,
    confidence: diagnosis.confidence,
    because: diagnosis.because.map((fact) => ({
      fact: fact.name,
      value: String(fact.value),
      source: fact.source,
    })),
    candidates: diagnosis.candidates.map(({ row, confidence, because }) => ({
      cause: row.id,
      confidence,
      because: sayFacts(because),
    })),
    ruled_out: diagnosis.ruledOut
      .slice(0, 12)
      .map(({ row, because }) => ({ cause: row.id, because: sayFacts(because) })),
    missing: missingEvidence(diagnosis).map((evidence) => ({ evidence, question: QUESTIONS[evidence].ask })),
    escalate: diagnosis.escalate,
    escalate_reasons: [...diagnosis.escalateReasons],
    summary: {
      observed_status: observed(diagnosis),
      root_cause: rootCause(diagnosis),
      fix: fixOf(diagnosis),
      proof: proofOf(diagnosis),
    },
    warnings: [...diagnosis.warnings],
  };
}

/** `the HTTP status of the export: 404 (from the response body)`, joined. */
export function sayFacts(facts: readonly Fact[]): string {
  const said = facts.map(({ name, value, source }) => `${sayValue(name, value)} (from ${saySource(source)})`);
  return [...new Set(said)].join('; ');
}

function sayValue(name: string, value: Fact['value']): string {
  const what = sayFact(name);
  if (value === true) return what;
  return value === false ? `not so: ${what}` : `${what}: ${plain(String(value))}`;
}

/** Names of facts and evidence read aloud: dots and underscores become blanks, IDs and hosts stay as they are. */
function plain(name: string): string {
  return /^[a-z]+(?:[._][a-z0-9]+)*$/.test(name) && !/\.(?:com|dev|ai|io)$/.test(name)
    ? name.replaceAll(/[._]/g, ' ')
    : name;
}

function observed(diagnosis: Diagnosis): string {
  const { facts } = diagnosis;
  const answer = facts.get('export.answer')?.value;
  const status = facts.get('export.status')?.value;
  const seen =
    answer === 'error'
      ? `The export was answered with HTTP ${String(status)}.`
      : answer === 'no_answer'
        ? `The export got no HTTP answer (${String(facts.get('export.error')?.value ?? 'unknown')}).`
        : answer === 'elsewhere'
          ? `The export was answered with HTTP ${String(status)} by something other than Coval.`
          : answer === 'ok'
            ? `Coval answered the export with HTTP ${String(status)}.`
            : 'The answer to the export is not known.';
  const later = diagnosis.recovered ? ' A later span to the same target was accepted.' : '';
  const [keys] = diagnosis.keySentences.values();
  return `${seen}${later}${keys === undefined ? '' : ` ${keys}`}`;
}

function rootCause(diagnosis: Diagnosis): string {
  if (diagnosis.confidence === 'insufficient') return 'Not found yet.';
  const word = diagnosis.confidence === 'confirmed' ? 'Confirmed' : 'Suspected';
  return `${word}: ${diagnosis.row.title}. ${diagnosis.why}`;
}

function fixOf(diagnosis: Diagnosis): DiagnosisV1['summary']['fix'] {
  if (diagnosis.confidence === 'insufficient') return { state: 'none', text: diagnosis.fix.join('\n') };
  // The target answers again. With another organization's key it does so for the checker only.
  const applied = diagnosis.recovered && diagnosis.row.escalate !== 'other_org';
  return { state: applied ? 'applied' : 'required', text: diagnosis.fix.join('\n') };
}

/** The IDs that may stand in links and commands. */
export function knownIds(diagnosis: Diagnosis): Known {
  const page =
    diagnosis.evidence.trace_url === undefined ? undefined : readPage(diagnosis.evidence.trace_url);
  const target =
    diagnosis.facts.get('id.foreign')?.value === false && diagnosis.facts.get('id.shape')?.value !== 'fake'
      ? diagnosis.evidence.target_id?.trim()
      : undefined;
  const room = roomOf(diagnosis);
  const result = page?.result ?? (room === 'simulation' ? target : undefined);
  const conversation = page?.conversation ?? (room === 'conversation' ? target : undefined);
  const run = page?.run ?? (room === 'run' ? target : undefined);
  return {
    ...(page?.organization === undefined ? {} : { organization: page.organization }),
    ...(run === undefined ? {} : { run }),
    ...(result === undefined ? {} : { result }),
    ...(conversation === undefined ? {} : { conversation }),
    ...(page?.agent === undefined ? {} : { agent: page.agent }),
  };
}

/** What the target ID names: a look-up and the place in an address say more than the header it was sent in. */
function roomOf({ facts }: Diagnosis): 'simulation' | 'conversation' | 'run' | 'agent' {
  const sent = facts.get('header.target')?.value === 'conversation' ? 'conversation' : 'simulation';
  const rooms = ['simulation', 'conversation', 'run', 'agent'] as const;
  const found = rooms.find((room) => facts.get(`lookup.${room}`)?.value === 'found');
  if (found !== undefined) return found;
  const part = facts.get('id.page_part')?.value;
  if (part === 'run' || part === 'agent' || part === 'conversation') return part;
  return facts.get('said.run_id_said')?.value === true && part === undefined ? 'run' : sent;
}

/** What was exported stands on the page of its own ID, whatever page somebody looked at before. */
function screenOf(diagnosis: Diagnosis, open: LinkName): string {
  const { trace_url: _, ...evidence } = diagnosis.evidence;
  const ids = { ...knownIds(diagnosis), ...knownIds({ ...diagnosis, evidence }) };
  const { label, url } = linkTo(open, ids);
  return hasPageGap(url) ? `Open the page "${label}".` : `Open ${url}`;
}

function proofOf(diagnosis: Diagnosis): DiagnosisV1['summary']['proof'] {
  const { run, see, open } = diagnosis.row.proof;
  if (run === undefined) {
    const seen = see ?? '';
    return { kind: 'ui', text: open === undefined ? seen : `${screenOf(diagnosis, open)}\n${seen}` };
  }
  const { command, expect } = proofCommand(run, knownIds(diagnosis));
  return { kind: 'command', text: `${command}\n${see ?? `Expect: ${expect}.`}` };
}
