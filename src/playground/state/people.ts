/** People as the workspace and as Slack's API describe them. */
import type { Channel, Id, Person } from '../local-api.ts';
import type { State } from './state.ts';

/** By id or by handle. */
export function findPerson(state: State, key: string): Person | undefined {
  const byId = state.people.get(key);
  if (byId !== undefined) return byId;
  for (const person of state.people.values()) if (person.handle === key) return person;
  return undefined;
}

/** By id, or by name with or without "#". */
export function findChannel(state: State, key: string): Channel | undefined {
  const byId = state.channels.get(key);
  if (byId !== undefined) return byId;
  const name = key.replace(/^#/, '');
  for (const channel of state.channels.values()) if (channel.name === name) return channel;
  return undefined;
}

export function isMember(channel: Channel, person: Id): boolean {
  return channel.members.includes(person);
}

export function sharesChannel(state: State, person: Id): boolean {
  for (const channel of state.channels.values()) if (channel.members.includes(person)) return true;
  return false;
}

/** users.info's `user`, reduced for people of another organisation as Slack Connect does. */
export function slackUser(state: State, person: Person): Record<string, unknown> {
  const isForeign = person.team !== state.homeTeam;
  const base = {
    id: person.id,
    team_id: person.team,
    name: person.handle,
    deleted: person.isDeleted,
    real_name: person.name,
    is_bot: person.isBot,
    is_app_user: false,
    updated: 1_764_000_000,
    profile: {
      real_name: person.name,
      display_name: person.handle,
      team: person.team,
      ...(person.isBot ? { bot_id: state.botId, api_app_id: state.app.id } : {}),
    },
  };
  if (person.isDeleted) return base;
  if (isForeign) {
    return { ...base, tz: person.tz, is_stranger: person.isStranger || !sharesChannel(state, person.id) };
  }
  return {
    ...base,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: 0,
    is_admin: person.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isGuest,
    is_ultra_restricted: false,
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
  };
}

/** conversations.info's `channel`. */
export function slackChannel(state: State, channel: Channel): Record<string, unknown> {
  const text = (value: string) => ({ value, creator: '', last_set: 0 });
  const shared = {
    id: channel.id,
    created: 1_764_000_000,
    is_im: channel.isIm,
    is_org_shared: false,
    is_archived: channel.isArchived,
    context_team_id: state.homeTeam,
    updated: 1_764_000_000_000,
  };
  if (channel.isIm) {
    return { ...shared, user: channel.members.find((id) => id !== state.app.botUser), priority: 0 };
  }
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_general: false,
    unlinked: 0,
    is_shared: channel.isExtShared,
    is_ext_shared: channel.isExtShared,
    is_pending_ext_shared: false,
    pending_shared: [],
    shared_team_ids: channel.teams,
    internal_team_ids: channel.isExtShared ? [state.homeTeam] : [],
    connected_team_ids: channel.teams.filter((team) => team !== state.homeTeam),
    conversation_host_id: state.homeTeam,
    creator: '',
    is_member: isMember(channel, state.app.botUser),
    topic: text(channel.topic),
    purpose: text(''),
    previous_names: [],
    num_members: channel.members.length,
  };
}
