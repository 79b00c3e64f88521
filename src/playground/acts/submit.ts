/** Acts on a modal as a whole: fill, submit, close; and what the app's answer does to it. */
import { outcome, type Reply } from '../delivery/deliver.ts';
import { viewEvent } from '../delivery/interactions.ts';
import { checkView } from '../limits/payload.ts';
import { isFields } from '../limits/rule.ts';
import type { Act, ActResult, InputValues, Person, View } from '../local-api.ts';
import { newTrigger } from '../state/tickets.ts';
import { slots } from '../state/values.ts';
import { canPush, changeView, closeViews, pushView, replaceView, topView } from '../state/views.ts';
import { formErrors } from './form.ts';
import { actor, refuse, type World } from './world.ts';

type Of<K extends Act['act']> = Extract<Act, { act: K }>;

/** Slack's own line in a modal whose app failed. */
const TROUBLE = 'We had some trouble connecting. Try again?';

function visibleView(world: World, person: Person, id: string): View {
  const view = world.state.views.get(id);
  if (view === undefined || view.person !== person.id || view.type !== 'modal') {
    refuse('view_not_found', 'That form is closed. Open it again.');
  }
  if (topView(world.state, person.id)?.id !== id) {
    refuse('view_not_on_top', 'Another form lies on top of it. Finish or close that one first.');
  }
  return view;
}

export function fill(world: World, act: Of<'fill'>): ActResult {
  const person = actor(world, act.as);
  const view = visibleView(world, person, act.view);
  changeView(world.state, view, { values: merged(view, act.values) });
  return { ok: true };
}

function merged(view: View, values: InputValues): InputValues {
  const known = new Set(slots(view.blocks).map((slot) => `${slot.block} ${slot.action}`));
  const next = structuredClone(view.values);
  for (const [block, byAction] of Object.entries(values)) {
    for (const [action, value] of Object.entries(byAction)) {
      if (!known.has(`${block} ${action}`)) {
        refuse('element_not_found', `The form has no input "${action}" in block "${block}".`);
      }
      next[block] = { ...next[block], [action]: value };
    }
  }
  return next;
}

export async function submit(world: World, act: Of<'submit'>): Promise<ActResult> {
  const { state } = world;
  const person = actor(world, act.as);
  const open = visibleView(world, person, act.view);
  if (open.submit === null) refuse('no_submit', 'This form has no submit button.');
  const values = act.values === undefined ? open.values : merged(open, act.values);
  const errors = formErrors(open.blocks, values);
  const view = changeView(state, open, { values, errors, notice: null });
  if (Object.keys(errors).length > 0) {
    refuse(
      'incomplete_form',
      Object.entries(errors)
        .map(([block, text]) => `${block}: ${text}`)
        .join(' '),
    );
  }
  changeView(state, view, { isSubmitting: true });
  const reply = await world.courier.deliver(
    viewEvent(state, person, view, { triggerId: newTrigger(state, person.id) }),
  );
  const current = state.views.get(view.id);
  if (current !== undefined) {
    const released = changeView(state, current, { isSubmitting: false });
    applyAnswer(world, person, released, reply);
  }
  return { ok: true, delivery: outcome(reply, () => TROUBLE) };
}

/** Nothing: this view closes. errors, update, push, clear: as they say. Anything else is the app's mistake. */
function applyAnswer(world: World, person: Person, view: View, reply: Reply): void {
  const { state } = world;
  const trouble = () => {
    changeView(state, view, { notice: TROUBLE });
  };
  if (!reply.ok) {
    trouble();
    return;
  }
  if (reply.body === null || (isFields(reply.body) && Object.keys(reply.body).length === 0)) {
    closeViews(state, person.id, false);
    return;
  }
  if (!isFields(reply.body)) {
    trouble();
    return;
  }
  const { response_action: action, view: next, errors } = reply.body;
  if (action === 'clear') closeViews(state, person.id, true);
  else if (action === 'errors') showErrors(world, view, errors, trouble);
  else if ((action === 'update' || action === 'push') && isFields(next) && checkView(next) === null) {
    if (action === 'update') replaceView(state, view, next);
    else if (canPush(state, person.id)) pushView(state, person.id, next);
    else trouble();
  } else trouble();
}

/** Keys must be input blocks of this very view; Slack refuses the answer otherwise. */
function showErrors(world: World, view: View, errors: unknown, trouble: () => void): void {
  const inputs = new Set(
    view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id),
  );
  const entries = isFields(errors) ? Object.entries(errors) : [];
  const isValid =
    entries.length > 0 && entries.every(([block, text]) => inputs.has(block) && typeof text === 'string');
  if (!isValid) {
    trouble();
    return;
  }
  changeView(world.state, view, {
    errors: Object.fromEntries(entries.map(([block, text]) => [block, String(text)])),
  });
}

export async function close(world: World, act: Of<'close'>): Promise<ActResult> {
  const { state } = world;
  const person = actor(world, act.as);
  const view = visibleView(world, person, act.view);
  const all = (act.all ?? false) || view.clearOnClose;
  const closed = closeViews(state, person.id, all);
  const told = closed
    .filter((one) => one.notifyOnClose)
    .map((one) => world.courier.deliver(viewEvent(state, person, one, { isCleared: all })));
  await Promise.all(told);
  return { ok: true };
}
