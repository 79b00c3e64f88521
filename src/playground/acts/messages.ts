/** Acts of people on messages: say, edit, delete. */
import type { Act, ActResult, Channel, Message, Person } from '../local-api.ts';
import { markUp } from '../state/escape.ts';
import { deleteMessage, editMessage, postMessage, slackMessage } from '../state/messages.ts';
import { isMember } from '../state/people.ts';
import { announce, fileInfo, newTicket, newTs } from '../state/state.ts';
import { actor, messageOf, openChannel, refuse, type World } from './world.ts';

type Of<K extends Act['act']> = Extract<Act, { act: K }>;

export function say(world: World, act: Of<'say'>): ActResult {
  const { state } = world;
  const person = actor(world, act.as);
  const channel = openChannel(world, person, act.channel);
  if (act.thread !== undefined) messageOf(world, channel, act.thread);
  const files = (act.files ?? []).map((id) => {
    const file = state.files.get(id);
    if (file === undefined) refuse('file_not_found', 'Upload the file first, then send it by its id.');
    return file;
  });
  if (act.text.trim() === '' && files.length === 0) refuse('no_text', 'Type something first.');
  const message = postMessage(state, {
    channel: channel.id,
    user: person.id,
    text: markUp(act.text, { people: state.people.values(), channels: state.channels.values() }),
    threadTs: act.thread,
    isBroadcast: act.broadcast ?? false,
    files: files.map(fileInfo),
  });
  for (const file of files) {
    file.shares.push({ channel: channel.id, ts: message.ts });
    announce(state, { kind: 'file', file: fileInfo(file) });
  }
  emitMessage(world, channel, person, message);
  return { ok: true, ts: message.ts, channel: channel.id };
}

export function channelType(channel: Channel): string {
  if (channel.isIm) return 'im';
  return channel.isPrivate ? 'group' : 'channel';
}

/** The bot hears only of conversations it is in. */
function emitMessage(world: World, channel: Channel, person: Person, message: Message): void {
  const { state, events } = world;
  if (!isMember(channel, state.app.botUser)) return;
  const { type: _type, metadata: _metadata, ...body } = slackMessage(state, message);
  const isForeign = person.team !== state.homeTeam;
  const shared = {
    ...body,
    client_msg_id: newTicket(),
    channel: channel.id,
    event_ts: message.ts,
    ...(isForeign
      ? { user_team: person.team, source_team: person.team, user_profile: { team: person.team } }
      : {}),
  };
  const about = { channel, team: isForeign ? person.team : undefined };
  if (message.text.includes(`<@${state.app.botUser}>`) && !channel.isIm) {
    events.emit({ ...shared, type: 'app_mention' }, about);
  }
  events.emit({ ...shared, type: 'message', channel_type: channelType(channel) }, about);
}

export function edit(world: World, act: Of<'edit-message'>): ActResult {
  const { state } = world;
  const person = actor(world, act.as);
  const channel = openChannel(world, person, act.channel);
  const message = messageOf(world, channel, act.ts);
  if (message.user !== person.id) refuse('cant_update_message', 'Only the author can edit a message.');
  const text = markUp(act.text, { people: state.people.values(), channels: state.channels.values() });
  const edited = editMessage(state, message, { text, editedTs: newTs(state) });
  emitChange(world, channel, 'message_changed', { message: slackMessage(state, edited) }, message);
  return { ok: true, ts: message.ts, channel: channel.id };
}

export function remove(world: World, act: Of<'delete-message'>): ActResult {
  const person = actor(world, act.as);
  const channel = openChannel(world, person, act.channel);
  const message = messageOf(world, channel, act.ts);
  if (message.user !== person.id && !person.isAdmin) {
    refuse('cant_delete_message', 'Only the author or an admin can delete a message. Act as one of them.');
  }
  deleteMessage(world.state, message);
  emitChange(world, channel, 'message_deleted', { deleted_ts: message.ts }, message);
  return { ok: true, ts: message.ts, channel: channel.id };
}

function emitChange(
  world: World,
  channel: Channel,
  subtype: string,
  extra: Record<string, unknown>,
  previous: Message,
): void {
  if (!isMember(channel, world.state.app.botUser)) return;
  const ts = newTs(world.state);
  world.events.emit(
    {
      type: 'message',
      subtype,
      hidden: true,
      channel: channel.id,
      channel_type: channelType(channel),
      ts,
      event_ts: ts,
      ...extra,
      previous_message: slackMessage(world.state, previous),
    },
    { channel },
  );
}
