import { createHmac } from 'node:crypto';
import type { Message, View } from '../../src/playground/local-api.ts';
import { newTrigger } from '../../src/playground/state/tickets.ts';
import { slackView } from '../../src/playground/state/views.ts';
import type { Desk } from './desk.ts';

/** Requests to the bot that the local workspace would never send: forged, stale, misshapen, or for what is gone. */

export interface Sent {
  body: string;
  /** Seconds since the epoch. */
  at?: number;
  secret?: string;
  type?: string;
}

export async function send(desk: Desk, { body, at, secret, type }: Sent): Promise<Response> {
  const timestamp = String(at ?? Math.floor(Date.now() / 1_000));
  const key = secret ?? desk.environment['SLACK_SIGNING_SECRET'] ?? '';
  const signature = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(desk.stage.botUrl, {
    method: 'POST',
    headers: {
      'content-type': type ?? 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

export const form = (payload: unknown): string => `payload=${encodeURIComponent(JSON.stringify(payload))}`;

/** Who does it, and where: the part that every interaction has in common. */
function from(desk: Desk, handle: string, name: string) {
  const { state, person: driver } = desk.stage.workspace;
  const person = driver(handle).id;
  const channel = [...state.channels.values()].find((one) => one.name === name)?.id;
  const team = { id: state.people.get(person)?.team };
  const shared = { team, user: { id: person, team_id: team.id }, trigger_id: newTrigger(state, person) };
  return { shared, person, channel, team };
}

/** A press on a button that stands on no message any more, or that this person was never shown. */
export function press(
  desk: Desk,
  handle: string,
  action: string,
  value: string,
  name = 'support-traces',
): Record<string, unknown> {
  const { shared, channel } = from(desk, handle, name);
  return {
    ...shared,
    type: 'block_actions',
    channel: { id: channel },
    container: { type: 'message', message_ts: '1700000000.000100', channel_id: channel },
    message: { ts: '1700000000.000100', text: '' },
    actions: [
      { action_id: action, block_id: 'case-buttons', type: 'button', value, action_ts: `${Date.now()}.1` },
    ],
  };
}

/** A message shortcut, also by somebody whose client has none. */
export function shortcut(desk: Desk, handle: string, callback: string, message: Message) {
  const { shared } = from(desk, handle, '');
  return {
    ...shared,
    type: 'message_action',
    callback_id: callback,
    channel: { id: message.channel },
    message_ts: message.ts,
    message: { ts: message.ts, text: message.text, user: message.user },
  };
}

/** The submission of a form that was opened for somebody else; its seal is whole. */
export function submission(
  desk: Desk,
  handle: string,
  view: View,
  values: Readonly<Record<string, Record<string, unknown>>>,
) {
  const { shared } = from(desk, handle, '');
  return {
    ...shared,
    type: 'view_submission',
    view: { ...slackView(desk.stage.workspace.state, view), state: { values } },
  };
}

/** A slash command, also of somebody whose workspace has none. */
export function command(desk: Desk, handle: string, text: string, name: string): string {
  const { shared, person, channel, team } = from(desk, handle, name);
  return new URLSearchParams({
    command: '/coval-triage',
    team_id: team.id ?? '',
    channel_id: channel ?? '',
    user_id: person,
    trigger_id: shared.trigger_id,
    text,
  }).toString();
}
