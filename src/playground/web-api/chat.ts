/** chat.* : what the bot says in channels. */
import { checkMessageBlocks } from '../limits/payload.ts';
import type { Block, Channel, Message } from '../local-api.ts';
import { openDm } from '../state/channels.ts';
import {
  deleteMessage,
  editMessage,
  findMessage,
  permalink,
  postEphemeral,
  postMessage,
  slackMessage,
  threadReplies,
} from '../state/messages.ts';
import { isMember } from '../state/people.ts';
import {
  type Call,
  fail,
  flag,
  hasScope,
  json,
  knownPerson,
  type Method,
  optionalText,
  refuseVerdict,
  requiredText,
  visibleChannel,
} from './call.ts';
import { checkMetadata } from './metadata.ts';

const POST_LIMIT = 40_000;
const UPDATE_LIMIT = 4_000;
const ATTACHMENTS = 100;

type Content = { text: string; blocks: Block[]; attachments: unknown[]; isEmpty: boolean };

/** Text, blocks and attachments of a post, refused as Slack refuses them. */
export function readContent(call: Call): Content {
  const text = optionalText(call, 'text') ?? '';
  const markdown = optionalText(call, 'markdown_text');
  const blocks = json(call, 'blocks', 'invalid_blocks_format') ?? [];
  const attachments = json(call, 'attachments', 'invalid_attachments') ?? [];
  refuseVerdict(checkMessageBlocks(blocks));
  if (!Array.isArray(blocks)) fail('invalid_blocks_format');
  if (!Array.isArray(attachments)) fail('invalid_attachments');
  if (attachments.length > ATTACHMENTS) fail('too_many_attachments');
  if (markdown !== undefined) {
    if (text !== '' || blocks.length > 0) fail('markdown_text_conflict');
    if (markdown.length > 12_000) fail('msg_too_long');
  }
  const isEmpty = text === '' && markdown === undefined && blocks.length === 0 && attachments.length === 0;
  // The limits have just been held against every block.
  return { text: markdown ?? text, blocks: blocks as Block[], attachments, isEmpty };
}

function mayPost(call: Call, channel: Channel): void {
  if (channel.isIm && call.state.manifest.features.app_home?.messages_tab_enabled === false) {
    fail('messages_tab_disabled');
  }
  if (channel.isArchived) fail('is_archived');
  const isOpen = !channel.isPrivate && !channel.isIm && hasScope(call.state, 'chat:write.public');
  if (!isMember(channel, call.state.app.botUser) && !isOpen) fail('not_in_channel');
}

function ownMessage(call: Call, channel: Channel, code: string): Message {
  const message = findMessage(call.state, channel.id, requiredText(call, 'ts'));
  if (message === undefined || message.subtype === 'tombstone') fail('message_not_found');
  if (message.user !== call.state.app.botUser) fail(code);
  return message;
}

const post: Method = {
  scopes: ['chat:write'],
  token: 'bot',
  rate: 'channel',
  run(call) {
    const person = call.state.people.get(requiredText(call, 'channel'));
    // Posting to a person opens the direct message with them.
    if (person !== undefined && !person.isBot) openDm(call.state, call.state.app.botUser, person.id);
    const channel = visibleChannel(call);
    mayPost(call, channel);
    const content = readContent(call);
    if (content.isEmpty) fail('no_text');
    const metadata = checkMetadata(call);
    const thread = optionalText(call, 'thread_ts');
    if (thread !== undefined && !/^\d+\.\d+$/.test(thread)) fail('invalid_thread_ts');
    if (thread !== undefined && findMessage(call.state, channel.id, thread)?.subtype === 'channel_join') {
      fail('cannot_reply_to_message');
    }
    if (content.text.length > POST_LIMIT) call.warnings.push('message_truncated');
    if (content.text === '' && content.blocks.length > 0) call.warnings.push('missing_text_in_message');
    const message = postMessage(call.state, {
      channel: channel.id,
      user: call.state.app.botUser,
      ...content,
      text: content.text.slice(0, POST_LIMIT),
      // Slack posts into the channel when the thread's parent does not exist.
      threadTs: thread !== undefined && findMessage(call.state, channel.id, thread) ? thread : undefined,
      isBroadcast: flag(call, 'reply_broadcast'),
      metadata,
    });
    return { channel: channel.id, ts: message.ts, message: slackMessage(call.state, message) };
  },
};

const update: Method = {
  scopes: ['chat:write'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    // Posting says is_archived; editing has a word of its own.
    if (channel.isArchived) fail('is_inactive');
    const message = ownMessage(call, channel, 'cant_update_message');
    const content = readContent(call);
    if (content.isEmpty && call.args['metadata'] === undefined) fail('no_text');
    if (content.text.length > UPDATE_LIMIT) fail('msg_too_long');
    const metadata = checkMetadata(call);
    const isBlank = call.args['metadata'] !== undefined && metadata === undefined;
    const { metadata: kept, ...rest } = message;
    const hasContent = !content.isEmpty;
    const next = metadata ?? (isBlank ? undefined : kept);
    const base: Message = next === undefined ? rest : { ...rest, metadata: next };
    const edited = editMessage(call.state, base, {
      // Text without blocks takes the blocks away.
      ...(hasContent ? { text: content.text, blocks: content.blocks, attachments: content.attachments } : {}),
      // "(edited)" is shown for plain text only.
      ...(hasContent && content.blocks.length === 0 ? { editedTs: message.ts } : {}),
    });
    return {
      channel: channel.id,
      ts: message.ts,
      text: edited.text,
      message: slackMessage(call.state, edited),
    };
  },
};

const remove: Method = {
  scopes: ['chat:write'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    const message = ownMessage(call, channel, 'cant_delete_message');
    deleteMessage(call.state, message);
    return { channel: channel.id, ts: message.ts };
  },
};

const ephemeral: Method = {
  scopes: ['chat:write'],
  token: 'bot',
  rate: 100,
  run(call) {
    const channel = visibleChannel(call);
    mayPost(call, channel);
    const person = knownPerson(call);
    if (!isMember(channel, person.id)) fail('user_not_in_channel');
    const content = readContent(call);
    if (content.isEmpty) fail('no_text');
    const thread = optionalText(call, 'thread_ts');
    const shown = postEphemeral(call.state, {
      to: person.id,
      channel: channel.id,
      user: call.state.app.botUser,
      text: content.text,
      blocks: content.blocks,
      threadTs: thread,
    });
    if (thread !== undefined && threadReplies(call.state, channel.id, thread).length === 0) {
      call.warnings.push('ephemeral_may_not_be_shown_in_inactive_thread');
    }
    return { message_ts: shown.ts };
  },
};

const getPermalink: Method = {
  scopes: [],
  token: 'bot',
  rate: 300,
  run(call) {
    const channel = visibleChannel(call);
    const message = findMessage(call.state, channel.id, requiredText(call, 'message_ts'));
    if (message === undefined) fail('message_not_found');
    return { channel: channel.id, permalink: permalink(call.state, channel, message) };
  },
};

export const chat: Record<string, Method> = {
  'chat.postMessage': post,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': ephemeral,
  'chat.getPermalink': getPermalink,
};
