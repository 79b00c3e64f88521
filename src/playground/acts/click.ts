/** Acts on elements: a click or a choice that goes to the app, and the options of an external select. */
import { outcome } from '../delivery/deliver.ts';
import {
  channelRef,
  common,
  ephemeralContainer,
  interaction,
  messageContainer,
  viewContainer,
} from '../delivery/interactions.ts';
import { offeredOptions } from '../limits/elements.ts';
import { type Fields, isFields } from '../limits/rule.ts';
import type {
  Act,
  ActResult,
  Block,
  Channel,
  InputValue,
  InputValues,
  Person,
  Surface,
  View,
} from '../local-api.ts';
import { slackMessage } from '../state/messages.ts';
import { newResponseUrl, newTrigger } from '../state/tickets.ts';
import { findElement, slackValue, slackValues } from '../state/values.ts';
import { changeView, resolver, slackView } from '../state/views.ts';
import { report, trouble } from './entry.ts';
import { actor, channelOf, messageOf, nowTs, openChannel, refuse, type World } from './world.ts';

type Of<K extends Act['act']> = Extract<Act, { act: K }>;

/** Where the element stands: its blocks, and the part of the payload that says so. */
type Place = {
  blocks: Block[];
  channel?: Channel;
  view?: View;
  describe(values: InputValues): Fields;
};

export async function click(world: World, act: Of<'click'>): Promise<ActResult> {
  const { state } = world;
  const person = actor(world, act.as);
  const place = placeOf(world, person, act.on);
  const element = elementOf(place, act.block, act.action);
  const values = mergeValues(place.view?.values ?? {}, act.values ?? {}, element, act);
  if (place.view !== undefined) changeView(state, place.view, { values });
  const action = {
    action_id: act.action,
    block_id: act.block,
    ...actionFields(world, place, element, act.value ?? null),
    action_ts: nowTs(state),
  };
  const payload = {
    ...common(state, person, 'block_actions'),
    trigger_id: newTrigger(state, person.id),
    ...place.describe(values),
    actions: [action],
  };
  const reply = await world.courier.deliver(
    interaction('block-actions', `block_actions ${act.action}`, payload),
  );
  const delivery = outcome(reply, trouble);
  const messageTs = 'message' in act.on ? act.on.message.ts : undefined;
  report(world, person, delivery, {
    ...(place.channel === undefined ? {} : { channel: place.channel.id }),
    ...(messageTs === undefined ? {} : { messageTs }),
  });
  return { ok: true, delivery };
}

export async function suggest(world: World, act: Of<'suggest'>): Promise<ActResult> {
  const { state } = world;
  const person = actor(world, act.as);
  const place = placeOf(world, person, act.on);
  elementOf(place, act.block, act.action);
  const payload = {
    ...common(state, person, 'block_suggestion'),
    action_id: act.action,
    block_id: act.block,
    value: act.typed,
    ...place.describe(place.view?.values ?? {}),
  };
  const reply = await world.courier.deliver(
    interaction('block-suggestion', `block_suggestion ${act.action}`, payload),
  );
  const options = reply.ok && isFields(reply.body) ? offeredOptions(reply.body) : [];
  for (const option of options) state.offered.set(String(option['value']), option);
  return {
    ok: true,
    delivery: outcome(reply, trouble),
    options: options.map((one) => ({
      text: isFields(one['text']) ? String(one['text']['text']) : '',
      value: String(one['value']),
    })),
  };
}

function elementOf(place: Place, block: string, action: string): Fields {
  const element = findElement(place.blocks, block, action);
  if (element === undefined)
    refuse('element_not_found', 'That element is not there any more. Look at the current message or view.');
  return element;
}

function placeOf(world: World, person: Person, on: Surface): Place {
  if ('view' in on) return viewPlace(world, person, on.view);
  if ('ephemeral' in on) return ephemeralPlace(world, person, on.ephemeral);
  return messagePlace(world, person, on.message.channel, on.message.ts);
}

function viewPlace(world: World, person: Person, id: string): Place {
  const { state } = world;
  const view = state.views.get(id);
  if (view === undefined || view.person !== person.id) {
    refuse('view_not_found', 'That view is closed. Open it again.');
  }
  return {
    blocks: view.blocks,
    view,
    describe: () => ({ container: viewContainer(view), view: slackView(state, state.views.get(id) ?? view) }),
  };
}

function messagePlace(world: World, person: Person, channelKey: string, ts: string): Place {
  const { state } = world;
  const channel = openChannel(world, person, channelKey);
  const message = messageOf(world, channel, ts);
  return {
    blocks: message.blocks,
    channel,
    describe: (values) => ({
      container: messageContainer(message),
      channel: channelRef(channel),
      message: slackMessage(state, message, false),
      state: { values: slackValues(message.blocks, values, resolver(state, message.blocks)) },
      response_url: newResponseUrl(state, 'actions', {
        channel: channel.id,
        person: person.id,
        message: { ts },
      }),
    }),
  };
}

function ephemeralPlace(world: World, person: Person, id: string): Place {
  const { state } = world;
  const ephemeral = state.ephemerals.get(id);
  if (ephemeral === undefined || ephemeral.to !== person.id) {
    refuse('message_not_found', 'That message was dismissed or is not shown to this person.');
  }
  const channel = channelOf(world, ephemeral.channel);
  return {
    blocks: ephemeral.blocks,
    channel,
    describe: (values) => ({
      container: ephemeralContainer(ephemeral),
      channel: channelRef(channel),
      state: { values: slackValues(ephemeral.blocks, values, resolver(state, ephemeral.blocks)) },
      response_url: newResponseUrl(state, 'actions', {
        channel: channel.id,
        person: person.id,
        message: { ts: ephemeral.ts, ephemeral: id },
      }),
    }),
  };
}

function mergeValues(
  current: InputValues,
  given: InputValues,
  element: Fields,
  act: Of<'click'>,
): InputValues {
  const merged: InputValues = structuredClone(current);
  for (const [block, byAction] of Object.entries(given)) merged[block] = { ...merged[block], ...byAction };
  if (act.value !== undefined && element['type'] !== 'button' && element['type'] !== 'overflow') {
    merged[act.block] = { ...merged[act.block], [act.action]: act.value };
  }
  return merged;
}

function actionFields(world: World, place: Place, element: Fields, value: InputValue): Fields {
  const type = String(element['type']);
  const copied = (...names: string[]) =>
    Object.fromEntries(
      names.filter((name) => element[name] !== undefined).map((name) => [name, element[name]]),
    );
  if (type === 'button') return { type, ...copied('text', 'value', 'url', 'style') };
  if (type === 'overflow') {
    const chosen = offeredOptions(element).find((option) => option['value'] === value);
    if (chosen === undefined) refuse('option_not_found', 'Choose one of the offered options.');
    return { type, selected_option: chosen };
  }
  return {
    ...copied('placeholder', 'initial_option', 'initial_options'),
    ...slackValue(element, value, resolver(world.state, place.blocks)),
  };
}
