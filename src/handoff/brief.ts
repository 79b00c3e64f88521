import { actions, type Block, button, context, header } from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { fitBlocks } from '../blockkit/fit.ts';
import type { Case, Handoff, HandoffReason } from '../cases/case.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord, instantWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { sectionBlocks } from '../summary/blocks.ts';
import { viewOf } from '../summary/diagnosis-view.ts';
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

export function briefOf(state: Case, handoff: Handoff, links: { thread?: Redacted } = {}): Brief {
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
      sized(reproduce(state, proof), 900),
      sized({ label: words`Exact evidence`, rows: currentEvidence(state).slice(-12).map(evidenceRow) }, 1800),
      sized({ label: words`Already tried`, rows: tried(state) }, 900),
      sized({ label: words`What the customer was told`, rows: toldRows(state) }, 500),
      ...(links.thread ? [{ label: words`Customer thread`, rows: [row(links.thread)] }] : []),
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
    { text: words` ${instantWord(handoff.at)}.` },
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
function reproduce(state: Case, proof: Section | undefined): Section {
  const attempts = state.checks.flatMap((check) => {
    const { result } = check;
    if (!result) return [];
    const status = result.status === null ? words`no answer` : words`HTTP ${result.status}`;
    const request = result.requestId ? words`, request ${idWord(result.requestId)}` : words``;
    return [row(words`${idWord(result.kind)}: ${status} at ${instantWord(result.finishedAt)}${request}`)];
  });
  const expected = viewOf(state)?.summary.proof.text;
  const rows = [row(words`Expected: the proof below passes. Actual:`), ...attempts];
  const code = proof?.code ?? expected;
  return {
    label: words`Reproduce`,
    rows:
      attempts.length > 0
        ? rows
        : [row(words`No check of ours ran. The customer's answer stands in the evidence.`)],
    ...(code && { code }),
  };
}

function tried(state: Case): Row[] {
  const checks = state.checks.flatMap(({ result }) =>
    result ? [row(words`${idWord(result.kind)}, ${idWord(result.verdict)}: ${result.sentence}`)] : [],
  );
  const fix = state.fix ? [row(words`Fix: ${state.fix.text} ${instantWord(state.fix.at)}`)] : [];
  const proof = state.proof?.after ? [row(words`Proof: ${state.proof.after}`)] : [];
  const all = [...fix, ...proof, ...checks];
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
      ? [row(words`The verdict: ${verdict.title}. That engineers look at it.`)]
      : [];
  const all = [...known, ...said];
  return all.length > 0 ? all : [row(words`That engineers look at it.`)];
}

export function briefBlocks(brief: Brief, state: Case, handoff: Handoff): Block[] {
  const blocks = [
    header(brief.heading),
    ...brief.sections.flatMap(sectionBlocks),
    context(escapeMrkdwn(brief.footer)),
    ...briefButtons(state, handoff),
  ];
  return fitBlocks(blocks, context(words`Some parts are left out here. They stand in the bundle.`));
}

function briefButtons(state: Case, handoff: Handoff): Block[] {
  const value = `${state.id} ${handoff.number}`;
  if (handoff.state !== 'sent' && handoff.state !== 'accepted') return [];
  return [
    actions('handoff-buttons', [
      ...(handoff.state === 'sent'
        ? [button(briefActions.accept, words`Accept`, value, { style: 'primary' })]
        : []),
      button(briefActions.giveBack, words`Return`, value),
      button(briefActions.answer, words`Answer`, value),
      button(briefActions.close, words`Close`, value),
    ]),
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
