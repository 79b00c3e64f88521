/** What stands in the inputs of a surface, in the page's short form and in Slack's `state.values`. Pure. */

import { offeredOptions } from '../limits/elements.ts';
import { elementsIn } from '../limits/payload.ts';
import { type Fields, isFields } from '../limits/rule.ts';
import type { Block, InputValue, InputValues } from '../local-api.ts';

/** Element type → name of its value in `state.values`. Elements not listed here hold no value. */
const HOLDS: Record<string, string> = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  rich_text_input: 'rich_text_value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  file_input: 'files',
};

export type Slot = { block: string; action: string; type: string; element: Fields; input: Block };

/** Every element that keeps a value. */
export function slots(blocks: Block[]): Slot[] {
  return blocks.flatMap((block) =>
    elementsIn(block).flatMap((element) => {
      const type = String(element['type']);
      const action = element['action_id'];
      if (!(type in HOLDS) || typeof action !== 'string' || block.block_id === undefined) return [];
      return [{ block: block.block_id, action, type, element, input: block }];
    }),
  );
}

export function findElement(blocks: Block[], block: string, action: string): Fields | undefined {
  const found = blocks.find((one) => one.block_id === block);
  return found && elementsIn(found).find((element) => element['action_id'] === action);
}

/** The first values of a view, keeping what was typed where block and action are still the same. */
export function startingValues(blocks: Block[], typed: InputValues): InputValues {
  const values: InputValues = {};
  for (const slot of slots(blocks)) {
    const kept = typed[slot.block]?.[slot.action];
    const byAction = values[slot.block] ?? {};
    byAction[slot.action] = kept === undefined ? initialValue(slot.element) : kept;
    values[slot.block] = byAction;
  }
  return values;
}

function initialValue(element: Fields): InputValue {
  const text = (name: string) => (typeof element[name] === 'string' ? element[name] : null);
  const many = (name: string) => (Array.isArray(element[name]) ? element[name] : []);
  const type = String(element['type']);
  if (type === 'datetimepicker') {
    const at = element['initial_date_time'];
    return typeof at === 'number' ? String(at) : null;
  }
  if (type === 'rich_text_input') {
    return isFields(element['initial_value']) ? JSON.stringify(element['initial_value']) : null;
  }
  const holds = HOLDS[type] ?? '';
  if (holds === 'files') return [];
  if (holds === 'selected_option') {
    return isFields(element['initial_option']) ? String(element['initial_option']['value']) : null;
  }
  if (holds === 'selected_options') {
    return many('initial_options')
      .filter(isFields)
      .map((one) => String(one['value']));
  }
  if (type.startsWith('multi_')) return many(holds.replace('selected_', 'initial_')).map(String);
  return text(holds === 'value' ? 'initial_value' : holds.replace('selected_', 'initial_'));
}

export type Resolve = { file(id: string): unknown; remembered(value: string): Fields | undefined };

/** `state.values` as a view_submission or block_actions payload carries it. */
export function slackValues(blocks: Block[], values: InputValues, resolve: Resolve): Record<string, Fields> {
  const result: Record<string, Fields> = {};
  for (const slot of slots(blocks)) {
    const given = values[slot.block]?.[slot.action] ?? null;
    result[slot.block] = { ...result[slot.block], [slot.action]: slackValue(slot.element, given, resolve) };
  }
  return result;
}

export function slackValue(element: Fields, given: InputValue, resolve: Resolve): Fields {
  const type = String(element['type']);
  const field = HOLDS[type];
  if (field === undefined) return { type };
  const list = Array.isArray(given) ? given : given === null ? [] : [given];
  const one = Array.isArray(given) ? (given[0] ?? null) : given === '' ? null : given;
  return { type, [field]: fieldValue(element, field, one, list, resolve) };
}

function fieldValue(
  element: Fields,
  field: string,
  one: string | null,
  list: string[],
  resolve: Resolve,
): unknown {
  const option = (value: string) =>
    offeredOptions(element).find((offer) => offer['value'] === value) ?? resolve.remembered(value) ?? null;
  switch (field) {
    case 'files':
      return list.flatMap((id) => resolve.file(id) ?? []);
    case 'selected_option':
      return one === null ? null : option(one);
    case 'selected_options':
      return list.flatMap((value) => option(value) ?? []);
    case 'selected_date_time':
      return one === null ? null : Number(one);
    case 'rich_text_value':
      return one === null ? null : richText(one);
    default:
      return String(element['type']).startsWith('multi_') ? list : one;
  }
}

/** Typed text becomes one section, as Slack's editor makes it; JSON of a rich_text block passes as it is. */
function richText(typed: string): unknown {
  try {
    const parsed: unknown = JSON.parse(typed);
    if (isFields(parsed) && parsed['type'] === 'rich_text') return parsed;
  } catch {
    // Not JSON: plain typing.
  }
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text: typed }] };
  return { type: 'rich_text', elements: [section] };
}
