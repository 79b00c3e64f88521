/** Draws Block Kit blocks. A block this page does not know is named, never dropped in silence. */
import type { Block } from '../../local-api.ts';
import { el } from '../dom.ts';
import { drawElement } from './element.ts';
import { image } from './image.ts';
import { inputBlock } from './input-block.ts';
import { richText } from './rich-text.ts';
import type { Element, Scene } from './scene.ts';
import { isFields, list, mrkdwn, str, textObject, words } from './text.ts';

export function blocks(scene: Scene, all: Block[], errors: Record<string, string> = {}): HTMLElement {
  return el('div', { class: 'blocks' }, ...all.map((block) => drawBlock(scene, block, errors)));
}

function drawBlock(scene: Scene, block: Block, errors: Record<string, string>): HTMLElement {
  const node = blockBody(scene, block, errors);
  node.dataset['block'] = block.block_id ?? '';
  return node;
}

function blockBody(scene: Scene, block: Block, errors: Record<string, string>): HTMLElement {
  const { desk } = scene;
  switch (block.type) {
    case 'section':
      return section(scene, block);
    case 'header':
      return el('h3', { class: 'block-header' }, words(block['text']));
    case 'divider':
      return el('hr', { class: 'block-divider' });
    case 'context':
      return el(
        'div',
        { class: 'block-context' },
        ...list(block['elements']).map((one) =>
          one['type'] === 'image' ? image(one) : textObject(desk, one),
        ),
      );
    case 'actions':
      return el(
        'div',
        { class: 'block-actions' },
        ...list(block['elements']).map((one) => drawElement(elementOf(scene, block, one))),
      );
    case 'input':
      return inputBlock(scene, block, errors);
    case 'rich_text':
      return richText(desk, block);
    case 'markdown':
      return mrkdwn(desk, str(block['text']));
    case 'image':
      return el(
        'figure',
        { class: 'block-image' },
        block['title'] ? el('figcaption', {}, words(block['title'])) : null,
        image(block),
      );
    default:
      return el('p', { class: 'unsupported' }, `This page cannot show the block "${block.type}".`);
  }
}

function section(scene: Scene, block: Block): HTMLElement {
  const { accessory } = block;
  const fields = list(block['fields']);
  return el(
    'div',
    { class: 'block-section' },
    el(
      'div',
      { class: 'section-words' },
      block['text'] ? textObject(scene.desk, block['text']) : null,
      fields.length > 0
        ? el('div', { class: 'section-fields' }, ...fields.map((one) => textObject(scene.desk, one)))
        : null,
    ),
    isFields(accessory)
      ? el('div', { class: 'section-side' }, drawElement(elementOf(scene, block, accessory)))
      : null,
  );
}

function elementOf(scene: Scene, block: Block, fields: Record<string, unknown>): Element {
  return {
    scene,
    block: block.block_id ?? '',
    action: str(fields['action_id']),
    fields,
    dispatches: true,
    labelledBy: null,
    describedBy: null,
  };
}
