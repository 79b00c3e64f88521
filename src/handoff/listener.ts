import { onlyWho } from '../cases/apply.ts';
import type { Actor, Case, ChecklistEntry, Handoff, Role } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import type { CaseEvent } from '../cases/events.ts';
import { TriageError } from '../errors.ts';
import { evidenceKey, formFields } from '../evidence/form.ts';
import { loadingView, noticeView } from '../evidence/loading.ts';
import type { Heavy, ModalView, Slack } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { openFilled } from '../slack/open-filled.ts';
import { cardActions } from '../summary/buttons.ts';
import { plainMessage } from '../summary/thread-lines.ts';
import { briefActions } from './brief.ts';
import { linkAction } from './follow.job.ts';
import { handoffMissing } from './gate.ts';
import {
  answerCallback,
  answerMissing,
  buildAnswer,
  buildHandOff,
  buildReturn,
  closeCallback,
  decodeAnswer,
  decodeHandOff,
  decodeReturn,
  handoffCallback,
  noRoute,
  overrideMissing,
  reasonAction,
  returnCallback,
} from './modal.ts';
import { type Escalation, routeFor } from './route.ts';

/** Support hands off; engineering accepts, returns, answers or closes. */

export interface HandoffPorts extends ChangePorts {
  slack: Slack;
  heavy: Heavy;
  escalation: Escalation;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

const none: Reply = { kind: 'none' };
const title = words`Hand off`;

export function handoffListeners(ports: HandoffPorts): Listener[] {
  return [
    {
      kind: 'action',
      id: cardActions.handOff,
      opens: true,
      handle: (delivery) => openHandOff(ports, delivery, delivery.action?.value ?? ''),
    },
    { kind: 'action', id: reasonAction, handle: (delivery) => chooseReason(ports, delivery) },
    { kind: 'view', id: handoffCallback, handle: (delivery) => submitHandOff(ports, delivery) },
    { kind: 'action', id: briefActions.accept, handle: (delivery) => accept(ports, delivery) },
    briefForm(ports, briefActions.giveBack, returnCallback, words`Return`, buildReturn),
    briefForm(ports, briefActions.answer, answerCallback, words`Answer`, (state, handoff) =>
      buildAnswer(state, handoff, false),
    ),
    briefForm(ports, briefActions.close, closeCallback, words`Close hand-off`, (state, handoff) =>
      buildAnswer(state, handoff, true),
    ),
    { kind: 'view', id: returnCallback, handle: (delivery) => submitReturn(ports, delivery) },
    { kind: 'view', id: answerCallback, handle: (delivery) => submitAnswer(ports, delivery, false) },
    { kind: 'view', id: closeCallback, handle: (delivery) => submitAnswer(ports, delivery, true) },
    // Slack tells of a press on a link, too.
    ...[briefActions.thread, linkAction].map(
      (id): Listener => ({ kind: 'action', id, handle: async () => none }),
    ),
  ];
}

export function openHandOff(ports: HandoffPorts, delivery: Delivery, caseId: string): Promise<Reply> {
  return openFilled(ports.slack, delivery, loadingView(handoffCallback, title), async () => {
    const [state, role] = await Promise.all([ports.cases.load(caseId), ports.who(delivery)]);
    if (role !== 'support' && role !== 'operator') return noticeView(title, onlyWho('handed_off'));
    // The number may have been typed: one bot may serve several workspaces, and none sees the cases of another.
    if (!state || state.place.team !== delivery.team)
      return noticeView(title, words`This case no longer exists. Start a new one with /coval-triage.`);
    return buildHandOff(state);
  });
}

async function chooseReason(ports: HandoffPorts, delivery: Delivery): Promise<Reply> {
  const { view, team } = delivery;
  const state = await ports.cases.load(view?.metadata['case'] ?? '');
  if (!view || !state) throw new TriageError('case_gone');
  const { reason } = decodeHandOff({}, delivery.action?.selected);
  await ports.slack.updateModal(team, view.id, buildHandOff(state, reason), view.hash);
  return { kind: 'none' };
}

async function submitHandOff(ports: HandoffPorts, delivery: Delivery): Promise<Reply> {
  const { metadata = {}, values = {} } = delivery.view ?? {};
  const draft = decodeHandOff(values, metadata['reason']);
  if (!routeFor(draft.reason, ports.escalation)) return { kind: 'update', view: noticeView(title, noRoute) };
  const [note, override] = await Promise.all([clear(ports, draft.note), clear(ports, draft.override)]);
  const state = await ports.cases.load(metadata['case'] ?? '');
  if (!state) throw new TriageError('case_gone');
  // Evidence may have been withdrawn while the form was open.
  if (handoffMissing(state, draft.reason).length > 0 && override === undefined)
    return { kind: 'errors', errors: overrideMissing };
  return change(ports, delivery, state.id, (now, by, at) => ({
    type: 'handed_off',
    by,
    at,
    reason: draft.reason,
    ...(note !== undefined && { note }),
    missing: handoffMissing(now, draft.reason),
    ...(override !== undefined && { override }),
  }));
}

function briefForm(
  ports: HandoffPorts,
  id: string,
  callback: string,
  name: Redacted,
  draw: (state: Case, handoff: Handoff) => ModalView,
): Listener {
  const handle = (delivery: Delivery) =>
    openFilled(ports.slack, delivery, loadingView(callback, name), async () => {
      const { caseId, number } = briefValue(delivery);
      const [state, role] = await Promise.all([ports.cases.load(caseId), ports.who(delivery)]);
      const handoff = state?.handoffs.find((one) => one.number === number);
      if (role !== 'engineering' && role !== 'operator') return noticeView(name, onlyWho('handoff_answered'));
      if (!state || !handoff) return noticeView(name, words`This case no longer exists.`);
      if (handoff.state !== 'sent' && handoff.state !== 'accepted')
        return noticeView(name, words`This hand-off is over. The brief says how it ended.`);
      return withChannel(draw(state, handoff), delivery);
    });
  return { kind: 'action', id, opens: true, handle };
}

/** Where it was pressed makes somebody an engineer; Slack does not say it again when the form comes back. */
function withChannel(view: ModalView, { channel = '' }: Delivery): ModalView {
  return { ...view, metadata: { ...view.metadata, channel } };
}

function briefValue({ action }: Delivery): { caseId: string; number: number } {
  const [caseId = '', number = '0'] = (action?.value ?? '').split(' ');
  return { caseId, number: Number(number) };
}

async function accept(ports: HandoffPorts, delivery: Delivery): Promise<Reply> {
  const { caseId, number } = briefValue(delivery);
  const refusal = await changed(ports, delivery, caseId, (_, by, at) => ({
    type: 'handoff_accepted',
    by,
    at,
    number,
  }));
  return refusal ? { kind: 'text', message: plainMessage(refusal) } : { kind: 'none' };
}

async function submitReturn(ports: HandoffPorts, delivery: Delivery): Promise<Reply> {
  const { metadata = {}, values = {} } = delivery.view ?? {};
  const decoded = decodeReturn(values);
  if (!decoded.ok) return { kind: 'errors', errors: decoded.errors };
  const { keys, lines } = decoded.draft;
  const own = await Promise.all(lines.map((line) => clear(ports, line)));
  const checklist: ChecklistEntry[] = [
    ...keys.map((key) => ({ text: formFields[key].label, key: evidenceKey(key) })),
    ...own.flatMap((text) => (text === undefined ? [] : [{ text }])),
  ];
  const number = Number(metadata['number']);
  return change(ports, delivery, metadata['case'] ?? '', (_, by, at) => ({
    type: 'handoff_returned',
    by,
    at,
    number,
    checklist,
  }));
}

async function submitAnswer(ports: HandoffPorts, delivery: Delivery, closes: boolean): Promise<Reply> {
  const { metadata = {}, values = {} } = delivery.view ?? {};
  const answer = await clear(ports, decodeAnswer(values));
  if (answer === undefined && !closes) return { kind: 'errors', errors: answerMissing };
  const number = Number(metadata['number']);
  return change(
    ports,
    delivery,
    metadata['case'] ?? '',
    (_, by, at): CaseEvent =>
      closes || answer === undefined
        ? { type: 'handoff_closed', by, at, number, ...(answer !== undefined && { answer }) }
        : { type: 'handoff_answered', by, at, number, answer },
  );
}

type Build = (state: Case, by: Actor, at: number) => CaseEvent;

async function change(ports: HandoffPorts, delivery: Delivery, caseId: string, build: Build): Promise<Reply> {
  const refusal = await changed(ports, delivery, caseId, build);
  return refusal ? { kind: 'update', view: noticeView(title, refusal) } : { kind: 'clear' };
}

/** The refusal, if there is one. */
async function changed(
  ports: HandoffPorts,
  delivery: Delivery,
  caseId: string,
  build: Build,
): Promise<Redacted | undefined> {
  const channel = delivery.channel ?? delivery.view?.metadata['channel'];
  const role = await ports.who({ ...delivery, ...(channel && { channel }) });
  if (role === 'refused') throw new TriageError('not_allowed');
  const by: Actor = { user: delivery.user, role };
  const outcome = await changeCase(ports, caseId, (state, at) => build(state, by, at));
  if (outcome.is === 'gone') throw new TriageError('case_gone');
  return outcome.is === 'refused' ? outcome.refusal : undefined;
}

async function clear({ heavy }: HandoffPorts, text: string | undefined): Promise<Redacted | undefined> {
  if (text === undefined) return undefined;
  const cleared = await heavy.redactFields({ text });
  if (!cleared.ok || cleared.value.withheld) throw new TriageError('redaction_failed');
  return cleared.value.fields['text'];
}
