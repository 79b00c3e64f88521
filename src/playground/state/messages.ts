/** Messages: posted, edited, deleted, and in the form Slack's API gives them. */
import type { Block, Channel, Ephemeral, Id, Message, Ts } from '../local-api.ts';
import { toRichText } from './escape.ts';
import { slackFileRef } from './files.ts';
import { announce, newId, newTs, type State } from './state.ts';

export type Draft = Partial<Pick<Message, 'blocks' | 'attachments' | 'files' | 'subtype' | 'isBroadcast'>> & {
  channel: Id;
  user: Id;
  text: string;
  threadTs?: Ts | undefined;
  metadata?: Message['metadata'] | undefined;
};

export function findMessage(state: State, channel: Id, ts: Ts): Message | undefined {
  return state.messages.get(channel)?.get(ts);
}

export function channelMessages(state: State, channel: Id): Message[] {
  return [...(state.messages.get(channel)?.values() ?? [])];
}

export function threadReplies(state: State, channel: Id, threadTs: Ts): Message[] {
  const times = state.threads.get(`${channel} ${threadTs}`) ?? [];
  return times.flatMap((ts) => findMessage(state, channel, ts) ?? []);
}

/** Posting a reply also touches the parent, which learns how many replies it has. */
export function postMessage(state: State, draft: Draft): Message {
  const parent = draft.threadTs === undefined ? undefined : findMessage(state, draft.channel, draft.threadTs);
  // Replying to a reply lands in that reply's thread.
  const threadTs = parent?.threadTs ?? draft.threadTs;
  const message: Message = {
    channel: draft.channel,
    ts: newTs(state),
    ...(threadTs === undefined ? {} : { threadTs }),
    isBroadcast: draft.isBroadcast ?? false,
    user: draft.user,
    text: draft.text,
    blocks: fillBlockIds(state, draft.blocks ?? []),
    attachments: draft.attachments ?? [],
    ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
    files: draft.files ?? [],
    reactions: [],
    replyCount: 0,
    ...(draft.subtype === undefined ? {} : { subtype: draft.subtype }),
  };
  const byTs = state.messages.get(draft.channel) ?? new Map<Ts, Message>();
  byTs.set(message.ts, message);
  state.messages.set(draft.channel, byTs);
  announce(state, { kind: 'message', message });
  if (threadTs !== undefined) {
    const key = `${draft.channel} ${threadTs}`;
    const times = state.threads.get(key);
    if (times === undefined) state.threads.set(key, [message.ts]);
    else times.push(message.ts);
    countReplies(state, draft.channel, threadTs);
  }
  return message;
}

export function editMessage(state: State, message: Message, changes: Partial<Message>): Message {
  const edited: Message = { ...message, ...changes };
  if (changes.blocks !== undefined) edited.blocks = fillBlockIds(state, changes.blocks);
  state.messages.get(message.channel)?.set(message.ts, edited);
  announce(state, { kind: 'message', message: edited });
  return edited;
}

/** A parent with replies leaves a tombstone, so that its thread can still be read. */
export function deleteMessage(state: State, message: Message): void {
  if (message.replyCount > 0) {
    const { metadata: _gone, ...rest } = message;
    editMessage(state, rest, {
      user: 'USLACKBOT',
      text: 'This message was deleted.',
      blocks: [],
      attachments: [],
      files: [],
      reactions: [],
      subtype: 'tombstone',
    });
    return;
  }
  state.messages.get(message.channel)?.delete(message.ts);
  announce(state, { kind: 'message-gone', channel: message.channel, ts: message.ts });
  if (message.threadTs !== undefined && message.threadTs !== message.ts) {
    const key = `${message.channel} ${message.threadTs}`;
    state.threads.set(key, state.threads.get(key)?.filter((ts) => ts !== message.ts) ?? []);
    countReplies(state, message.channel, message.threadTs);
  }
}

function countReplies(state: State, channel: Id, threadTs: Ts): void {
  const parent = findMessage(state, channel, threadTs);
  if (parent === undefined) return;
  editMessage(state, parent, { threadTs, replyCount: threadReplies(state, channel, threadTs).length });
}

export function postEphemeral(
  state: State,
  draft: { to: Id; channel: Id; user: Id; text: string; blocks?: Block[]; threadTs?: Ts | undefined },
): Ephemeral {
  const ephemeral: Ephemeral = {
    id: newId(state, 'E'),
    to: draft.to,
    channel: draft.channel,
    ts: newTs(state),
    ...(draft.threadTs === undefined ? {} : { threadTs: draft.threadTs }),
    user: draft.user,
    text: draft.text,
    blocks: fillBlockIds(state, draft.blocks ?? []),
  };
  state.ephemerals.set(ephemeral.id, ephemeral);
  announce(state, { kind: 'ephemeral', ephemeral });
  return ephemeral;
}

export function dropEphemeral(state: State, id: Id): void {
  if (state.ephemerals.delete(id)) announce(state, { kind: 'ephemeral-gone', id });
}

/** Slack names every block and every action that came without a name. */
export function fillBlockIds(state: State, blocks: Block[]): Block[] {
  return structuredClone(blocks).map((block) => {
    const named: Block = { ...block, block_id: block.block_id || newId(state, 'b') };
    for (const slot of ['element', 'accessory'] as const) nameAction(state, named[slot]);
    if (Array.isArray(named['elements']) && named.type === 'actions') {
      for (const element of named['elements']) nameAction(state, element);
    }
    return named;
  });
}

function nameAction(state: State, element: unknown): void {
  if (typeof element !== 'object' || element === null) return;
  if ('type' in element && element.type === 'image') return;
  if (!('action_id' in element)) Object.assign(element, { action_id: newId(state, 'a') });
}

/** The message object of conversations.history, chat.postMessage and interaction payloads. */
export function slackMessage(state: State, message: Message, withMetadata = true): Record<string, unknown> {
  const isOurs = message.user === state.app.botUser;
  const isTyped = !isOurs && message.subtype === undefined && message.text !== '';
  const blocks = isTyped ? [toRichText(message.text, `t${message.ts.slice(-6)}`)] : message.blocks;
  const replies = message.replyCount > 0 ? threadReplies(state, message.channel, message.ts) : [];
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: state.people.get(message.user)?.team ?? state.homeTeam,
    ...(isOurs ? { bot_id: state.botId, app_id: state.app.id, bot_profile: botProfile(state) } : {}),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0
      ? { files: message.files.flatMap((file) => slackFileRef(state, file.id) ?? []), upload: false }
      : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.threadTs !== undefined && message.threadTs !== message.ts
      ? { parent_user_id: findMessage(state, message.channel, message.threadTs)?.user }
      : {}),
    ...(replies.length > 0
      ? {
          reply_count: replies.length,
          reply_users_count: new Set(replies.map((one) => one.user)).size,
          reply_users: [...new Set(replies.map((one) => one.user))],
          latest_reply: replies.at(-1)?.ts,
          is_locked: false,
          subscribed: false,
        }
      : {}),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.user, ts: message.editedTs } }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

function botProfile(state: State): Record<string, unknown> {
  return {
    id: state.botId,
    app_id: state.app.id,
    user_id: state.app.botUser,
    name: state.app.name,
    deleted: false,
    team_id: state.homeTeam,
  };
}

export function permalink(state: State, channel: Channel, message: Message): string {
  const domain = state.teams.get(state.homeTeam)?.domain ?? 'local';
  const path = `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  return message.threadTs === undefined || message.threadTs === message.ts
    ? path
    : `${path}?thread_ts=${message.threadTs}&cid=${channel.id}`;
}
