import { z } from 'zod';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import type { Message, Slack, SlackOutcome } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { withNames } from './named-people.ts';
import type { Web } from './web.ts';

/** Messages: posted, redrawn, removed, found again. */

const metadataType = 'coval_triage';
/** How far back a lost post is looked for. */
const lookBack = 100;

const Posted = z.object({
  ts: z.string(),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
});
/** The SDK gathers the answers of one call per file. */
const Uploaded = z.object({ files: z.array(z.object({ files: z.array(z.object({ id: z.string() })) })) });
const History = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({
          event_type: z.string().optional(),
          event_payload: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
    }),
  ),
});

type Posting = Pick<
  Slack,
  | 'post'
  | 'update'
  | 'remove'
  | 'whisper'
  | 'directMessage'
  | 'permalink'
  | 'findByMetadata'
  | 'upload'
  | 'removeFile'
>;

/** Links that people pasted are evidence; Slack must not fetch them, nor turn words into mentions. */
const inert = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

export function createPosting(web: Web): Posting {
  return {
    post: async (team, channel, message, options = {}) => {
      const { thread, metadata } = options;
      const answer = await web.call(team, 'posts', 'chat.postMessage', (client) =>
        client.chat.postMessage({
          channel,
          ...body(message),
          ...inert,
          ...(thread ? { thread_ts: thread } : {}),
          ...(metadata ? { metadata: { event_type: metadataType, event_payload: metadata } } : {}),
        }),
      );
      if (!answer.ok) return answer;
      const posted = Posted.safeParse(answer.value);
      if (!posted.success) return { ok: false, code: 'outcome_unknown' };
      const isStray =
        thread !== undefined &&
        posted.data.message !== undefined &&
        posted.data.message.thread_ts === undefined;
      if (isStray && (await threadIsGone(web, team, channel, thread))) {
        // Slack posts to the channel, without a word, when the thread's parent was deleted.
        await web.call(team, 'posts', 'chat.delete', (client) =>
          client.chat.delete({ channel, ts: posted.data.ts }),
        );
        return { ok: false, code: 'thread_gone' };
      }
      return { ok: true, value: { ts: posted.data.ts } };
    },

    update: async (team, channel, ts, message) => {
      const answer = await web.call(team, 'posts', 'chat.update', (client) =>
        // chat.update turns words into mentions unless told not to.
        client.chat.update({ channel, ts, ...body(message), parse: 'none', link_names: false }),
      );
      return answer.ok ? { ok: true, value: { ts } } : answer;
    },

    remove: async (team, channel, ts) =>
      nothing(await web.call(team, 'posts', 'chat.delete', (client) => client.chat.delete({ channel, ts }))),

    whisper: async (team, channel, user, message, thread) =>
      nothing(
        await web.call(team, 'posts', 'chat.postEphemeral', (client) =>
          client.chat.postEphemeral({
            channel,
            user,
            ...body(message),
            link_names: false,
            ...(thread ? { thread_ts: thread } : {}),
          }),
        ),
      ),

    directMessage: async (team, user, message) => {
      const opened = await web.call(team, 'posts', 'conversations.open', (client) =>
        client.conversations.open({ users: user }),
      );
      if (!opened.ok) return opened;
      const channel = opened.value.channel?.id;
      if (channel === undefined) return { ok: false, code: 'channel_not_found' };
      return nothing(
        await web.call(team, 'posts', 'chat.postMessage', (client) =>
          client.chat.postMessage({ channel, ...body(message), ...inert }),
        ),
      );
    },

    permalink: async (team, channel, ts) => {
      const answer = await web.call(team, 'posts', 'chat.getPermalink', (client) =>
        client.chat.getPermalink({ channel, message_ts: ts }),
      );
      if (!answer.ok) return answer;
      return answer.value.permalink
        ? { ok: true, value: answer.value.permalink }
        : { ok: false, code: 'message_not_found' };
    },

    findByMetadata: async (team, channel, thread, key) => {
      const answer = await web.call<unknown>(
        team,
        'posts',
        thread ? 'conversations.replies' : 'conversations.history',
        (client) =>
          thread
            ? client.conversations.replies({
                channel,
                ts: thread,
                limit: lookBack,
                include_all_metadata: true,
              })
            : client.conversations.history({ channel, limit: lookBack, include_all_metadata: true }),
      );
      if (!answer.ok) return answer;
      const read = History.safeParse(answer.value);
      const found = read.success
        ? read.data.messages.find(
            ({ metadata }) =>
              metadata?.event_type === metadataType && metadata.event_payload?.['key'] === key,
          )
        : undefined;
      return { ok: true, value: found?.ts };
    },

    upload: async (team, channel, file, thread, comment) => {
      const content = Buffer.from(file.content, 'utf8');
      // Slack refuses an empty file with a misleading error.
      if (content.length === 0) return { ok: false, code: 'file_empty' };
      const answer = await web.call<unknown>(team, 'posts', 'files.uploadV2', (client) =>
        client.filesUploadV2({
          ...place(channel, thread),
          filename: file.name,
          title: file.title,
          file: content,
          ...(comment ? { initial_comment: comment } : {}),
        }),
      );
      if (!answer.ok) return answer;
      const sent = Uploaded.safeParse(answer.value);
      return { ok: true, value: { file: sent.success ? (sent.data.files[0]?.files[0]?.id ?? '') : '' } };
    },

    removeFile: async (team, file) =>
      nothing(await web.call(team, 'posts', 'files.delete', (client) => client.files.delete({ file }))),
  };
}

function place(channel: string, thread: string | undefined) {
  return thread === undefined ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
}

function body(message: Message): { text: Redacted; blocks: never[] } {
  // Our blocks are built and fitted by blockkit/; the SDK's own union of block types is wider and stricter than we need.
  // The text is mrkdwn to Slack and plain to us: what a person typed must not mention or link anything.
  return {
    text: withNames(escapeMrkdwn(message.text), message.blocks),
    blocks: [...message.blocks] as never[],
  };
}

function nothing(outcome: SlackOutcome<unknown>): SlackOutcome<void> {
  return outcome.ok ? { ok: true, value: undefined } : outcome;
}

/** A stand-in may leave thread_ts out of its answer; Slack does so only when the parent is gone. */
async function threadIsGone(web: Web, team: string, channel: string, thread: string): Promise<boolean> {
  const answer = await web.call(team, 'posts', 'conversations.replies', (client) =>
    client.conversations.replies({ channel, ts: thread, limit: 1 }),
  );
  return !answer.ok && /^(thread_not_found|message_not_found)$/.test(answer.code);
}
