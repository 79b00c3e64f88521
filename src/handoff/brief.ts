import { actions, type Block, button, context, type Element, header, linkButton } from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { fitBlocks } from '../blockkit/fit.ts';
import type { Case, EvidenceItem, Handoff, HandoffReason } from '../cases/case.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { catalogue } from '../checks/catalogue.ts';
import type { CheckResult } from '../checks/result.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord, instantWord, sentence } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { sectionBlocks } from '../summary/blocks.ts';
import { viewOf } from '../summary/diagnosis-view.ts';
import { itemText } from '../summary/evidence-words.ts';
import { person, type Row, row, type Section, sized } from '../summary/piece.ts';
import { evidenceRow, linesOf, summarise } from '../summary/summary.ts';
import { plainText, sectionMarkdown } from '../summary/text.ts';

/** Case → what a Coval engineer reads first: ask, reproduction, exact evidence, what was tried and told. */

export interface Brief {
  heading: Redacted;
  sections: readonly Section[];
  footer: Redacted;
}

export const briefActions = {
  accept: 'handoff_accept',
  giveBack: 'handoff_return',
  answer: 'handoff_answer',
  close: 'handoff_close',
  thread: 'handoff_thread',
} as const;

export const reasonWords: Readonly<Record<HandoffReason, Redacted>> = {
  other_organization: words`The target belongs to another organization; the user must supply its key.`,
  agent_record_change: words`The fix is SIP provisioning or a change of the Coval agent record.`,
  repeated_server_error: words`Coval answered 500 or 503 again after a valid retry.`,
  ui_cannot_load: words`Spans are stored, and the page cannot load them.`,
  other: words`None of the four rules holds; support gives its own reason.`,
};

const asks: Readonly<Record<HandoffReason, Redacted>> = {
  other_organization: words`Confirm which organization owns the target, and say whom to ask for its key.`,
  agent_record_change: words`Change the agent record as described, or say what it must contain.`,
  repeated_server_error: words`Find the failed requests by their time and ID, and say when to send again.`,
  ui_cannot_load: words`Open the target in the viewer, and repair what keeps it from loading.`,
  other: words`Read the note, and say what support should do next.`,
};

const expected: Readonly<Record<HandoffReason, Redacted>> = {
  other_organization: words`the target is found with the customer's key`,
  agent_record_change: words`the agent gets the target ID with each call`,
  repeated_server_error: words`the export is answered with HTTP 200`,
  ui_cannot_load: words`the page shows the stored spans`,
  other: words`the proof passes`,
};

export function briefOf(state: Case, handoff: Handoff): Brief {
  const summary = summarise(state, 'internal');
  const [observed, impact, cause, , proof] = summary.sections;
  return {
    heading: words`Hand-off ${handoff.number} of ${idWord(state.id)}: ${state.title}`,
    sections: [
      sized({ label: words`State`, rows: [stateRow(handoff)] }, 200),
      sized({ label: words`Why support cannot fix it`, rows: whyRows(handoff) }, 500),
      sized(
        {
          label: words`Ask`,
          rows: [row(asks[handoff.reason]), ...(handoff.note ? linesOf(handoff.note) : [])],
        },
        700,
      ),
      ...[observed, impact, cause].flatMap((section) => section ?? []),
      sized(reproduce(state, handoff, proof), 1200),
      sized({ label: words`Exact evidence`, rows: currentEvidence(state).slice(-12).map(evidenceRow) }, 1800),
      sized({ label: words`Already tried`, rows: tried(state, handoff) }, 900),
      sized({ label: words`What the customer was told`, rows: toldRows(state) }, 500),
    ],
    footer: words`${idWord(state.id)} · summary ${state.summaryVersion} · matrix ${idWord(state.diagnosis?.matrixVersion)} · ${counted(state.redacted, words`value`, words`values`)} redacted · the bundle below has all of it`,
  };
}

const stateWords: Readonly<Record<Handoff['state'], Redacted>> = {
  sent: words`Waiting for engineering`,
  accepted: words`Accepted`,
  returned: words`Returned to support`,
  answered: words`Answered`,
  closed: words`Closed`,
};

function stateRow(handoff: Handoff): Row {
  const by = handoff.acceptedBy ? [{ text: words` by ` }, person(handoff.acceptedBy)] : [];
  return [
    { text: stateWords[handoff.state] },
    ...by,
    { text: words`. Sent by ` },
    person(handoff.by),
    { text: words`, ${instantWord(handoff.at)}.` },
  ];
}

function whyRows(handoff: Handoff): Row[] {
  const missing = handoff.missing.map((text) => row(words`Missing: ${text}`));
  const override: Row[] = handoff.override
    ? [
        [
          { text: words`Sent anyway: ${handoff.override.reason} (` },
          person(handoff.override.by),
          { text: words`)` },
        ],
      ]
    : [];
  return [row(reasonWords[handoff.reason]), ...override, ...missing];
}

/** Command, what was expected, what came, and when each try was made. */
function reproduce(state: Case, handoff: Handoff, proof: Section | undefined): Section {
  const reported = currentEvidence(state).find(({ key }) => key === 'response_status');
  const attempts = [
    ...(reported
      ? [row(words`Reported: HTTP ${itemText(reported, 10)} at ${instantWord(reported.at)}`)]
      : []),
    ...state.checks.flatMap(({ result }) => (result ? [attempt(result)] : [])),
  ];
  const code = proof?.code ?? viewOf(state)?.summary.proof.text;
  return {
    label: words`Reproduce`,
    rows: [
      row(words`Expected: ${expected[handoff.reason]}. Actual: ${actual(state, reported)}`),
      ...(attempts.length > 0 ? attempts : [row(words`No try has an answer and a time.`)]),
    ],
    ...(code && { code }),
  };
}

function actual(state: Case, reported: EvidenceItem | undefined): Redacted {
  const body = currentEvidence(state).find(({ key }) => key === 'response_body');
  if (reported)
    return body
      ? words`HTTP ${itemText(reported, 10)}, ${itemText(body, 160)}`
      : words`HTTP ${itemText(reported, 10)}, body not known.`;
  return viewOf(state)?.summary.observed_status || words`not known.`;
}

function attempt(result: CheckResult): Row {
  const status = result.status === null ? words`no answer` : words`HTTP ${result.status}`;
  const tries = (result.attempts ?? 1) > 1 ? words` after ${result.attempts ?? 1} tries` : words``;
  const request = result.requestId ? words`, request ${idWord(result.requestId)}` : words``;
  const at = instantWord(result.finishedAt);
  return row(words`${catalogue[result.kind].title}: ${status}${tries} at ${at}${request}`);
}

function tried(state: Case, handoff: Handoff): Row[] {
  const earlier = state.handoffs
    .filter(({ number }) => number < handoff.number)
    .map((one) => row(words`Hand-off ${one.number}: ${one.answer ?? stateWords[one.state]}`));
  const checks = state.checks.flatMap(({ result }) =>
    result ? [row(words`${catalogue[result.kind].title}: ${result.sentence}`)] : [],
  );
  const fix = state.fix ? [row(words`Fix: ${sentence(state.fix.text)} ${instantWord(state.fix.at)}`)] : [];
  const proof = state.proof?.after ? [row(words`Proof: ${state.proof.after}`)] : [];
  const all = [...earlier, ...fix, ...proof, ...checks];
  return all.length > 0 ? all : [row(words`Nothing yet.`)];
}

function toldRows(state: Case): Row[] {
  const said = state.notes
    .filter(({ internal }) => !internal)
    .slice(-3)
    .map(({ text, at }) => row(words`${text} (${instantWord(at)})`));
  const verdict = viewOf(state);
  const known =
    verdict && verdict.confidence !== 'insufficient'
      ? [row(words`The diagnosis: ${verdict.title}. Our engineers are looking at it.`)]
      : [];
  const all = [...known, ...said];
  return all.length > 0 ? all : [row(words`Our engineers are looking at it.`)];
}

/** `thread`: the address of the case's own thread, for those who may open it. */
export function briefBlocks(brief: Brief, state: Case, handoff: Handoff, thread?: string): Block[] {
  const blocks = [
    header(brief.heading),
    ...brief.sections.flatMap(sectionBlocks),
    context(escapeMrkdwn(brief.footer)),
    ...buttonRow([
      ...briefButtons(state, handoff),
      ...(thread ? [linkButton(briefActions.thread, words`Open the case`, thread)] : []),
    ]),
  ];
  return fitBlocks(
    blocks,
    context(words`This message is full: some parts are left out. The bundle below has them.`),
  );
}

const buttonRow = (elements: readonly Element[]): Block[] =>
  elements.length > 0 ? [actions('handoff-buttons', elements)] : [];

function briefButtons(state: Case, handoff: Handoff): Element[] {
  const value = `${state.id} ${handoff.number}`;
  if (handoff.state !== 'sent' && handoff.state !== 'accepted') return [];
  return [
    ...(handoff.state === 'sent'
      ? [button(briefActions.accept, words`Accept`, value, { style: 'primary' })]
      : []),
    button(briefActions.giveBack, words`Return`, value),
    button(briefActions.answer, words`Answer`, value),
    button(briefActions.close, words`Close`, value),
  ];
}

export function briefText(brief: Brief): Redacted {
  return plainText(brief.heading, brief.sections, brief.footer);
}

export function briefMarkdown(brief: Brief): Redacted {
  return brief.sections.reduce(
    (all, section) => words`${all}\n\n${sectionMarkdown(section)}`,
    words`# ${brief.heading}`,
  );
}
