import type { Run } from '../blockkit/build.ts';
import { type Case, type EvidenceItem, endedStatuses } from '../cases/case.ts';
import { caseNumber } from '../cases/case-line.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { statusWord } from '../cases/status-word.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord, instantWord, joined, reshape, sentence } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { causeTitle, type DiagnosisView, viewOf } from './diagnosis-view.ts';
import { evidenceLabel, factSource, itemText, roleWord, sourceWord, strengthWord } from './evidence-words.ts';
import { person, type Row, row, rowLength, type Section, sized } from './piece.ts';

/** Case and audience → the summary: product order, product sizes, plain data. */

export type Audience = Case['audience'];

export interface Summary {
  heading: Redacted;
  sections: readonly Section[];
  footer: Redacted;
}

const sizes = {
  observed: 200,
  impact: 200,
  rootCause: 300,
  fix: 300,
  proof: 500,
  evidence: 900,
  ruledOut: 300,
  open: 300,
  owner: 150,
} as const;
const mostEvidenceRows = 8;
const mostRuledOut = 4;
const mostOpen = 3;

export function summarise(state: Case, audience: Audience): Summary {
  const view = viewOf(state);
  return {
    heading: words`[${upper(statusWord(state.status))}] ${state.title} · ${idWord(state.id)}`,
    sections: [
      sized(observed(state, view), sizes.observed),
      sized({ label: words`Customer impact`, rows: [impact(state)] }, sizes.impact),
      sized(rootCause(state, view, audience), sizes.rootCause),
      sized(fix(state, view), sizes.fix),
      sized(proof(state, view), sizes.proof),
      sized(evidence(state, audience), sizes.evidence),
      sized(ruledOut(view, audience), sizes.ruledOut),
      sized(openQuestions(state, view), sizes.open),
      sized({ label: words`Owner, next update`, rows: [owner(state)] }, sizes.owner),
    ],
    footer: footer(state, audience),
  };
}

const upper = (text: Redacted) => reshape(text, (raw) => raw.toUpperCase());

function observed(state: Case, view: DiagnosisView | undefined): Section {
  const seen =
    reportedOf(state) ??
    (view?.summary.observed_status || words`Unknown. It is not known yet what the export was answered with.`);
  const target = state.evidence.find(({ key }) => key === 'target_id');
  const where = typeof target?.value === 'string' ? words` Target ${target.value}.` : words``;
  return {
    label: words`Observed status`,
    rows: [row(words`${seen}${where} Reported ${instantWord(state.openedAt)}.`)],
  };
}

/** Spans have arrived: what somebody sees of them says more than the answer to the export. */
const arrived: readonly unknown[] = ['sparse', 'duplicated', 'metric_missing'];

function reportedOf(state: Case): Redacted | undefined {
  const items = currentEvidence(state);
  const symptom = items.find(({ key, value }) => key === 'symptom' && arrived.includes(value));
  const isAnswered = items.some(({ key }) => key === 'response_status');
  return symptom && !isAnswered ? words`The customer reports: ${itemText(symptom, 100)}.` : undefined;
}

const impacts: Readonly<Record<string, Redacted>> = {
  no_traces: words`No traces of the affected calls can be used`,
  export_error: words`Spans of the affected calls are refused and not stored`,
  wrong_place: words`Traces are stored under another result than the one that was opened`,
  not_visible: words`Traces cannot be opened where the customer looks`,
  sparse: words`Traces are there but do not explain the call`,
  duplicated: words`Spans count more than once, so trace metrics are too high`,
  metric_missing: words`A trace metric has no value`,
};

function impact(state: Case): Row {
  const symptom = currentEvidence(state).find(({ key }) => key === 'symptom')?.value;
  const what = (typeof symptom === 'string' && impacts[symptom]) || words`Traces cannot be used as expected`;
  const who: Run[] = state.customer ? [{ text: words` for ` }, { user: state.customer }] : [];
  const workaround =
    state.status === 'resolved' ? words`. It works again.` : words`. Workaround: none known.`;
  return [{ text: what }, ...who, { text: workaround }];
}

function rootCause(state: Case, view: DiagnosisView | undefined, audience: Audience): Section {
  const label = words`Root cause`;
  if (!view || view.confidence === 'insufficient')
    return { label, rows: [row(words`Not found yet. ${tried(state)}`)] };
  const said = view.summary.root_cause || view.title;
  const used = [...new Set(view.because.map(({ source }) => factSource(source)))].slice(0, 4);
  const by = used.length > 0 ? words` From: ${joined(used, words`, `)}.` : words``;
  const where =
    audience === 'internal' ? words` Row ${idWord(view.cause)}, matrix ${matrixWord(state)}.` : words``;
  return { label, rows: [row(words`${said}${by}${where}`)] };
}

const matrixWord = (state: Case) => idWord(state.diagnosis?.matrixVersion);

function tried(state: Case): Redacted {
  const done = state.checks.filter(({ state: at }) => at === 'done').length;
  const given = currentEvidence(state).length;
  return words`Tried: ${counted(given, words`piece`, words`pieces`)} of evidence, ${counted(done, words`check`, words`checks`)}.`;
}

function fix(state: Case, view: DiagnosisView | undefined): Section {
  if (state.fix) {
    return {
      label: words`Fix applied`,
      rows: [
        [
          { text: words`${sentence(state.fix.text)} By ` },
          person(state.fix.by),
          { text: words`, ${instantWord(state.fix.at)}.` },
        ],
      ],
    };
  }
  const text = view?.summary.fix.text;
  return {
    label: words`Fix required`,
    rows: text ? linesOf(text) : [row(words`Unknown until the cause is found.`)],
  };
}

export function linesOf(text: Redacted): Row[] {
  return text
    .split('\n')
    .map((line) => reshape(text, () => line.trim()))
    .filter((line) => line !== '')
    .map((line) => row(line));
}

const proofStates = {
  running: words`Running`,
  waiting_for_confirmation: words`Waits for a person to confirm`,
  passed: words`Passed`,
  failed: words`Failed`,
} as const;

function proof(state: Case, view: DiagnosisView | undefined): Section {
  const label = words`Proof of current state`;
  const now = state.proof;
  if (now) {
    const result =
      now.after !== undefined
        ? words`Before: ${sentence(now.before)} Now: ${sentence(now.after)}`
        : words`Before: ${sentence(now.before)}`;
    const ended: Run[] =
      now.endedBy && now.endedAt !== undefined
        ? [{ text: words` By ` }, person(now.endedBy), { text: words`, ${instantWord(now.endedAt)}.` }]
        : [];
    return {
      label,
      rows: [[{ text: words`${proofStates[now.state]}. ${result}` }, ...ended]],
      code: now.text,
    };
  }
  const text = view?.summary.proof.text;
  if (!text) return { label, rows: [row(words`None yet. It follows from the cause.`)] };
  const how =
    view.summary.proof.kind === 'command'
      ? words`Not run yet. Run where the key is set:`
      : words`Not confirmed yet. How to confirm it:`;
  return { label, rows: [row(how)], code: text };
}

function evidence(state: Case, audience: Audience): Section {
  const items = currentEvidence(state);
  const first = items.slice(-mostEvidenceRows);
  const rest = items.length - first.length;
  const rows = first.map(evidenceRow);
  const more =
    rest > 0
      ? [
          row(
            words`${counted(rest, words`older piece is`, words`older pieces are`)} not shown.${audience === 'internal' ? words` History has them all.` : words``}`,
          ),
        ]
      : [];
  return { label: words`Evidence`, rows: rows.length > 0 ? [...rows, ...more] : [row(words`None.`)] };
}

/** A customer's words are marked as a claim by their strength. */
export function evidenceRow(item: EvidenceItem): Row {
  return row(
    words`${idWord(item.id)} · ${evidenceLabel(item.key)}: ${itemText(item, 60)} · ${sourceWord(item)} · ${strengthWord(item.strength)} · ${instantWord(item.at)}`,
  );
}

function ruledOut(view: DiagnosisView | undefined, audience: Audience): Section {
  const rows = (view?.ruled_out ?? []).slice(0, mostRuledOut).map(({ cause, because }) => {
    const title = view ? causeTitle(view, cause) : cause;
    if (audience === 'shared') return row(words`${title}.`);
    const why = because ? words`: ${reshape(because, firstFact)}` : words``;
    return row(words`${title}${why}.`);
  });
  const shown = whole(rows, sizes.ruledOut);
  return { label: words`Ruled out`, rows: shown.length > 0 ? shown : [row(words`None yet.`)] };
}

/** The rows that fit uncut, the first in any case: "Why?" has them all. */
function whole(rows: readonly Row[], most: number): Row[] {
  let room = most;
  return rows.filter((cells, index) => {
    room -= rowLength(cells);
    return index === 0 || room >= 0;
  });
}

/** One is enough to see why; "Why?" has them all. */
const firstFact = (because: string) => (because.split('; ')[0] ?? because).replace(/ \(from [^()]*\)$/, '');

function openQuestions(state: Case, view: DiagnosisView | undefined): Section {
  const asked: Run = state.customer ? { user: state.customer } : { text: words`customer` };
  const contradictions = (view?.warnings ?? []).map((text): Row => [{ text: words`${text} (support)` }]);
  const questions = (view?.missing ?? []).map(
    ({ question }): Row => [{ text: words`${question} (` }, asked, { text: words`)` }],
  );
  const rows = [...contradictions, ...questions].slice(0, mostOpen);
  const isOver = endedStatuses.includes(state.status);
  return {
    label: words`Open questions and contradictions`,
    rows: rows.length > 0 && !isOver ? whole(rows, sizes.open) : [row(words`None.`)],
  };
}

function owner(state: Case): Row {
  const who: Run = state.owner ? { user: state.owner } : { text: words`Nobody yet` };
  if (state.ended) return [who, { text: words`. Ended ${instantWord(state.ended.at)}.` }];
  const when =
    state.nextUpdateAt === undefined
      ? words`with the next change`
      : words`by ${instantWord(state.nextUpdateAt)}`;
  return [who, { text: words`. Next update ${when}.` }];
}

function footer(state: Case, audience: Audience): Redacted {
  const removed =
    state.redacted === 0
      ? words`No values redacted`
      : words`${counted(state.redacted, words`value`, words`values`)} redacted`;
  const base = words`Summary ${state.summaryVersion} · ${removed}`;
  if (audience === 'shared') return words`${base} · changed ${instantWord(state.updatedAt)}`;
  const change = state.summaryChange;
  const what = change
    ? words` · ${change.text} By ${roleWord(change.by.role)}, ${instantWord(change.at)}`
    : words``;
  return reshape(words`${base}${what} · matrix ${matrixWord(state)}`, (raw) => raw.slice(0, 250));
}

/** For texts that count cases: T-7 without the letter, checked by its type. */
export const caseWord = (state: Case): Redacted => words`T-${caseNumber(state.id)}`;
