import type { Actor, Case, Role } from '../cases/case.ts';
import { type BuildEvents, type Changed, type ChangePorts, changeCase } from '../cases/change.ts';
import { TriageError } from '../errors.ts';
import { loadingView, noticeView } from '../evidence/loading.ts';
import type { Heavy, ModalView, Once, Slack } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { openFilled } from '../slack/open-filled.ts';
import { cardActions } from '../summary/buttons.ts';
import { forget } from './forget.listener.ts';
import {
  buildFix,
  buildManage,
  caseIdIn,
  decodeFix,
  decodeManage,
  fixCallback,
  fixMissing,
  forgetAction,
  manageCallback,
  manageEvent,
  otherMissing,
  personRefused,
} from './modal.ts';
import { said } from './replies.ts';

/** What an owner does with a case: take it, manage it, say that it is fixed, confirm a proof, forget it. */

export interface ManagePorts extends ChangePorts {
  slack: Slack;
  once: Once;
  heavy: Heavy;
  /** Whatever else shows a case that is no more, such as a Home. */
  forgotten?: (state: Case) => Promise<void>;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

export function manageListeners(ports: ManagePorts): Listener[] {
  const fix = words`Fix applied`;
  const manage = words`Manage`;
  return [
    {
      kind: 'action',
      id: cardActions.take,
      handle: (delivery) => press(ports, delivery, (by, at) => ({ type: 'taken', by, at })),
    },
    { kind: 'action', id: cardActions.proofWorks, handle: (delivery) => confirmProof(ports, delivery, true) },
    {
      kind: 'action',
      id: cardActions.proofBroken,
      handle: (delivery) => confirmProof(ports, delivery, false),
    },
    staffForm(ports, cardActions.manage, manageCallback, manage, (state, role) => buildManage(state, role)),
    staffForm(ports, cardActions.fixApplied, fixCallback, fix, buildFix),
    { kind: 'view', id: manageCallback, handle: (delivery) => submitManage(ports, delivery) },
    { kind: 'view', id: fixCallback, handle: (delivery) => submitFix(ports, delivery) },
    { kind: 'action', id: forgetAction, handle: (delivery) => forget(ports, delivery) },
  ];
}

function staffForm(
  ports: ManagePorts,
  id: string,
  callback: string,
  title: Redacted,
  draw: (state: Case, role: Role) => ModalView,
): Listener {
  const handle = (delivery: Delivery) =>
    openFilled(ports.slack, delivery, loadingView(callback, title), async () => {
      const [state, role] = await Promise.all([
        ports.cases.load(delivery.action?.value ?? ''),
        ports.who(delivery),
      ]);
      if (role === 'refused' || role === 'customer')
        return noticeView(
          title,
          words`Only support and engineering can use this. Press Add evidence to help.`,
        );
      if (!state)
        return noticeView(title, words`This case no longer exists. Start a new one with /coval-triage.`);
      return draw(state, role);
    });
  return { kind: 'action', id, opens: true, handle };
}

type Build = (by: Actor, at: number, state: Case) => ReturnType<BuildEvents>;

async function press(ports: ManagePorts, delivery: Delivery, build: Build): Promise<Reply> {
  const changed = await change(ports, delivery, delivery.action?.value ?? '', build);
  return changed.is === 'refused' ? { kind: 'text', message: said(changed.refusal) } : { kind: 'none' };
}

export async function change(
  ports: Pick<ManagePorts, 'who'> & ChangePorts,
  delivery: Delivery,
  caseId: string,
  build: Build,
): Promise<Exclude<Changed, { is: 'gone' }>> {
  const role = await ports.who(delivery);
  if (role === 'refused') throw new TriageError('not_allowed');
  const by: Actor = { user: delivery.user, role };
  const changed = await changeCase(ports, caseId, (state, at) => build(by, at, state));
  if (changed.is === 'gone') throw new TriageError('case_gone');
  return changed;
}

/** Whoever is given a case must be able to work on it: no customer, no guest, nobody who has left. */
export async function mayOwn(
  { who }: Pick<ManagePorts, 'who'>,
  delivery: Delivery,
  user: string,
): Promise<boolean> {
  // Where the giver stands says nothing about the taker.
  const { channel: _, ...rest } = delivery;
  const role = await who({ ...rest, user, userTeam: delivery.team });
  return role === 'support' || role === 'operator';
}

function confirmProof(ports: ManagePorts, delivery: Delivery, passed: boolean): Promise<Reply> {
  const after = passed ? words`A person saw that it works.` : words`A person saw that it is still broken.`;
  return press(ports, delivery, (by, at, { proof }) => ({
    ...{ type: 'proof_finished', by, at, passed, after },
    ...(proof && { before: proof.before }),
  }));
}

async function submitManage(ports: ManagePorts, delivery: Delivery): Promise<Reply> {
  const decoded = decodeManage(delivery.view?.values ?? {});
  if (!decoded.ok) return { kind: 'errors', errors: decoded.errors };
  const { person } = decoded.managed;
  if (decoded.managed.wish === 'assign' && person && !(await mayOwn(ports, delivery, person)))
    return { kind: 'errors', errors: personRefused };
  if (decoded.managed.wish === 'duplicate' && !(await isKnown(ports, delivery, decoded.managed.text)))
    return { kind: 'errors', errors: otherMissing };
  const text = await clearText(ports, decoded.managed.text ?? '');
  const changed = await change(ports, delivery, delivery.view?.metadata['case'] ?? '', (by, at) =>
    manageEvent(decoded.managed, text, by, at),
  );
  return changed.is === 'refused'
    ? { kind: 'update', view: noticeView(words`Manage`, changed.refusal) }
    : { kind: 'clear' };
}

/** The form takes any number; only a case of this workspace can be the same problem. */
async function isKnown({ cases }: ManagePorts, { team }: Delivery, text = ''): Promise<boolean> {
  const other = await cases.load(caseIdIn(text) ?? '');
  return other?.place.team === team;
}

async function submitFix(ports: ManagePorts, delivery: Delivery): Promise<Reply> {
  const typed = decodeFix(delivery.view?.values ?? {});
  if (typed === undefined) return { kind: 'errors', errors: fixMissing };
  const text = await clearText(ports, typed);
  const changed = await change(ports, delivery, delivery.view?.metadata['case'] ?? '', (by, at) => ({
    type: 'fix_declared',
    by,
    at,
    text,
  }));
  return changed.is === 'refused'
    ? { kind: 'update', view: noticeView(words`Fix applied`, changed.refusal) }
    : { kind: 'clear' };
}

export async function clearText({ heavy }: Pick<ManagePorts, 'heavy'>, text: string): Promise<Redacted> {
  const cleared = await heavy.redactFields({ text });
  if (!cleared.ok || cleared.value.withheld) throw new TriageError('redaction_failed');
  return cleared.value.fields['text'] ?? words``;
}
