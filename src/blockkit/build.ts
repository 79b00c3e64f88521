import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { safeText } from './escape.ts';
import { cut, limits } from './fit.ts';

/** Typed constructors for the handful of Block Kit blocks we use; text is Redacted by type and legal in size by construction. */

export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly [field: string]: unknown;
}

export interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly [field: string]: unknown;
}

const plain = (text: Redacted, most: number) => ({
  type: 'plain_text',
  // An empty text object is refused by Slack.
  text: cut(safeText(text), most) || ' ',
  emoji: false,
});

export function divider(): Block {
  return { type: 'divider' };
}

export function header(text: Redacted): Block {
  return { type: 'header', text: plain(text, limits.header) };
}

/** `text` is mrkdwn of ours: whatever came from people was escaped by `escapeMrkdwn` before it was put in. */
export function section(text: Redacted, accessory?: Element, blockId?: string): Block {
  return {
    type: 'section',
    ...(blockId && { block_id: blockId }),
    text: { type: 'mrkdwn', text: cut(safeText(text), limits.section) || ' ', verbatim: true },
    expand: true,
    ...(accessory && { accessory }),
  };
}

export function context(...texts: Redacted[]): Block {
  return {
    type: 'context',
    elements: texts.slice(0, limits.contextElements).map((text) => ({
      type: 'mrkdwn',
      text: cut(safeText(text), limits.context) || ' ',
      verbatim: true,
    })),
  };
}

export function actions(blockId: string, elements: readonly Element[]): Block {
  return { type: 'actions', block_id: blockId, elements: elements.slice(0, limits.actions) };
}

/** One run in a rich_text block: literal text, which needs no escaping and cannot mention anybody, or a person we chose. */
export type Run = { text: Redacted; style?: 'bold' | 'italic' | 'code' } | { user: string };

/** Lines of people's words and ours, side by side. */
export function lines(...rows: readonly (readonly Run[])[]): Block {
  const elements = rows.flatMap((row, index) => [
    ...(index > 0 ? [{ type: 'text', text: '\n' }] : []),
    ...row.filter((run) => 'user' in run || safeText(run.text) !== '').map(runElement),
  ]);
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: withText(elements) }] };
}

function runElement(run: Run) {
  if ('user' in run) return { type: 'user', user_id: run.user };
  const { text, style } = run;
  return { type: 'text', text: safeText(text), ...(style && { style: { [style]: true } }) };
}

const withText = <T>(elements: T[]) => (elements.length > 0 ? elements : [{ type: 'text', text: ' ' }]);

/** A block of code nobody can break out of. */
export function preformatted(text: Redacted, most: number = limits.section): Block {
  const shown = cut(safeText(text), most);
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_preformatted', elements: withText(shown ? [{ type: 'text', text: shown }] : []) },
    ],
  };
}

export function bullets(items: readonly Redacted[]): Block {
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: items.map((item) => ({
          type: 'rich_text_section',
          elements: [{ type: 'text', text: safeText(item) || ' ' }],
        })),
      },
    ],
  };
}

export interface Confirm {
  title: Redacted;
  text: Redacted;
  confirm: Redacted;
  deny?: Redacted;
}

export function button(
  actionId: string,
  text: Redacted,
  value: string,
  options: { style?: 'primary' | 'danger'; confirm?: Confirm; label?: Redacted } = {},
): Element {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text, limits.button),
    value: value.slice(0, limits.value),
    ...(options.style && { style: options.style }),
    ...(options.label && { accessibility_label: cut(options.label, limits.button) }),
    ...(options.confirm && { confirm: confirmation(options.confirm) }),
  };
}

/** A button that opens a page; only https and only an address of ours or of Slack. */
export function linkButton(actionId: string, text: Redacted, url: string): Element {
  return { type: 'button', action_id: actionId, text: plain(text, limits.button), url: url.slice(0, 3000) };
}

function confirmation({ title, text, confirm, deny }: Confirm) {
  return {
    title: plain(title, 100),
    text: plain(text, 300),
    confirm: plain(confirm, 30),
    deny: plain(deny ?? words`Cancel`, 30),
  };
}

export interface Choice {
  value: string;
  text: Redacted;
  description?: Redacted;
}

const option = ({ value, text, description }: Choice) => ({
  value: value.slice(0, limits.optionValue),
  text: plain(text, limits.option),
  ...(description && { description: plain(description, limits.option) }),
});

/** The initial option must equal an option exactly, so it is picked from the list. */
function options(choices: readonly Choice[], most: number, initial?: string) {
  const list = choices.slice(0, most).map(option);
  const first = list.find(({ value }) => value === initial);
  return { options: list, ...(first && { initial_option: first }) };
}

export function staticSelect(
  actionId: string,
  placeholder: Redacted,
  choices: readonly Choice[],
  initial?: string,
): Element {
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain(placeholder, limits.placeholder),
    ...options(choices, limits.selectOptions, initial),
  };
}

export function radio(actionId: string, choices: readonly Choice[], initial?: string): Element {
  return {
    type: 'radio_buttons',
    action_id: actionId,
    ...options(choices, limits.radioOptions, initial),
  };
}

export function checkboxes(
  actionId: string,
  choices: readonly Choice[],
  ticked: readonly string[] = [],
): Element {
  const list = choices.slice(0, limits.radioOptions).map(option);
  const initial = list.filter(({ value }) => ticked.includes(value));
  return {
    type: 'checkboxes',
    action_id: actionId,
    options: list,
    ...(initial.length > 0 && { initial_options: initial }),
  };
}

export function textInput(
  actionId: string,
  settings: {
    initial?: Redacted;
    placeholder?: Redacted;
    multiline?: boolean;
    most?: number;
    focus?: boolean;
  } = {},
): Element {
  const most = Math.min(settings.most ?? limits.plainTextInput, limits.plainTextInput);
  const initial = settings.initial && cut(safeText(settings.initial), most);
  return {
    type: 'plain_text_input',
    action_id: actionId,
    max_length: most,
    ...(settings.multiline && { multiline: true }),
    ...(initial && { initial_value: initial }),
    ...(settings.placeholder && { placeholder: plain(settings.placeholder, limits.placeholder) }),
    ...(settings.focus && { focus_on_load: true }),
  };
}

export function fileInput(actionId: string, mostFiles = 1): Element {
  return { type: 'file_input', action_id: actionId, max_files: mostFiles };
}

export function userSelect(actionId: string, placeholder: Redacted, initial?: string): Element {
  return {
    type: 'users_select',
    action_id: actionId,
    placeholder: plain(placeholder, limits.placeholder),
    ...(initial && { initial_user: initial }),
  };
}

export function channelSelect(actionId: string, placeholder: Redacted): Element {
  return {
    type: 'conversations_select',
    action_id: actionId,
    placeholder: plain(placeholder, limits.placeholder),
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  };
}

export function input(
  blockId: string,
  label: Redacted,
  element: Element,
  settings: { hint?: Redacted; optional?: boolean } = {},
): Block {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, limits.label),
    element,
    optional: settings.optional ?? true,
    ...(settings.hint && { hint: plain(settings.hint, limits.label) }),
  };
}
