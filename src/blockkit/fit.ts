import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';
import type { Block } from './build.ts';

/** Slack's size limits, with a margin where its way of counting is not documented. What is shortened says so. */

export const limits = {
  /** 3,000, less a margin: how Slack counts characters beyond the first plane is not documented. */
  section: 2900,
  context: 1900,
  contextElements: 10,
  header: 150,
  actions: 25,
  button: 75,
  value: 2000,
  option: 75,
  /** The pages say 150, the library's comments 75. */
  optionValue: 75,
  placeholder: 150,
  label: 2000,
  plainTextInput: 3000,
  radioOptions: 10,
  selectOptions: 100,
  modalTitle: 24,
  messageBlocks: 50,
  viewBlocks: 100,
  /** chat.update refuses more than 4,000. */
  messageText: 3500,
  /** Slack refuses somewhere above 11,000 over all blocks and does not say by how much. */
  messageBudget: 10_000,
  privateMetadata: 3000,
} as const;

/** At most `most` UTF-16 units, cut on a code point, with an ellipsis and nothing else added. */
export function cut(text: Redacted, most: number): Redacted {
  if (text.length <= most) return text;
  return reshape(text, (raw) => `${beforeHalf(raw, most - 1).trimEnd()}…`);
}

function beforeHalf(text: string, end: number): string {
  const code = text.charCodeAt(end - 1);
  const splits = code >= 0xd800 && code <= 0xdbff;
  return text.slice(0, splits ? end - 1 : end);
}

const notText = new Set(['type', 'block_id', 'action_id', 'value', 'style', 'url']);

/** Every character a person could read in a block, wherever it stands. */
export function weight(value: unknown, field = ''): number {
  if (typeof value === 'string') return notText.has(field) ? 0 : value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + weight(item, field), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, item]) => sum + weight(item, name), 0);
}

/**
 * As many blocks as a message holds. What does not fit is left out from the end, buttons kept, and `leftOut` says it.
 */
export function fitBlocks(blocks: readonly Block[], leftOut: Block): Block[] {
  const isKept = (block: Block) => block.type === 'actions';
  const kept = blocks.filter(isKept);
  let room = limits.messageBudget - weight(kept) - weight(leftOut);
  let count = limits.messageBlocks - kept.length - 1;
  let full = false;
  const fitted = blocks.filter((block) => {
    if (isKept(block)) return true;
    const needs = weight(block);
    if (full || count < 1 || needs > room) {
      full = true;
      return false;
    }
    room -= needs;
    count -= 1;
    return true;
  });
  return full ? [...fitted, leftOut] : fitted;
}
