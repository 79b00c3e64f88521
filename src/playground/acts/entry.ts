/** Acts that call the app by name: slash command, message shortcut, global shortcut, Home tab. */
import { outcome, type Reply } from '../delivery/deliver.ts';
import { channelRef, commandParcel, common, interaction } from '../delivery/interactions.ts';
import { checkMessageBlocks } from '../limits/payload.ts';
import { isFields } from '../limits/rule.ts';
import type { Act, ActResult, Block, Channel, Delivery, Person } from '../local-api.ts';
import { escapesText } from '../manifest.ts';
import { openDm } from '../state/channels.ts';
import { SLACKBOT } from '../state/create.ts';
import { escapeText, markUp } from '../state/escape.ts';
import { postEphemeral, postMessage, slackMessage } from '../state/messages.ts';
import { newTs } from '../state/state.ts';
import { newResponseUrl, newTrigger } from '../state/tickets.ts';
import { slackView } from '../state/views.ts';
import { actor, atHome, messageOf, nowTs, openChannel, refuse, tell, type World } from './world.ts';

type Of<K extends Act['act']> = Extract<Act, { act: K }>;

export async function command(world: World, act: Of<'command'>): Promise<ActResult> {
  const { state } = world;
  const person = actor(world, act.as);
  atHome(world, person, 'commands');
  const channel = openChannel(world, person, act.channel);
  if (!state.app.commands.some((one) => one.command === act.command)) {
    refuse('unknown_command', `${act.command} is not a command of the app. Check its spelling.`);
  }
  const names = { people: state.people.values(), channels: state.channels.values() };
  const text = escapesText(state.manifest, act.command)
    ? withNames(world, markUp(act.text, names))
    : escapeText(act.text);
  const reply = await world.courier.deliver(
    commandParcel(state, {
      person,
      channel,
      command: act.command,
      text: text.trim(),
      triggerId: newTrigger(state, person.id),
      responseUrl: newResponseUrl(state, 'commands', { channel: channel.id, person: person.id }),
    }),
  );
  const delivery = outcome(reply, (error) => `${act.command} failed with the error "${error}"`);
  if (delivery.state === 'failed') fromSlackbot(world, person, channel, delivery.shown);
  else if (reply.ok) showCommandReply(world, person, channel, reply);
  return { ok: true, channel: channel.id, delivery };
}

/** Commands get `<@U1|handle>` where messages get `<@U1>`. */
function withNames(world: World, text: string): string {
  return text.replace(
    /<@([UW]\w+)>/g,
    (_all, id: string) => `<@${id}|${world.state.people.get(id)?.handle ?? id}>`,
  );
}

function fromSlackbot(world: World, person: Person, channel: Channel, text: string): void {
  postEphemeral(world.state, { to: person.id, channel: channel.id, user: SLACKBOT, text });
}

/** The body of the acknowledgement is itself a message, shown to the person unless it says otherwise. */
function showCommandReply(
  world: World,
  person: Person,
  channel: Channel,
  reply: Extract<Reply, { ok: true }>,
): void {
  const body = typeof reply.body === 'string' ? { text: reply.body } : reply.body;
  if (!isFields(body) || (body['text'] === undefined && body['blocks'] === undefined)) return;
  const text = typeof body['text'] === 'string' ? body['text'] : '';
  const blocks = body['blocks'] ?? [];
  const verdict = checkMessageBlocks(blocks);
  if (verdict !== null) {
    fromSlackbot(
      world,
      person,
      channel,
      `The app answered with blocks that Slack refuses (${verdict.error}).`,
    );
    return;
  }
  // The limits have just been held against every block.
  const content = { channel: channel.id, user: world.state.app.botUser, text, blocks: blocks as Block[] };
  if (body['response_type'] === 'in_channel') postMessage(world.state, content);
  else postEphemeral(world.state, { ...content, to: person.id });
}

export async function messageShortcut(world: World, act: Of<'message-shortcut'>): Promise<ActResult> {
  const { state } = world;
  const person = actor(world, act.as);
  atHome(world, person, 'shortcuts');
  const channel = openChannel(world, person, act.channel);
  const message = messageOf(world, channel, act.ts);
  if (!state.app.messageShortcuts.some((one) => one.callbackId === act.callbackId))
    unknownShortcut(act.callbackId);
  const payload = {
    ...common(state, person, 'message_action'),
    callback_id: act.callbackId,
    trigger_id: newTrigger(state, person.id),
    action_ts: nowTs(state),
    message_ts: message.ts,
    response_url: newResponseUrl(state, 'actions', { channel: channel.id, person: person.id }),
    channel: channelRef(channel),
    message: slackMessage(state, message, false),
  };
  const reply = await world.courier.deliver(
    interaction('message-action', `message_action ${act.callbackId}`, payload),
  );
  const delivery = outcome(reply, trouble);
  report(world, person, delivery, { channel: channel.id, messageTs: message.ts });
  return { ok: true, channel: channel.id, ts: message.ts, delivery };
}

export async function globalShortcut(world: World, act: Of<'global-shortcut'>): Promise<ActResult> {
  const { state } = world;
  const person = actor(world, act.as);
  atHome(world, person, 'shortcuts');
  if (!state.app.globalShortcuts.some((one) => one.callbackId === act.callbackId))
    unknownShortcut(act.callbackId);
  const payload = {
    ...common(state, person, 'shortcut'),
    callback_id: act.callbackId,
    trigger_id: newTrigger(state, person.id),
    action_ts: nowTs(state),
  };
  const reply = await world.courier.deliver(interaction('shortcut', `shortcut ${act.callbackId}`, payload));
  const delivery = outcome(reply, trouble);
  report(world, person, delivery, {});
  return { ok: true, delivery };
}

function unknownShortcut(callbackId: string): never {
  refuse('unknown_shortcut', `The app's manifest has no shortcut "${callbackId}".`);
}

/** What Slack's client says when an interaction fails. */
export function trouble(error: string): string {
  return error === 'operation_timeout'
    ? 'The app did not answer within 3 seconds (operation_timeout). Try again.'
    : 'The app could not be reached or answered with an error (dispatch_failed). Try again.';
}

export function report(
  world: World,
  person: Person,
  delivery: Delivery,
  at: { channel?: string; messageTs?: string },
): void {
  if (delivery.state === 'failed') tell(world.state, person.id, delivery.error, delivery.shown, at);
}

export function openHome(world: World, act: Of<'open-home'>): ActResult {
  const { state } = world;
  const person = actor(world, act.as);
  atHome(world, person, 'Home tab');
  const tab = act.tab ?? 'home';
  const channel = openDm(state, person.id, state.app.botUser);
  const view = state.views.get(state.homes.get(person.id) ?? '');
  world.events.emit({
    type: 'app_home_opened',
    user: person.id,
    channel: channel.id,
    tab,
    ...(view !== undefined && tab === 'home' ? { view: slackView(state, view) } : {}),
    event_ts: newTs(state),
  });
  return { ok: true, channel: channel.id };
}
