import {
  actions,
  type Block,
  button,
  type Choice,
  input,
  lines,
  staticSelect,
  textInput,
  userSelect,
} from '../blockkit/build.ts';
import { mayDo } from '../cases/apply.ts';
import type { Actor, Case, Role } from '../cases/case.ts';
import type { CaseEvent, CaseEventType } from '../cases/events.ts';
import { mayForget } from '../cases/roles.ts';
import { statusWord } from '../cases/status-word.ts';
import type { ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { cardActions } from '../summary/buttons.ts';
import { consentTarget } from '../summary/consent.ts';

/** "Manage": everything support may do with a case that has no button of its own. Builder and decoder over one table. */

export const manageCallback = 'case_manage_form';
export const forgetAction = 'case_forget';
export const fixCallback = 'case_fix_form';

const doBlock = 'manage-do';
const textBlock = 'manage-text';
const personBlock = 'manage-person';
const hoursBlock = 'manage-hours';
const requestBlock = 'manage-request';
const fixBlock = 'fix-text';

interface Wish {
  event: CaseEventType;
  text: Redacted;
  needs?: 'text' | 'person' | 'hours' | 'case' | 'request';
}

/** In the order a person looks for them. */
const wishes = {
  note: { event: 'noted', text: words`Add an internal note`, needs: 'text' },
  tell: { event: 'noted', text: words`Post a reply in the thread`, needs: 'text' },
  ask: { event: 'asked_customer', text: words`Wait on the customer, and say for what`, needs: 'text' },
  answered: { event: 'customer_answered', text: words`The customer has answered` },
  tick: { event: 'checklist_ticked', text: words`Tick off a request of engineering`, needs: 'request' },
  take: { event: 'taken', text: words`Own this case` },
  assign: { event: 'assigned', text: words`Give it to somebody`, needs: 'person' },
  promise: { event: 'update_promised', text: words`Promise the next update`, needs: 'hours' },
  snooze: { event: 'snoozed', text: words`No reminders for a while`, needs: 'hours' },
  resolve: { event: 'resolved', text: words`Resolve, with the reason`, needs: 'text' },
  withdraw: { event: 'withdrawn', text: words`Withdraw, with the reason`, needs: 'text' },
  duplicate: { event: 'marked_duplicate', text: words`Mark as duplicate of a case`, needs: 'case' },
  reopen: { event: 'reopened', text: words`Reopen, with the reason`, needs: 'text' },
} as const satisfies Record<string, Wish>;
export type WishName = keyof typeof wishes;
// Object.keys() widens to string; the table has exactly these names.
const wishNames = Object.keys(wishes) as WishName[];

const hours: readonly Choice[] = [
  { value: '1', text: words`1 hour` },
  { value: '4', text: words`4 hours` },
  { value: '24', text: words`1 day` },
  { value: '72', text: words`3 days` },
  { value: '168', text: words`1 week` },
];

export function buildManage(state: Case, role: Role, wish?: WishName): ModalView {
  const may = mayDo(state, role);
  const requests = openRequests(state);
  const choices = wishNames
    .filter((name) => may.includes(wishes[name].event))
    .filter((name) => name !== 'tick' || requests.length > 0)
    .map((name) => ({ value: name, text: wishes[name].text }));
  return {
    callback_id: manageCallback,
    title: words`Manage ${idWord(state.id)}`,
    submit: words`Do it`,
    close: words`Cancel`,
    metadata: { case: state.id },
    blocks: [
      lines([{ text: words`${statusWord(state.status)}: `, style: 'bold' }, { text: state.title }]),
      ...shortcuts(state, may),
      input(
        doBlock,
        words`What do you want to do?`,
        staticSelect('manage_do', words`Choose`, choices, wish),
        { optional: false },
      ),
      input(textBlock, words`Text or reason`, textInput('manage_text', { multiline: true, most: 2000 }), {
        hint: words`For a note, a question, a reason, or the number of the other case, such as T-7.`,
      }),
      input(personBlock, words`Person`, userSelect('manage_person', words`Choose a person`), {
        hint: words`For "${wishes.assign.text}".`,
      }),
      input(hoursBlock, words`Time`, staticSelect('manage_hours', words`Choose`, hours), {
        hint: words`For "${wishes.promise.text}" and "${wishes.snooze.text}".`,
      }),
      ...(requests.length > 0 && may.includes('checklist_ticked')
        ? [
            input(
              requestBlock,
              words`Request of engineering`,
              staticSelect('manage_request', words`To tick off`, requests),
            ),
          ]
        : []),
      ...(mayForget(role) ? [actions('manage-forget', [forgetButton(state)])] : []),
    ],
  };
}

/** What engineering asked for and nobody has brought yet. Evidence ticks its own request; the rest is a person's to judge. */
function openRequests(state: Case): Choice[] {
  const last = state.handoffs.at(-1);
  if (last?.state !== 'returned') return [];
  return last.checklist.flatMap(({ text, done }, index) =>
    done ? [] : [{ value: `${last.number} ${index}`, text }],
  );
}

export function forgetButton(state: Case) {
  return button(forgetAction, words`Forget this case`, state.id, {
    style: 'danger',
    confirm: {
      title: words`Forget ${idWord(state.id)}?`,
      text: words`The case, its evidence and the bot's messages and files are deleted at once. This cannot be undone.`,
      confirm: words`Forget it`,
    },
  });
}

/** In a shared channel the card has none of these; the history is too long for any card. */
function shortcuts(state: Case, may: readonly CaseEventType[]): Block[] {
  const { id } = state;
  const offered = [
    button(cardActions.history, words`History`, id),
    ...(state.diagnosis ? [button(cardActions.why, words`Why?`, id)] : []),
    ...(state.diagnosis && may.includes('fix_declared')
      ? [button(cardActions.fixApplied, words`Fix applied`, id)]
      : []),
    ...(may.includes('handed_off') && state.diagnosis
      ? [button(cardActions.handOff, words`Hand off`, id)]
      : []),
    ...(may.includes('consent_given') && consentTarget(state)
      ? [button(cardActions.testSpan, words`Send test span`, id)]
      : []),
  ];
  return [actions('manage-shortcuts', offered)];
}

export type FormValues = Readonly<Record<string, { text?: string; option?: string; user?: string }>>;

export interface Managed {
  wish: WishName;
  text?: string;
  person?: string;
  hours?: number;
  request?: { number: number; index: number };
}

export type DecodedManage = { ok: true; managed: Managed } | { ok: false; errors: Record<string, Redacted> };

export function decodeManage(values: FormValues): DecodedManage {
  const wish = wishNames.find((name) => name === values[doBlock]?.option);
  if (!wish) return { ok: false, errors: { [doBlock]: words`Choose what to do.` } };
  const text = values[textBlock]?.text?.trim();
  const person = values[personBlock]?.user;
  const chosen = values[hoursBlock]?.option;
  const spec: Wish = wishes[wish];
  if (spec.needs === 'text' && !text)
    return { ok: false, errors: { [textBlock]: words`Write the text or the reason.` } };
  if (spec.needs === 'case' && !/^\s*T-?\d{1,15}\s*$/i.test(text ?? ''))
    return { ok: false, errors: { [textBlock]: words`Write the number of the other case, such as T-7.` } };
  if (spec.needs === 'person' && !person)
    return { ok: false, errors: { [personBlock]: words`Choose a person.` } };
  const request = /^(\d+) (\d+)$/.exec(values[requestBlock]?.option ?? '');
  if (spec.needs === 'request' && !request)
    return { ok: false, errors: { [requestBlock]: words`Choose a request.` } };
  if (spec.needs === 'hours' && !chosen)
    return { ok: false, errors: { [hoursBlock]: words`Choose a time.` } };
  return {
    ok: true,
    managed: {
      wish,
      ...(text && { text }),
      ...(person && { person }),
      ...(chosen && { hours: Number(chosen) }),
      ...(request && { request: { number: Number(request[1]), index: Number(request[2]) } }),
    },
  };
}

export const otherMissing: Record<string, Redacted> = {
  [textBlock]: words`There is no case with this number. Search for it in the bot's Home.`,
};

/** The list of the form holds everybody in the workspace. */
export const cannotOwn = words`Only support or the operator can own a case. Choose one of them.`;
export const personRefused: Record<string, Redacted> = { [personBlock]: cannotOwn };

/** `text` is cleared by now. */
export function manageEvent(
  { wish, person = '', hours: count = 0, request = { number: 0, index: 0 } }: Omit<Managed, 'text'>,
  text: Redacted,
  by: Actor,
  at: number,
): CaseEvent {
  const until = at + count * 3_600_000;
  switch (wish) {
    case 'note':
      return { type: 'noted', by, at, text, internal: true };
    case 'tell':
      return { type: 'noted', by, at, text, internal: false };
    case 'ask':
      return { type: 'asked_customer', by, at, reason: text };
    case 'answered':
      return { type: 'customer_answered', by, at };
    case 'tick':
      return { type: 'checklist_ticked', by, at, ...request, done: true };
    case 'take':
      return { type: 'taken', by, at };
    case 'assign':
      return { type: 'assigned', by, at, to: person };
    case 'promise':
      return { type: 'update_promised', by, at, due: until };
    case 'snooze':
      return { type: 'snoozed', by, at, until };
    case 'resolve':
      return { type: 'resolved', by, at, reason: text };
    case 'withdraw':
      return { type: 'withdrawn', by, at, reason: text };
    case 'duplicate':
      return { type: 'marked_duplicate', by, at, of: caseIdIn(text) ?? 'T-0' };
    case 'reopen':
      return { type: 'reopened', by, at, reason: text };
  }
}

/** `T-7`, `t7`, `T 7`. */
export function caseIdIn(text: string): string | undefined {
  const number = /^\s*T[- ]?(\d{1,15})\b/i.exec(text)?.[1];
  return number === undefined ? undefined : `T-${Number(number)}`;
}

export function buildFix(state: Case): ModalView {
  return {
    callback_id: fixCallback,
    title: words`Fix applied`,
    submit: words`Prove it`,
    close: words`Cancel`,
    metadata: { case: state.id },
    blocks: [
      lines([
        { text: words`The proof runs now and shows before and after. If it fails, the case is open again.` },
      ]),
      input(
        fixBlock,
        words`What was changed?`,
        textInput('fix_text', { multiline: true, most: 1000, focus: true }),
        {
          optional: false,
          hint: words`In the past tense: the simulation output ID is sent now.`,
        },
      ),
    ],
  };
}

export function decodeFix(values: FormValues): string | undefined {
  return values[fixBlock]?.text?.trim() || undefined;
}

export const fixMissing: Record<string, Redacted> = { [fixBlock]: words`Say what was changed.` };
