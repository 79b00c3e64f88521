import { offeredOptions } from '../../../src/playground/limits/elements.ts';
import type { InputValue, InputValues, View } from '../../../src/playground/local-api.ts';
import { type Slot, slots } from '../../../src/playground/state/values.ts';
import type { Chance } from './chance.ts';

/** What somebody writes into a form: sensible, empty or wrong, by chance. */

/** Only colleagues may read it, wherever it was written. */
export const secretWord = 'PLANTED';

export interface Known {
  people: readonly string[];
  channels: readonly string[];
  /** IDs that Coval knows. */
  ids: readonly string[];
  cases: number;
}

/** Fields in which colleagues write to each other alone. */
const internalFields = ['handoff-note', 'handoff-override', 'answer-text'];

const statuses = ['401', '404', 'HTTP 500', '503', '200', 'none'];
const sentences = ['the lobby agent is silent', 'they call at noon', 'it was switched off', 'see the log'];

export function answersFor(view: View, chance: Chance, known: Known): InputValues {
  const values: InputValues = {};
  for (const slot of slots(view.blocks)) {
    if (slot.input.type !== 'input' || slot.type === 'file_input') continue;
    if (slot.input['optional'] !== false && chance.happens(0.5)) continue;
    values[slot.block] = { [slot.action]: valueFor(slot, chance, known) };
  }
  return aside(values);
}

function valueFor({ block, type, element }: Slot, chance: Chance, known: Known): InputValue {
  if (type === 'users_select') return chance.one(known.people) ?? null;
  if (type === 'conversations_select') return chance.one(known.channels) ?? null;
  if (type !== 'plain_text_input') {
    const value = chance.one(offeredOptions(element).map((option) => String(option['value'])));
    if (value === undefined) return null;
    return type === 'checkboxes' ? [value] : value;
  }
  if (internalFields.includes(block)) return `${secretWord} ${chance.one(sentences)}`;
  if (block.endsWith('response_status')) return chance.one(statuses) ?? '';
  if (block.endsWith('target_id')) return chance.one(known.ids) ?? '';
  if (block === 'manage-text' && chance.happens(0.3)) return `T-${1 + chance.below(known.cases + 2)}`;
  return chance.one(sentences) ?? '';
}

/** In the form that manages a case, one field holds a note for colleagues or words for everybody. */
function aside(values: InputValues): InputValues {
  const wish = values['manage-do']?.['manage_do'];
  const text = values['manage-text']?.['manage_text'];
  if (wish !== 'note' || typeof text !== 'string') return values;
  return { ...values, 'manage-text': { manage_text: `${secretWord} ${text}` } };
}
