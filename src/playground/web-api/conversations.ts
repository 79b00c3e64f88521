/** conversations.* : channels, who is in them, and what was said. */

import type { Message } from '../local-api.ts';
import { openDm, setMember } from '../state/channels.ts';
import { channelMessages, findMessage, slackMessage, threadReplies } from '../state/messages.ts';
import { isMember, slackChannel } from '../state/people.ts';
import {
  type Call,
  fail,
  flag,
  hasScope,
  knownPerson,
  type Method,
  optionalText,
  requiredText,
  visibleChannel,
} from './call.ts';

function needScope(call: Call, isPrivate: boolean, suffix: 'read' | 'history'): void {
  const needed = `${isPrivate ? 'groups' : 'channels'}:${suffix}`;
  if (!hasScope(call.state, needed))
    fail('missing_scope', { needed, provided: call.state.app.scopes.join(',') });
}

function limitOf(call: Call, fallback: number): number {
  const limit = Number(optionalText(call, 'limit') ?? fallback);
  if (!Number.isInteger(limit) || limit < 1) fail('invalid_limit');
  return Math.min(limit, 999);
}

const info: Method = {
  scopes: ['channels:read', 'groups:read', 'im:read'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    if (!channel.isIm) needScope(call, channel.isPrivate, 'read');
    const { num_members: count, ...rest } = slackChannel(call.state, channel);
    return { channel: flag(call, 'include_num_members') ? { ...rest, num_members: count } : rest };
  },
};

const list: Method = {
  scopes: ['channels:read', 'groups:read'],
  token: 'bot',
  rate: 20,
  run(call) {
    const types = (optionalText(call, 'types') ?? 'public_channel').split(',');
    const channels = [...call.state.channels.values()].filter(
      (one) =>
        !one.isIm &&
        types.includes(one.isPrivate ? 'private_channel' : 'public_channel') &&
        (!one.isPrivate || isMember(one, call.state.app.botUser)) &&
        !(flag(call, 'exclude_archived') && one.isArchived),
    );
    return {
      channels: channels.slice(0, limitOf(call, 100)).map((one) => slackChannel(call.state, one)),
      response_metadata: { next_cursor: '' },
    };
  },
};

const open: Method = {
  scopes: ['im:write', 'mpim:write'],
  token: 'bot',
  rate: 50,
  run(call) {
    const users = requiredText(call, 'users').split(',');
    if (users.length !== 1) fail('not_enough_users');
    const person = call.state.people.get(users[0] ?? '');
    if (person === undefined) fail('user_not_found');
    if (person.isDeleted) fail('user_disabled');
    const channel = openDm(call.state, call.state.app.botUser, person.id);
    return { channel: flag(call, 'return_im') ? slackChannel(call.state, channel) : { id: channel.id } };
  },
};

const members: Method = {
  scopes: ['channels:read', 'groups:read', 'im:read'],
  token: 'bot',
  rate: 100,
  run(call) {
    const channel = visibleChannel(call);
    if (!channel.isIm) needScope(call, channel.isPrivate, 'read');
    const start = Number(Buffer.from(optionalText(call, 'cursor') ?? '', 'base64').toString() || 0);
    if (!Number.isInteger(start)) fail('invalid_cursor');
    const page = channel.members.slice(start, start + limitOf(call, 100));
    const end = start + page.length;
    const isMore = end < channel.members.length;
    return {
      members: page,
      response_metadata: { next_cursor: isMore ? Buffer.from(String(end)).toString('base64') : '' },
    };
  },
};

const join: Method = {
  scopes: ['channels:join'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    if (channel.isArchived) fail('is_archived');
    if (channel.isPrivate || channel.isIm) fail('method_not_supported_for_channel_type');
    if (isMember(channel, call.state.app.botUser)) call.warnings.push('already_in_channel');
    return {
      channel: slackChannel(call.state, setMember(call.state, channel, call.state.app.botUser, true)),
    };
  },
};

/** Newest first, parents only, as the real method. */
const history: Method = {
  scopes: ['channels:history', 'groups:history', 'im:history'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    if (!isMember(channel, call.state.app.botUser)) fail('not_in_channel');
    if (!channel.isIm) needScope(call, channel.isPrivate, 'history');
    const withMetadata = flag(call, 'include_all_metadata');
    const found = channelMessages(call.state, channel.id)
      .filter((one) => one.threadTs === undefined || one.threadTs === one.ts || one.isBroadcast)
      .filter(isBetween(call))
      .reverse();
    return page(call, found, withMetadata);
  },
};

const replies: Method = {
  scopes: ['channels:history', 'groups:history', 'im:history'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    if (!channel.isIm) needScope(call, channel.isPrivate, 'history');
    const parent = findMessage(call.state, channel.id, requiredText(call, 'ts'));
    if (parent === undefined) fail('thread_not_found');
    const withMetadata = flag(call, 'include_all_metadata');
    const found = threadReplies(call.state, channel.id, parent.ts).filter(isBetween(call));
    return page(call, [parent, ...found], withMetadata);
  },
};

function isBetween(call: Call): (message: { ts: string }) => boolean {
  const oldest = Number(optionalText(call, 'oldest') ?? 0);
  const latest = Number(optionalText(call, 'latest') ?? Number.POSITIVE_INFINITY);
  const isInclusive = flag(call, 'inclusive');
  return ({ ts }) => {
    const at = Number(ts);
    return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
}

function page(call: Call, messages: Message[], withMetadata: boolean): Record<string, unknown> {
  const start = Number(Buffer.from(optionalText(call, 'cursor') ?? '', 'base64').toString() || 0);
  if (!Number.isInteger(start)) fail('invalid_cursor');
  const limit = limitOf(call, 100);
  const isMore = start + limit < messages.length;
  return {
    messages: messages.slice(start, start + limit).map((one) => slackMessage(call.state, one, withMetadata)),
    has_more: isMore,
    pin_count: 0,
    response_metadata: { next_cursor: isMore ? Buffer.from(String(start + limit)).toString('base64') : '' },
  };
}

const invite: Method = {
  scopes: ['channels:manage', 'channels:write.invites', 'groups:write'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    const person = knownPerson(call, 'users');
    if (isMember(channel, person.id)) fail('already_in_channel');
    return { channel: slackChannel(call.state, setMember(call.state, channel, person.id, true)) };
  },
};

export const conversations: Record<string, Method> = {
  'conversations.info': info,
  'conversations.list': list,
  'conversations.open': open,
  'conversations.members': members,
  'conversations.join': join,
  'conversations.invite': invite,
  'conversations.history': history,
  'conversations.replies': replies,
};
