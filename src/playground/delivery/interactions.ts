/** The payloads of commands, shortcuts, clicks and view events, as Slack writes them. */
import type { Fields } from '../limits/rule.ts';
import type { Channel, Ephemeral, Message, Person, TrafficKind, View } from '../local-api.ts';
import type { State } from '../state/state.ts';
import { newResponseUrl } from '../state/tickets.ts';
import { slots } from '../state/values.ts';
import { slackView } from '../state/views.ts';
import type { Parcel } from './deliver.ts';

/** What every interaction carries. */
export function common(state: State, person: Person, type: string): Fields {
  const team = state.teams.get(state.homeTeam);
  return {
    type,
    team: { id: team?.id, domain: team?.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: person.team },
    api_app_id: state.app.id,
    token: 'deprecated-verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function interaction(kind: TrafficKind, title: string, payload: Fields): Parcel {
  return {
    kind,
    title,
    envelope: {
      type: 'interactive',
      payload,
      accepts_response_payload: kind.startsWith('view') || kind === 'block-suggestion',
    },
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    contentType: 'application/x-www-form-urlencoded',
  };
}

export function commandParcel(
  state: State,
  given: {
    person: Person;
    channel: Channel;
    command: string;
    text: string;
    triggerId: string;
    responseUrl: string;
  },
): Parcel {
  const { person, channel } = given;
  const fields = {
    token: 'deprecated-verification-token',
    team_id: state.homeTeam,
    team_domain: state.teams.get(state.homeTeam)?.domain ?? '',
    channel_id: channel.id,
    channel_name: channel.isIm ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name,
    user_id: person.id,
    user_name: person.handle,
    command: given.command,
    text: given.text,
    api_app_id: state.app.id,
    is_enterprise_install: 'false',
    response_url: given.responseUrl,
    trigger_id: given.triggerId,
  };
  return {
    kind: 'command',
    title: given.command,
    envelope: { type: 'slash_commands', payload: fields, accepts_response_payload: true },
    body: new URLSearchParams(fields).toString(),
    contentType: 'application/x-www-form-urlencoded',
  };
}

export function channelRef(channel: Channel): Fields {
  return {
    id: channel.id,
    name: channel.isIm ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name,
  };
}

export function messageContainer(message: Message): Fields {
  return {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: false,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  };
}

export function ephemeralContainer(ephemeral: Ephemeral): Fields {
  return {
    type: 'message',
    message_ts: ephemeral.ts,
    channel_id: ephemeral.channel,
    is_ephemeral: true,
    ...(ephemeral.threadTs === undefined ? {} : { thread_ts: ephemeral.threadTs }),
  };
}

export function viewContainer(view: View): Fields {
  return { type: 'view', view_id: view.id };
}

export function viewEvent(
  state: State,
  person: Person,
  view: View,
  given: { triggerId: string } | { isCleared: boolean },
): Parcel {
  const isSubmission = 'triggerId' in given;
  const type = isSubmission ? 'view_submission' : 'view_closed';
  const team = state.teams.get(person.team);
  const payload = {
    ...common(state, person, type),
    // Unlike clicks, view events name the person's own workspace.
    team: { id: team?.id, domain: team?.domain },
    ...(isSubmission
      ? { trigger_id: given.triggerId, response_urls: responseUrls(state, person, view) }
      : { is_cleared: given.isCleared }),
    view: slackView(state, view),
  };
  return interaction(isSubmission ? 'view-submission' : 'view-closed', `${type} ${view.callbackId}`, payload);
}

/** One for each channel chosen in a select that asked for it. */
function responseUrls(state: State, person: Person, view: View): Fields[] {
  return slots(view.blocks).flatMap((slot) => {
    const channel = view.values[slot.block]?.[slot.action];
    if (slot.element['response_url_enabled'] !== true || typeof channel !== 'string') return [];
    const url = newResponseUrl(state, 'actions', { channel, person: person.id });
    return [{ block_id: slot.block, action_id: slot.action, channel_id: channel, response_url: url }];
  });
}
