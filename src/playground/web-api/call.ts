/** One call of a Web API method: its arguments, and the ways in which it is refused. */

import { pointerLine, type Verdict } from '../limits/payload.ts';
import { type Fields, isFields } from '../limits/rule.ts';
import type { Channel, Id, Person } from '../local-api.ts';
import { findChannel, isMember } from '../state/people.ts';
import type { State } from '../state/state.ts';

export type Call = {
  state: State;
  method: string;
  args: Fields;
  /** Which token came with it. */
  token: 'bot' | 'app' | 'none';
  /** Sent back as response_metadata.warnings. */
  warnings: string[];
};

export type Method = {
  /** Any one of these scopes is enough; none listed: no scope needed. */
  scopes: readonly string[];
  token: 'bot' | 'app' | 'any' | 'none';
  /** Calls per minute; "channel": one per second and channel. */
  rate: number | 'channel';
  run(call: Call): Fields | Promise<Fields>;
};

/** Slack's `ok: false` answer. Not a TriageError: the playground knows nothing of the bot. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: Fields;
  constructor(code: string, details: Fields = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}

export function fail(code: string, details?: Fields): never {
  throw new SlackError(code, details);
}

export function refuseVerdict(verdict: Verdict | null): void {
  if (verdict === null) return;
  const lines = verdict.complaints.map(pointerLine);
  if (lines.length === 0) fail(verdict.error);
  fail(verdict.error, {
    ...(verdict.error === 'invalid_blocks' ? { errors: lines } : {}),
    response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
  });
}

export function optionalText(call: Call, name: string): string | undefined {
  const value = call.args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  fail('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] must provide a string [json-pointer:/${name}]`] },
  });
}

export function requiredText(call: Call, name: string): string {
  const value = optionalText(call, name);
  if (value !== undefined) return value;
  fail('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });
}

export function flag(call: Call, name: string): boolean {
  const value = call.args[name];
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** Objects arrive as JSON text in a form, or as they are in a JSON body. */
export function json(call: Call, name: string, error: string): unknown {
  const value = call.args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    fail(error);
  }
}

export function jsonObject(call: Call, name: string, error: string): Fields | undefined {
  const value = json(call, name, error);
  if (value === undefined || isFields(value)) return value;
  fail(error);
}

/** A channel that the bot may know of: private ones only as a member. A user's id opens their DM. */
export function visibleChannel(call: Call, name = 'channel'): Channel {
  const id = requiredText(call, name);
  const channel = findChannel(call.state, id) ?? directMessage(call.state, id);
  if (channel === undefined) fail('channel_not_found');
  if ((channel.isPrivate || channel.isIm) && !isMember(channel, call.state.app.botUser))
    fail('channel_not_found');
  return channel;
}

function directMessage(state: State, person: Id): Channel | undefined {
  for (const channel of state.channels.values()) {
    if (channel.isIm && isMember(channel, person) && isMember(channel, state.app.botUser)) return channel;
  }
  return undefined;
}

export function knownPerson(call: Call, name = 'user'): Person {
  const person = call.state.people.get(requiredText(call, name));
  if (person === undefined) fail('user_not_found');
  return person;
}

export function hasScope(state: State, ...scopes: string[]): boolean {
  return scopes.some((scope) => state.app.scopes.includes(scope));
}
