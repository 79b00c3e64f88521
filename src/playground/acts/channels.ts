/** Acts on channels and people: come, go, archive, share, deactivate; and on the app itself. */
import type { Act, ActResult, Channel, Person } from '../local-api.ts';
import { changeChannel, createChannel, openDm, setMember } from '../state/channels.ts';
import { findPerson, isMember } from '../state/people.ts';
import { announce, newTs } from '../state/state.ts';
import { actor, channelOf, openChannel, refuse, type World } from './world.ts';

type Of<K extends Act['act']> = Extract<Act, { act: K }>;

export function create(world: World, act: Of<'create-channel'>): ActResult {
  const person = actor(world, act.as);
  const name = freeName(world, act.name);
  const channel = createChannel(world.state, name, act.isPrivate ?? false, person.id);
  return { ok: true, channel: channel.id };
}

function freeName(world: World, typed: string): string {
  const name = typed.replace(/^#/, '').trim().toLowerCase();
  if (!/^[a-z0-9_-]{1,80}$/.test(name)) {
    refuse('invalid_name', 'Use 1 to 80 letters, digits, hyphens or underscores for the name.');
  }
  if ([...world.state.channels.values()].some((one) => one.name === name)) {
    refuse('name_taken', `#${name} exists already. Choose another name.`);
  }
  return name;
}

export function rename(world: World, act: Of<'rename'>): ActResult {
  const { state, events } = world;
  const person = actor(world, act.as);
  const name = freeName(world, act.name);
  const channel = changeChannel(state, openChannel(world, person, act.channel), { name });
  const type = channel.isPrivate ? 'group_rename' : 'channel_rename';
  // Unlike its neighbours, this event carries the channel as an object.
  const renamed = { id: channel.id, name, created: 1_764_000_000 };
  events.emit({ type, channel: renamed, event_ts: newTs(state) }, { channel });
  return { ok: true, channel: channel.id };
}

/** The channel keeps its id and its members, and Slack tells no app of it. */
export function makePrivate(world: World, act: Of<'make-private'>): ActResult {
  const person = actor(world, act.as);
  const channel = openChannel(world, person, act.channel);
  changeChannel(world.state, channel, { isPrivate: true });
  return { ok: true, channel: channel.id };
}

export function dm(world: World, act: Of<'open-dm'>): ActResult {
  const person = actor(world, act.as);
  return { ok: true, channel: openDm(world.state, person.id, someone(world, act.person).id).id };
}

export function join(world: World, act: Of<'join'>): ActResult {
  const person = actor(world, act.as);
  const channel = channelOf(world, act.channel);
  if (channel.isPrivate || person.isGuest || !channel.teams.includes(person.team)) {
    refuse('not_allowed', `${person.name} has to be invited to #${channel.name}.`);
  }
  return enter(world, channel, person, undefined);
}

export function invite(world: World, act: Of<'invite'>): ActResult {
  const person = actor(world, act.as);
  const channel = openChannel(world, person, act.channel);
  const guest = someone(world, act.person);
  if (!channel.teams.includes(guest.team)) {
    refuse('not_allowed', `Share #${channel.name} with ${guest.name}'s organization first.`);
  }
  return enter(world, channel, guest, person);
}

function enter(world: World, channel: Channel, person: Person, inviter: Person | undefined): ActResult {
  const { state, events } = world;
  if (isMember(channel, person.id)) return { ok: true, channel: channel.id };
  const next = setMember(state, channel, person.id, true);
  if (isMember(next, state.app.botUser)) {
    events.emit(
      {
        type: 'member_joined_channel',
        user: person.id,
        channel: channel.id,
        channel_type: channel.isPrivate ? 'G' : 'C',
        team: person.team,
        ...(inviter === undefined ? {} : { inviter: inviter.id }),
        event_ts: newTs(state),
      },
      { channel: next },
    );
  }
  return { ok: true, channel: channel.id };
}

export function leave(world: World, act: Of<'leave'>): ActResult {
  const person = actor(world, act.as);
  return depart(world, channelOf(world, act.channel), person);
}

export function remove(world: World, act: Of<'remove'>): ActResult {
  const person = actor(world, act.as);
  return depart(world, openChannel(world, person, act.channel), someone(world, act.person));
}

function depart(world: World, channel: Channel, person: Person): ActResult {
  const { state, events } = world;
  if (!isMember(channel, person.id)) return { ok: true, channel: channel.id };
  const next = setMember(state, channel, person.id, false);
  const isBot = person.id === state.app.botUser;
  if (isMember(next, state.app.botUser)) {
    events.emit(
      {
        type: 'member_left_channel',
        user: person.id,
        channel: channel.id,
        channel_type: channel.isPrivate ? 'G' : 'C',
        team: person.team,
        event_ts: newTs(state),
      },
      { channel: next },
    );
  } else if (isBot) {
    const type = channel.isPrivate ? 'group_left' : 'channel_left';
    events.emit({ type, channel: channel.id, event_ts: newTs(state) }, { channel: next });
  }
  return { ok: true, channel: channel.id };
}

export function archive(world: World, act: Of<'archive'> | Of<'unarchive'>): ActResult {
  const person = actor(world, act.as);
  const isArchived = act.act === 'archive';
  const channel = changeChannel(world.state, channelOf(world, act.channel), { isArchived });
  const type = `${channel.isPrivate ? 'group' : 'channel'}_${act.act}`;
  world.events.emit(
    { type, channel: channel.id, user: person.id, event_ts: newTs(world.state) },
    { channel },
  );
  return { ok: true, channel: channel.id };
}

export function share(world: World, act: Of<'share'> | Of<'unshare'>): ActResult {
  actor(world, act.as);
  const { state, events } = world;
  const team = state.teams.get(act.team);
  if (team === undefined || team.isHome) refuse('team_not_found', 'Name another organization of the cast.');
  const channel = channelOf(world, act.channel);
  const others = channel.teams.filter((id) => id !== team.id);
  const teams = act.act === 'share' ? [...others, team.id] : others;
  const next = changeChannel(state, channel, {
    teams,
    isExtShared: teams.length > 1,
    members: channel.members.filter((id) => teams.includes(state.people.get(id)?.team ?? '')),
  });
  events.emit(
    act.act === 'share'
      ? { type: 'channel_shared', connected_team_id: team.id, channel: channel.id, event_ts: newTs(state) }
      : {
          type: 'channel_unshared',
          previously_connected_team_id: team.id,
          channel: channel.id,
          is_ext_shared: next.isExtShared,
          event_ts: newTs(state),
        },
    { channel: next },
  );
  return { ok: true, channel: channel.id };
}

export function deactivate(world: World, act: Of<'deactivate'>): ActResult {
  const { state } = world;
  const admin = actor(world, act.as);
  if (!admin.isAdmin) refuse('not_an_admin', 'Only an admin can deactivate people. Act as one.');
  const person = { ...someone(world, act.person), isDeleted: true };
  state.people.set(person.id, person);
  announce(state, { kind: 'person', person });
  for (const channel of state.channels.values()) {
    if (!isMember(channel, person.id)) continue;
    changeChannel(state, channel, { members: channel.members.filter((id) => id !== person.id) });
  }
  return { ok: true };
}

export function makeGuest(world: World, act: Of<'make-guest'>): ActResult {
  const { state } = world;
  if (!actor(world, act.as).isAdmin) refuse('not_an_admin', 'Only an admin can do this. Act as one.');
  const person = { ...someone(world, act.person), isGuest: true };
  state.people.set(person.id, person);
  announce(state, { kind: 'person', person });
  return { ok: true };
}

/** The app's tokens die, and it is told by both events, as Slack does. */
export function uninstall(world: World, act: Of<'uninstall'>): ActResult {
  const { state, events } = world;
  const person = actor(world, act.as);
  if (!person.isAdmin) refuse('not_an_admin', 'Only an admin can uninstall the app. Act as one.');
  state.isInstalled = false;
  events.emit({
    type: 'tokens_revoked',
    tokens: { oauth: [], bot: [state.app.botUser] },
    event_ts: newTs(state),
  });
  events.emit({ type: 'app_uninstalled', event_ts: newTs(state) });
  return { ok: true };
}

function someone(world: World, key: string): Person {
  const person =
    key === '@app' ? world.state.people.get(world.state.app.botUser) : findPerson(world.state, key);
  if (person === undefined)
    refuse('person_not_found', `Nobody is called "${key}". Name a person of the cast.`);
  return person;
}
