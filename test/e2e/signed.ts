import { createHmac } from 'node:crypto';
import { newTrigger } from '../../src/playground/state/tickets.ts';
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

/** A press on a button that stands on no message any more. */
export function press(desk: Desk, handle: string, action: string, value: string): Record<string, unknown> {
  const { workspace } = desk.stage;
  const person = workspace.person(handle).id;
  const channel = [...workspace.state.channels.values()].find(({ name }) => name === 'support-traces')?.id;
  const team = { id: workspace.state.homeTeam };
  return {
    type: 'block_actions',
    team,
    user: { id: person, team_id: team.id },
    channel: { id: channel },
    trigger_id: newTrigger(workspace.state, person),
    container: { type: 'message', message_ts: '1700000000.000100', channel_id: channel },
    message: { ts: '1700000000.000100', text: '' },
    actions: [
      { action_id: action, block_id: 'case-buttons', type: 'button', value, action_ts: `${Date.now()}.1` },
    ],
  };
}
