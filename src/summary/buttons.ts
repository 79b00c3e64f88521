import { actions, type Block, button, type Element } from '../blockkit/build.ts';
import { mayDo } from '../cases/apply.ts';
import { type Case, endedStatuses, type Role } from '../cases/case.ts';
import type { CaseEventType } from '../cases/events.ts';
import { words } from '../redaction/words.ts';
import { consentTarget, offersCommands } from './consent.ts';
import { viewOf } from './diagnosis-view.ts';
import type { Audience } from './summary.ts';

/** The buttons under a card. One message is seen by all, so who may press is checked at the press. */

export const cardActions = {
  addEvidence: 'case_add_evidence',
  take: 'case_take',
  why: 'case_why',
  history: 'case_history',
  fixApplied: 'case_fix_applied',
  handOff: 'case_hand_off',
  manage: 'case_manage',
  proofWorks: 'case_proof_works',
  proofBroken: 'case_proof_broken',
  testSpan: 'case_test_span',
  pickSimulation: 'case_pick_simulation',
  showCommands: 'case_show_commands',
} as const;

const staff: readonly Role[] = ['support', 'engineering', 'operator'];

export function cardButtons(state: Case, audience: Audience): Block[] {
  const ended = endedStatuses.includes(state.status);
  const elements = audience === 'internal' ? internalButtons(state, ended) : sharedButtons(state, ended);
  return [actions('case-buttons', elements)];
}

function may(state: Case, event: CaseEventType): boolean {
  return staff.some((role) => mayDo(state, role).includes(event));
}

function internalButtons(state: Case, ended: boolean): Element[] {
  const { id } = state;
  const view = viewOf(state);
  const verdict = view !== undefined && view.confidence !== 'insufficient';
  const manage = button(cardActions.manage, words`Manage`, id);
  if (ended) return [...(view ? [why(id)] : []), manage];
  return [
    ...proofButtons(state),
    addEvidence(state),
    ...(state.owner ? [] : [button(cardActions.take, words`Take it`, id)]),
    ...(view ? [why(id)] : []),
    ...commandsButton(state),
    ...(verdict && view.confidence !== 'confirmed' && consentTarget(state)
      ? [button(cardActions.testSpan, words`Send test span`, id)]
      : []),
    ...(verdict && may(state, 'fix_declared')
      ? [button(cardActions.fixApplied, words`Fix applied`, id)]
      : []),
    ...(may(state, 'handed_off') && offersHandOff(state)
      ? [button(cardActions.handOff, words`Hand off`, id, view?.escalate ? { style: 'primary' } : {})]
      : []),
    manage,
  ];
}

/** Nothing here says what support or engineering do among themselves. */
function sharedButtons(state: Case, ended: boolean): Element[] {
  const manage = button(cardActions.manage, words`Manage`, state.id);
  if (ended) return [manage];
  return [...proofButtons(state), addEvidence(state), ...commandsButton(state), manage];
}

function commandsButton(state: Case): Element[] {
  return offersCommands(state) ? [button(cardActions.showCommands, words`Show commands`, state.id)] : [];
}

const why = (id: string) => button(cardActions.why, words`Why?`, id);

function addEvidence(state: Case): Element {
  const isAsked = ['new', 'collecting_evidence', 'waiting_on_customer'].includes(state.status);
  return button(cardActions.addEvidence, words`Add evidence`, state.id, isAsked ? { style: 'primary' } : {});
}

function proofButtons(state: Case): Element[] {
  if (state.proof?.state !== 'waiting_for_confirmation') return [];
  return [
    button(cardActions.proofWorks, words`It works now`, state.id, { style: 'primary' }),
    button(cardActions.proofBroken, words`Still broken`, state.id),
  ];
}

/** Escalation is offered when a rule holds; with a verdict it may still be overridden with a reason. */
function offersHandOff(state: Case): boolean {
  const last = state.handoffs.at(-1);
  if (last && (last.state === 'sent' || last.state === 'accepted')) return false;
  return state.diagnosis !== undefined;
}
