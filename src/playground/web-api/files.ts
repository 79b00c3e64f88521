/** files.* : the two-step upload, and what is known of a file. */
import { checkMessageBlocks } from '../limits/payload.ts';
import { isFields } from '../limits/rule.ts';
import type { Block, Channel } from '../local-api.ts';
import { slackFile, storeFile } from '../state/files.ts';
import { findMessage, postMessage } from '../state/messages.ts';
import { findChannel, isMember } from '../state/people.ts';
import { announce, fileInfo, newId, newTicket, type StoredFile } from '../state/state.ts';
import { type Call, fail, json, type Method, optionalText, refuseVerdict, requiredText } from './call.ts';

const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;

const getUrl: Method = {
  scopes: ['files:write'],
  token: 'bot',
  rate: 100,
  run(call) {
    const name = requiredText(call, 'filename');
    const length = Number(requiredText(call, 'length'));
    // Slack takes a length of zero for an absent one.
    if (length === 0) fail('missing_argument');
    if (!Number.isInteger(length) || length < 0) fail('invalid_arguments');
    if (length > GIGABYTE) fail('file_upload_size_restricted');
    if (optionalText(call, 'snippet_type') !== undefined && length > MEGABYTE) fail('snippet_too_large');
    if ((optionalText(call, 'alt_txt')?.length ?? 0) > 1_000) fail('alt_txt_too_large');
    const ticket = newTicket();
    const fileId = newId(call.state, 'F');
    call.state.uploads.set(ticket, { fileId, name, length });
    return { upload_url: `${call.state.origin}/upload/v1/${ticket}`, file_id: fileId };
  },
};

const complete: Method = {
  scopes: ['files:write'],
  token: 'bot',
  rate: 100,
  run(call) {
    const listed = json(call, 'files', 'invalid_arguments');
    if (!Array.isArray(listed) || listed.length === 0 || !listed.every(isFields)) fail('invalid_arguments');
    const channels = channelsOf(call);
    const blocks = json(call, 'blocks', 'invalid_blocks_format');
    if (blocks !== undefined) refuseVerdict(checkMessageBlocks(blocks));
    const files = listed.map((one) => finished(call, String(one['id']), one['title']));
    for (const channel of channels) {
      // The limits have just been held against every block.
      share(call, channel, files, (blocks ?? []) as Block[]);
    }
    return {
      files: files.map((file) => ({ id: file.id, title: file.title, ...slackFile(call.state, file.id) })),
    };
  },
};

function channelsOf(call: Call): Channel[] {
  const ids = (optionalText(call, 'channels') ?? optionalText(call, 'channel_id') ?? '').split(',');
  const wanted = ids.filter((id) => id !== '');
  if (wanted.length > 100) fail('invalid_channel');
  return wanted.map((id) => {
    const channel = findChannel(call.state, id);
    if (channel === undefined) fail('channel_not_found');
    if (channel.isArchived) fail('is_archived');
    if (!isMember(channel, call.state.app.botUser))
      fail(channel.isPrivate ? 'channel_not_found' : 'not_in_channel');
    return channel;
  });
}

function finished(call: Call, id: string, title: unknown): StoredFile {
  for (const [ticket, upload] of call.state.uploads) {
    if (upload.fileId !== id) continue;
    if (upload.bytes === undefined) fail('file_not_found');
    call.state.uploads.delete(ticket);
    return storeFile(call.state, {
      id,
      name: upload.name,
      title: typeof title === 'string' ? title : undefined,
      bytes: upload.bytes,
      user: call.state.app.botUser,
    });
  }
  return fail('file_not_found');
}

function share(call: Call, channel: Channel, files: StoredFile[], blocks: Block[]): void {
  const thread = optionalText(call, 'thread_ts');
  if (thread !== undefined && findMessage(call.state, channel.id, thread) === undefined)
    fail('invalid_thread_ts');
  const message = postMessage(call.state, {
    channel: channel.id,
    user: call.state.app.botUser,
    text: optionalText(call, 'initial_comment') ?? '',
    blocks,
    files: files.map(fileInfo),
    threadTs: thread,
  });
  for (const file of files) {
    file.shares.push({ channel: channel.id, ts: message.ts });
    announce(call.state, { kind: 'file', file: fileInfo(file) });
  }
}

const info: Method = {
  scopes: ['files:read'],
  token: 'bot',
  rate: 100,
  run(call) {
    const file = slackFile(call.state, requiredText(call, 'file'));
    if (file === undefined) fail('file_not_found');
    return { file, comments: [], response_metadata: { next_cursor: '' } };
  },
};

const remove: Method = {
  scopes: ['files:write'],
  token: 'bot',
  rate: 50,
  run(call) {
    const file = call.state.files.get(requiredText(call, 'file'));
    if (file === undefined) fail('file_not_found');
    if (file.user !== call.state.app.botUser) fail('cant_delete_file');
    call.state.files.delete(file.id);
    return {};
  },
};

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': getUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
  'files.delete': remove,
};
