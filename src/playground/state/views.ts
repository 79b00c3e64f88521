/** Modals on a person's stack and Home tabs: opened, pushed, updated, closed. */
import { elementsIn } from '../limits/payload.ts';
import { type Fields, isFields } from '../limits/rule.ts';
import type { Block, Id, View } from '../local-api.ts';
import { slackFileRef } from './files.ts';
import { fillBlockIds } from './messages.ts';
import { announce, newId, newTicket, type State } from './state.ts';
import { type Resolve, slackValues, startingValues } from './values.ts';

const STACK = 3;

export function stackOf(state: State, person: Id): Id[] {
  return state.stacks.get(person) ?? [];
}

export function topView(state: State, person: Id): View | undefined {
  return state.views.get(stackOf(state, person).at(-1) ?? '');
}

export function announceStack(state: State, person: Id): void {
  const stack = stackOf(state, person).flatMap((id) => state.views.get(id) ?? []);
  announce(state, { kind: 'modals', person, stack });
}

function newHash(state: State): string {
  return `${Math.floor(state.clock.now() / 1_000)}.${newTicket().slice(0, 8)}`;
}

/** What the bot may set, read from its JSON, which the limits have passed already. */
function written(
  state: State,
  json: Fields,
): Pick<
  View,
  | 'title'
  | 'submit'
  | 'close'
  | 'blocks'
  | 'callbackId'
  | 'privateMetadata'
  | 'externalId'
  | 'notifyOnClose'
  | 'clearOnClose'
  | 'submitDisabled'
> {
  const text = (name: string) => (typeof json[name] === 'string' ? json[name] : '');
  const label = (name: string) => {
    const object = json[name];
    return isFields(object) && typeof object['text'] === 'string' ? object['text'] : null;
  };
  return {
    title: label('title') ?? '',
    submit: label('submit'),
    close: label('close'),
    // The limits made sure that every block is an object with a known type.
    blocks: fillBlockIds(state, (json['blocks'] ?? []) as Block[]),
    callbackId: text('callback_id'),
    privateMetadata: text('private_metadata'),
    externalId: text('external_id'),
    notifyOnClose: json['notify_on_close'] === true,
    clearOnClose: json['clear_on_close'] === true,
    submitDisabled: json['submit_disabled'] === true,
  };
}

function newView(state: State, person: Id, json: Fields): View {
  const id = newId(state, 'V');
  const fields = written(state, json);
  return {
    id,
    type: json['type'] === 'home' ? 'home' : 'modal',
    person,
    ...fields,
    hash: newHash(state),
    rootView: id,
    previousView: null,
    values: startingValues(fields.blocks, {}),
    errors: {},
    notice: null,
    isSubmitting: false,
  };
}

/** A new root; whatever was open for that person is gone, as in Slack. */
export function openView(state: State, person: Id, json: Fields): View {
  for (const id of stackOf(state, person)) state.views.delete(id);
  const view = newView(state, person, json);
  state.views.set(view.id, view);
  state.stacks.set(person, [view.id]);
  announceStack(state, person);
  return view;
}

export function canPush(state: State, person: Id): boolean {
  return stackOf(state, person).length < STACK;
}

export function pushView(state: State, person: Id, json: Fields): View {
  const stack = stackOf(state, person);
  const view = { ...newView(state, person, json), previousView: stack.at(-1) ?? null };
  view.rootView = stack[0] ?? view.id;
  state.views.set(view.id, view);
  state.stacks.set(person, [...stack, view.id]);
  announceStack(state, person);
  return view;
}

/** What a person typed survives where block_id and action_id are unchanged. */
export function replaceView(state: State, view: View, json: Fields): View {
  const fields = written(state, json);
  const next: View = {
    ...view,
    ...fields,
    hash: newHash(state),
    values: startingValues(fields.blocks, view.values),
    errors: {},
    notice: null,
  };
  state.views.set(view.id, next);
  tell(state, next);
  return next;
}

export function changeView(state: State, view: View, changes: Partial<View>): View {
  const current = state.views.get(view.id) ?? view;
  const next = { ...current, ...changes };
  if (!state.views.has(view.id)) return next;
  state.views.set(view.id, next);
  tell(state, next);
  return next;
}

function tell(state: State, view: View): void {
  if (view.type === 'home') announce(state, { kind: 'home', person: view.person, view });
  else announceStack(state, view.person);
}

export function publishHome(state: State, person: Id, json: Fields): View {
  const current = state.views.get(state.homes.get(person) ?? '');
  if (current !== undefined) return replaceView(state, current, json);
  const view = newView(state, person, json);
  state.views.set(view.id, view);
  state.homes.set(person, view.id);
  announce(state, { kind: 'home', person, view });
  return view;
}

/** Closes the top view, or all of them; gives back what was closed, top first. */
export function closeViews(state: State, person: Id, all: boolean): View[] {
  const stack = stackOf(state, person);
  const kept = all ? [] : stack.slice(0, -1);
  const closed = stack.slice(kept.length).reverse();
  state.stacks.set(person, kept);
  const views = closed.flatMap((id) => state.views.get(id) ?? []);
  for (const id of closed) state.views.delete(id);
  announceStack(state, person);
  return views;
}

export function resolver(state: State, blocks: Block[]): Resolve {
  return {
    file: (id) => slackFileRef(state, id),
    // External selects know their initial options only; later choices were offered by the bot.
    remembered: (value) => state.offered.get(value) ?? initialOption(blocks, value),
  };
}

function initialOption(blocks: Block[], value: string): Fields | undefined {
  return blocks
    .flatMap((block) => elementsIn(block))
    .flatMap((element) => [element['initial_option'], ...asList(element['initial_options'])])
    .filter(isFields)
    .find((option) => option['value'] === value);
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The view object of API answers and interaction payloads. */
export function slackView(state: State, view: View): Record<string, unknown> {
  const plain = (text: string | null) => (text === null ? null : { type: 'plain_text', text, emoji: true });
  return {
    id: view.id,
    // Of the person, who may belong elsewhere; app_installed_team_id below says whose app it is.
    team_id: state.people.get(view.person)?.team ?? state.homeTeam,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: slackValues(view.blocks, view.values, resolver(state, view.blocks)) },
    hash: view.hash,
    title: plain(view.title),
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: plain(view.close),
    submit: plain(view.submit),
    previous_view_id: view.previousView,
    root_view_id: view.rootView,
    app_id: state.app.id,
    external_id: view.externalId,
    app_installed_team_id: state.homeTeam,
    bot_id: state.botId,
  };
}
