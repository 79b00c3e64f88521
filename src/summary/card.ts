import { actions, type Block, type Choice, context, header, lines, staticSelect } from '../blockkit/build.ts';
import { fitBlocks } from '../blockkit/fit.ts';
import { type Case, type CheckState, endedStatuses, type Status } from '../cases/case.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { statusWord } from '../cases/status-word.ts';
import { CheckKind, catalogue } from '../checks/catalogue.ts';
import { CheckResult } from '../checks/result.ts';
import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord, instantWord, joined, reshape, sentence } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { sectionBlocks } from './blocks.ts';
import { cardActions, cardButtons } from './buttons.ts';
import { viewOf } from './diagnosis-view.ts';
import { evidenceLabel, itemText } from './evidence-words.ts';
import { person, type Row, row, type Section, sized } from './piece.ts';
import type { Audience } from './summary.ts';
import { plainText } from './text.ts';

/** The root card: the truth of a case on one screen, redrawn from state. */

export interface Card {
  heading: Redacted;
  sections: readonly Section[];
  footer: Redacted;
}

export function cardOf(state: Case, audience: Audience, late?: Redacted): Card {
  return {
    heading: words`${statusWord(state.status)}: ${state.title} · ${idWord(state.id)}`,
    sections: [
      { label: words`Owner`, rows: [ownerRow(state)] },
      sized(known(state), 900),
      ...checksSection(state, audience),
      ...handoffSection(state, audience),
      sized(nextStep(state, audience), 700),
    ],
    footer: late
      ? words`${late} · Updated ${instantWord(state.updatedAt)}`
      : words`Updated ${instantWord(state.updatedAt)}`,
  };
}

export function cardBlocks(state: Case, audience: Audience, late?: Redacted): Block[] {
  const card = cardOf(state, audience, late);
  const blocks = [
    header(card.heading),
    ...card.sections.flatMap(sectionBlocks),
    ...simulationMenu(state),
    context(card.footer),
    ...cardButtons(state, audience),
  ];
  return fitBlocks(
    blocks,
    context(words`This card is full: some parts are left out. History, under Manage, has all of it.`),
  );
}

export function cardText(state: Case, audience: Audience, late?: Redacted): Redacted {
  const card = cardOf(state, audience, late);
  return plainText(card.heading, card.sections, card.footer);
}

function ownerRow(state: Case): Row {
  const who = state.owner ? { user: state.owner } : { text: words`nobody yet` };
  return [
    who,
    { text: words` · opened by ` },
    person(state.openedBy),
    { text: words` ${instantWord(state.openedAt)}` },
  ];
}

function known(state: Case): Section {
  const items = currentEvidence(state).filter(({ key }) => key !== 'checks' && key !== 'symptom');
  const rows = items.slice(-8).map((item) => row(words`${evidenceLabel(item.key)}: ${itemText(item, 80)}`));
  const removed =
    state.redacted > 0
      ? [row(words`${counted(state.redacted, words`secret value was`, words`secret values were`)} removed.`)]
      : [];
  return {
    label: words`Known`,
    rows: rows.length > 0 ? [row(words``), ...rows, ...removed] : [row(words`nothing yet`), ...removed],
  };
}

const checkWords = {
  queued: words`waiting`,
  running: words`running`,
  passed: words`passed`,
  failed: words`failed`,
  inconclusive: words`no clear answer`,
  skipped: words`skipped`,
} as const;

/** Which other organizations we hold keys for is nobody's business outside. */
const internalChecks: readonly string[] = ['other_organization'];

function checksSection(state: Case, audience: Audience): Section[] {
  const shown = state.checks.filter(({ kind }) => audience === 'internal' || !internalChecks.includes(kind));
  if (shown.length === 0) return [];
  return [
    sized(
      { label: words`Checks`, rows: [row(words``), ...shown.map((check) => checkRow(check, audience))] },
      1800,
    ),
  ];
}

function checkRow(check: CheckState, audience: Audience): Row {
  const kind = CheckKind.safeParse(check.kind);
  const title = kind.success ? catalogue[kind.data].title : idWord(check.kind);
  if (check.state !== 'done') return row(words`${title}: ${checkWords[check.state]}`);
  const result = CheckResult.partial().safeParse(check.result ?? {});
  const verdict = result.success ? (result.data.verdict ?? 'inconclusive') : 'inconclusive';
  const sentence =
    result.success && result.data.sentence && audience === 'internal'
      ? words`. ${result.data.sentence}`
      : words``;
  return row(words`${title}: ${checkWords[verdict]}${sentence}`);
}

function handoffSection(state: Case, audience: Audience): Section[] {
  const last = state.handoffs.at(-1);
  if (!last) return [];
  const rows: Row[] = [];
  if (audience === 'internal') {
    rows.push(row(words`Hand-off ${last.number}: ${idWord(last.state)}`));
    if (last.override)
      rows.push([
        { text: words`Sent although evidence was missing: ${last.override.reason} (` },
        person(last.override.by),
        { text: words`)` },
      ]);
    if (last.ticket) rows.push(row(words`Ticket ${last.ticket.id}: ${last.ticket.state}`));
    if (last.answer) rows.push(row(words`Answer: ${last.answer}`));
  } else if (last.state === 'sent' || last.state === 'accepted')
    rows.push(row(words`Our engineers are looking at this case.`));
  const asked = last.state === 'returned' ? last.checklist : [];
  const list = asked.map(({ text, done }) => row(done ? words`Done: ${text}` : words`Still needed: ${text}`));
  return rows.length + list.length > 0
    ? [sized({ label: words`Engineering`, rows: [...rows, ...list] }, 900)]
    : [];
}

/** Also the answer to "status". */
export function nextStep(state: Case, audience: Audience): Section {
  const label = words`Next step`;
  const view = viewOf(state);
  if (state.ended && endedStatuses.includes(state.status)) {
    const isOther = state.status === 'duplicate' && audience === 'shared';
    const reason = isOther ? words`This problem is handled in another case.` : state.ended.reason;
    return { label, rows: [row(words`None. ${reason}`)] };
  }
  switch (state.status) {
    case 'checking':
      return { label, rows: [row(words`None for you. The checks are running.`)] };
    case 'waiting_on_customer':
      return {
        label,
        rows: [
          row(
            words`Customer: ${sentence(state.waiting?.reason ?? words`add the evidence that is asked for.`)} Press Add evidence.`,
          ),
        ],
      };
    case 'escalated':
      return {
        label,
        rows: [
          row(
            audience === 'internal'
              ? words`Engineering: accept, return or answer the hand-off.`
              : words`None for you. We tell you here what comes next.`,
          ),
        ],
      };
    case 'fix_in_progress':
      return { label, rows: [row(words`None for you. The proof of the fix is about to run.`)] };
    case 'verifying':
      return state.proof?.state === 'waiting_for_confirmation'
        ? {
            label,
            rows: [row(words`Check this, then press "It works now" or "Still broken":`)],
            code: state.proof.text,
          }
        : { label, rows: [row(words`None for you. The proof is running.`)] };
    case 'diagnosed':
      return view?.summary.fix.text
        ? { label, rows: [...fixRows(view.summary.fix.text), row(words`Then press "Fix applied".`)] }
        : { label, rows: [row(words`Apply the fix. Then press "Fix applied".`)] };
    default: {
      const question = view?.missing[0]?.question;
      return { label, rows: [row(question ?? words`Press Add evidence and fill in what you know.`)] };
    }
  }
}

function fixRows(text: Redacted): Row[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => row(reshape(text, () => line)));
}

/** Begins the note that a choice from the menu leaves. */
export const chosenSimulation = words`Simulation output to send: `;

/** The simulation output that was chosen, if one was. */
export function chosenIn(state: Case): string | undefined {
  const note = currentEvidence(state).findLast(({ value }) => isChoice(value))?.value;
  return typeof note === 'string' ? note.slice(chosenSimulation.length) : undefined;
}

const isChoice = (value: unknown) => typeof value === 'string' && value.startsWith(chosenSimulation);

/** The simulations of a run, when a run ID was given where a simulation output ID belongs. */
export function simulationsOf(state: Case): Choice[] {
  const items = currentEvidence(state);
  const target = items.find(({ key }) => key === 'target_id')?.value;
  if (chosenIn(state) !== undefined) return [];
  const results = state.checks.flatMap((check) => {
    const parsed = CheckResult.partial().safeParse(check.result ?? {});
    return parsed.success ? (parsed.data.simulations ?? []) : [];
  });
  if (results.some(({ id }) => id === target)) return [];
  return results.map(({ id, status, at }) => ({
    value: id,
    text: idWord(id),
    description: joined(
      [status, timeOf(at)].filter((text) => text !== Kept.parse('')),
      words` · `,
    ),
  }));
}

/** Coval's own time, as every other time here is written. */
function timeOf(at: Redacted): Redacted {
  const millis = Date.parse(at);
  return Number.isNaN(millis) ? words`` : instantWord(millis);
}

/** Once a fix is declared, or engineering has the case, the choice would only distract. */
const choosing: readonly Status[] = [
  'new',
  'collecting_evidence',
  'checking',
  'diagnosed',
  'waiting_on_customer',
];

function simulationMenu(state: Case): Block[] {
  const choices = choosing.includes(state.status) ? simulationsOf(state) : [];
  if (choices.length === 0) return [];
  return [
    lines([{ text: words`This is a run ID. Choose the simulation output that was traced:`, style: 'bold' }]),
    actions(`case-simulations-${state.id}`, [
      staticSelect(cardActions.pickSimulation, words`Simulation output ID`, choices),
    ]),
  ];
}
