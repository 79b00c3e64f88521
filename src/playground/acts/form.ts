/** What Slack's client itself refuses before a form is sent. Pure. */
import type { Block, InputValue, InputValues } from '../local-api.ts';
import { type Slot, slots } from '../state/values.ts';

/** block_id → text; empty when the form may go. */
export function formErrors(blocks: Block[], values: InputValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const slot of slots(blocks)) {
    if (slot.input.type !== 'input') continue;
    const text = slotError(slot, values[slot.block]?.[slot.action] ?? null);
    if (text !== null) errors[slot.block] = text;
  }
  return errors;
}

function slotError(slot: Slot, value: InputValue): string | null {
  const isEmpty = value === null || value.length === 0;
  if (isEmpty) return slot.input['optional'] === true ? null : 'Please complete this required field.';
  if (Array.isArray(value)) return tooMany(slot, value.length);
  switch (slot.type) {
    case 'plain_text_input':
      return lengthError(slot, value.length);
    case 'number_input':
      return numberError(slot, value);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? null : 'Enter a valid e-mail address.';
    case 'url_text_input':
      return URL.canParse(value) ? null : 'Enter a valid URL.';
    default:
      return null;
  }
}

function tooMany(slot: Slot, count: number): string | null {
  const max = slot.element[slot.type === 'file_input' ? 'max_files' : 'max_selected_items'];
  const limit = typeof max === 'number' ? max : slot.type === 'file_input' ? 10 : Number.POSITIVE_INFINITY;
  return count > limit ? `Choose at most ${limit}.` : null;
}

function lengthError(slot: Slot, length: number): string | null {
  const { min_length: min, max_length: max } = slot.element;
  const most = typeof max === 'number' ? max : 3_000;
  if (length > most) return `Use at most ${most} characters.`;
  return typeof min === 'number' && length < min ? `Use at least ${min} characters.` : null;
}

function numberError(slot: Slot, value: string): string | null {
  const isDecimal = slot.element['is_decimal_allowed'] === true;
  if (!(isDecimal ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(value)) return 'Enter a number.';
  const { min_value: min, max_value: max } = slot.element;
  if (typeof min === 'string' && Number(value) < Number(min)) return `Enter ${min} or more.`;
  return typeof max === 'string' && Number(value) > Number(max) ? `Enter ${max} or less.` : null;
}
