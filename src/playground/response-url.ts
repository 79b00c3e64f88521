/** POST to a response_url: five within thirty minutes; answers, replaces or deletes. */
import { checkMessageBlocks } from './limits/payload.ts';
import { type Fields, isFields } from './limits/rule.ts';
import type { Block } from './local-api.ts';
import {
  deleteMessage,
  dropEphemeral,
  editMessage,
  fillBlockIds,
  findMessage,
  postEphemeral,
  postMessage,
} from './state/messages.ts';
import { announce, type ResponseUrl, type State } from './state/state.ts';
import { spendResponseUrl } from './state/tickets.ts';

export type Result = { status: number; body: Fields | string };

export function respond(state: State, path: string, body: string): Result {
  const given = parse(body);
  if (given === null) return { status: 400, body: 'invalid_payload' };
  const blocks = given['blocks'] ?? [];
  const verdict = checkMessageBlocks(blocks);
  // The budget over all blocks is reported not to hold here.
  if (verdict !== null && verdict.error !== 'msg_blocks_too_long') {
    return { status: 400, body: { ok: false, error: verdict.error } };
  }
  const target = spendResponseUrl(state, path);
  if (target === null) {
    const isKnown = state.responseUrls.has(path);
    return { status: 404, body: { ok: false, error: isKnown ? 'expired_url' : 'no_service' } };
  }
  const text = typeof given['text'] === 'string' ? given['text'] : '';
  // The limits have just been held against every block.
  return apply(state, target, given, { text, blocks: blocks as Block[] });
}

type Content = { text: string; blocks: Block[] };

function apply(state: State, target: ResponseUrl, given: Fields, content: Content): Result {
  if (given['delete_original'] === true) return removeOriginal(state, target);
  if (content.text === '' && content.blocks.length === 0) return { status: 500, body: 'no_text' };
  if (given['replace_original'] === true && target.message !== undefined) {
    return replaceOriginal(state, target, content);
  }
  const threadTs = typeof given['thread_ts'] === 'string' ? given['thread_ts'] : undefined;
  const draft = { channel: target.channel, user: state.app.botUser, ...content, threadTs };
  if (given['response_type'] === 'in_channel') postMessage(state, draft);
  else postEphemeral(state, { ...draft, to: target.person });
  return { status: 200, body: 'ok' };
}

function removeOriginal(state: State, target: ResponseUrl): Result {
  const { message } = target;
  if (message?.ephemeral !== undefined) dropEphemeral(state, message.ephemeral);
  else {
    const original = findMessage(state, target.channel, message?.ts ?? '');
    if (original === undefined) return { status: 404, body: { ok: false, error: 'message_not_found' } };
    deleteMessage(state, original);
  }
  return { status: 200, body: 'ok' };
}

function replaceOriginal(state: State, target: ResponseUrl, content: Content): Result {
  const id = target.message?.ephemeral;
  const shown = id === undefined ? undefined : state.ephemerals.get(id);
  if (id !== undefined) {
    if (shown === undefined) return { status: 404, body: { ok: false, error: 'message_not_found' } };
    const ephemeral = { ...shown, text: content.text, blocks: fillBlockIds(state, content.blocks) };
    state.ephemerals.set(id, ephemeral);
    announce(state, { kind: 'ephemeral', ephemeral });
    return { status: 200, body: 'ok' };
  }
  const original = findMessage(state, target.channel, target.message?.ts ?? '');
  if (original === undefined) return { status: 404, body: { ok: false, error: 'message_not_found' } };
  editMessage(state, original, content);
  return { status: 200, body: 'ok' };
}

function parse(body: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return isFields(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
