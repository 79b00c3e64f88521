/** Whole messages and whole views: what Slack counts over all blocks together. Pure. */
import { messageBlocks, viewBlocks } from './blocks.ts';
import {
  anything,
  boolean,
  type Complaint,
  type Fields,
  holds,
  isFields,
  object,
  plain,
  required,
  string,
} from './rule.ts';

/**
 * Undocumented; reports put the edge between about 11,300 and 13,300 characters over all blocks. The
 * strictest reported value is used, so that what passes here passes there.
 */
export const MESSAGE_BUDGET = 11_300;
const MARKDOWN_BUDGET = 12_000;
const VIEW_BYTES = 250_000;

export type Verdict = { error: string; complaints: Complaint[] };

export function checkMessageBlocks(blocks: unknown): Verdict | null {
  if (!Array.isArray(blocks)) return { error: 'invalid_blocks_format', complaints: [] };
  const complaints = [...holds(blocks, messageBlocks, '/blocks'), ...acrossBlocks(blocks, '/blocks')];
  for (const [index, block] of blocks.entries()) {
    if (isFields(block) && isFields(block['element']) && block['element']['type'] === 'file_input') {
      complaints.push({ pointer: `/blocks/${index}/element/type`, message: 'unsupported type: file_input' });
    }
  }
  if (complaints.length > 0) return { error: 'invalid_blocks', complaints };
  if (countText(blocks) > MESSAGE_BUDGET) return { error: 'msg_blocks_too_long', complaints: [] };
  return null;
}

export function checkView(view: unknown): Verdict | null {
  if (!isFields(view)) return refuse('/view', 'must be an object');
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES)
    return { error: 'view_too_large', complaints: [] };
  if (view['type'] !== 'modal' && view['type'] !== 'home') {
    return refuse('/view/type', `unsupported type: ${String(view['type'])}`);
  }
  const complaints = [
    ...holds(view, view['type'] === 'modal' ? modal : home, '/view'),
    ...(Array.isArray(view['blocks']) ? acrossBlocks(view['blocks'], '/view/blocks') : []),
    ...needsSubmit(view),
  ];
  return complaints.length > 0 ? { error: 'invalid_arguments', complaints } : null;
}

export function pointerLine(complaint: Complaint): string {
  return `${complaint.message} [json-pointer:${complaint.pointer}]`;
}

const viewFields = {
  type: required(string(50)),
  blocks: required(viewBlocks),
  private_metadata: string(3_000),
  callback_id: string(255),
  external_id: string(255),
};
const home = object(() => ({
  fields: { ...viewFields, title: anything, close: anything, submit: anything },
}));
const modal = object(() => ({
  fields: {
    ...viewFields,
    title: required(plain(24)),
    submit: plain(24),
    close: plain(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
}));

function refuse(pointer: string, message: string): Verdict {
  return { error: 'invalid_arguments', complaints: [{ pointer, message }] };
}

function needsSubmit(view: Fields): Complaint[] {
  const blocks = Array.isArray(view['blocks']) ? view['blocks'] : [];
  const hasInput = blocks.some((block) => isFields(block) && block['type'] === 'input');
  return view['type'] === 'modal' && hasInput && !isFields(view['submit'])
    ? [{ pointer: '/view', message: 'missing required field: submit' }]
    : [];
}

function acrossBlocks(blocks: unknown[], pointer: string): Complaint[] {
  const complaints: Complaint[] = [];
  const seen = new Set<string>();
  let markdown = 0;
  let focused = 0;
  for (const [index, block] of blocks.entries()) {
    if (!isFields(block)) continue;
    const blockId = block['block_id'];
    if (typeof blockId === 'string' && blockId !== '') {
      if (seen.has(blockId)) {
        complaints.push({
          pointer: `${pointer}/${index}/block_id`,
          message: `\`block_id\` must be unique: ${blockId}`,
        });
      }
      seen.add(blockId);
    }
    if (block['type'] === 'markdown' && typeof block['text'] === 'string') markdown += block['text'].length;
    focused += elementsIn(block).filter((element) => element['focus_on_load'] === true).length;
  }
  if (markdown > MARKDOWN_BUDGET) {
    complaints.push({ pointer, message: `must be less than ${MARKDOWN_BUDGET + 1} characters of markdown` });
  }
  if (focused > 1) complaints.push({ pointer, message: 'only one element may have focus_on_load' });
  return complaints;
}

/** Every interactive element of a block, wherever it sits. */
export function elementsIn(block: Fields): Fields[] {
  const many = Array.isArray(block['elements']) && block['type'] !== 'rich_text' ? block['elements'] : [];
  const children = Array.isArray(block['child_blocks']) ? block['child_blocks'].filter(isFields) : [];
  return [block['element'], block['accessory'], ...many]
    .filter(isFields)
    .concat(children.flatMap(elementsIn));
}

/** Sums what a reader would read: every `text` string, also inside rich text and tables. */
function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countText(item), 0);
  if (!isFields(value)) return 0;
  let sum = 0;
  for (const [name, inner] of Object.entries(value)) {
    sum += name === 'text' && typeof inner === 'string' ? inner.length : countText(inner);
  }
  return sum;
}
