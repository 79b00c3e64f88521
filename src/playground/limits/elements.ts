/** Limits of interactive elements and of the small objects inside them. Pure. */
import {
  among,
  anything,
  boolean,
  type Complaint,
  type Fields,
  isFields,
  list,
  number,
  object,
  plain,
  type Rule,
  required,
  type Shape,
  string,
  text,
} from './rule.ts';

const confirm: Rule = object(() => ({
  fields: {
    title: plain(100),
    text: required(text(300)),
    confirm: plain(30),
    deny: plain(30),
    style: among('primary', 'danger'),
  },
}));

const optionOf = (label: Rule): Shape => ({
  fields: {
    text: required(label),
    // Documents say 150; older SDK comments say 75.
    value: required(string(150)),
    description: text(75),
    url: string(3_000),
  },
});
const option: Rule = object(() => optionOf(plain(75)));
const richOption: Rule = object(() => optionOf(text(75)));
const options = list(option, 100);
const groups: Rule = list(
  object(() => ({ fields: { label: required(plain(75)), options: required(options) } })),
  100,
);

const common = { action_id: string(255), focus_on_load: boolean };
const confirmable = { ...common, confirm };
const menu = { ...confirmable, placeholder: plain(150) };
const multi = { ...menu, max_selected_items: number(1, 1_000) };
const typed = {
  ...common,
  placeholder: plain(150),
  initial_value: string(3_000),
  dispatch_action_config: anything,
};
const choices = { options, option_groups: groups };
const filter = { filter: anything, default_to_current_conversation: boolean };
const answerable = { response_url_enabled: boolean };

export const elements: Record<string, Shape> = {
  button: {
    fields: {
      action_id: string(255),
      confirm,
      text: required(plain(75)),
      value: string(2_000),
      url: string(3_000),
      style: among('primary', 'danger'),
      accessibility_label: string(75),
    },
  },
  workflow_button: {
    fields: {
      ...confirmable,
      text: required(plain(75)),
      workflow: required(anything),
      style: anything,
      accessibility_label: string(75),
    },
  },
  overflow: { fields: { ...confirmable, options: required(list(option, 5)) } },
  checkboxes: {
    fields: {
      ...confirmable,
      options: required(list(richOption, 10)),
      initial_options: list(richOption, 10),
    },
    also: initialIsOffered,
  },
  radio_buttons: {
    fields: { ...confirmable, options: required(list(richOption, 10)), initial_option: richOption },
    also: initialIsOffered,
  },
  static_select: { fields: { ...menu, ...choices, initial_option: option }, also: hasOneKindOfChoice },
  multi_static_select: {
    fields: { ...multi, ...choices, initial_options: list(option, 100) },
    also: hasOneKindOfChoice,
  },
  external_select: { fields: { ...menu, initial_option: option, min_query_length: number(0, 3_000) } },
  multi_external_select: {
    fields: { ...multi, initial_options: list(option, 100), min_query_length: number(0, 3_000) },
  },
  users_select: { fields: { ...menu, initial_user: string(255) } },
  multi_users_select: { fields: { ...multi, initial_users: list(string(255), 1_000) } },
  channels_select: { fields: { ...menu, ...answerable, initial_channel: string(255) } },
  multi_channels_select: { fields: { ...multi, initial_channels: list(string(255), 1_000) } },
  conversations_select: {
    fields: { ...menu, ...answerable, ...filter, initial_conversation: string(255) },
  },
  multi_conversations_select: {
    fields: { ...multi, ...filter, initial_conversations: list(string(255), 1_000) },
  },
  datepicker: { fields: { ...menu, initial_date: string(10, 10) } },
  timepicker: { fields: { ...menu, initial_time: string(5, 5), timezone: string(100) } },
  datetimepicker: { fields: { ...confirmable, initial_date_time: number(0, 9_999_999_999) } },
  image: { fields: { alt_text: required(string(2_000)), image_url: string(3_000, 1), slack_file: anything } },
  plain_text_input: {
    fields: { ...typed, multiline: boolean, min_length: number(0, 3_000), max_length: number(1, 3_000) },
  },
  email_text_input: { fields: typed },
  url_text_input: { fields: typed },
  number_input: {
    fields: { ...typed, is_decimal_allowed: required(boolean), min_value: string(50), max_value: string(50) },
  },
  rich_text_input: {
    fields: { ...typed, initial_value: anything, min_lines: number(1, 100), max_lines: number(1, 100) },
  },
  file_input: {
    fields: { action_id: string(255), filetypes: list(string(50), 100), max_files: number(1, 10) },
  },
  feedback_buttons: {
    fields: {
      action_id: string(255),
      positive_button: required(anything),
      negative_button: required(anything),
    },
  },
  icon_button: {
    fields: {
      ...confirmable,
      icon: required(string(50)),
      text: required(plain(75)),
      value: string(2_000),
      accessibility_label: string(75),
      visible_to_user_ids: list(string(255), 100),
    },
  },
};

export function shapesOf(...types: string[]): Record<string, Shape> {
  return Object.fromEntries(types.flatMap((type) => (elements[type] ? [[type, elements[type]]] : [])));
}

function hasOneKindOfChoice(value: Fields): Complaint[] {
  const both = value['options'] !== undefined && value['option_groups'] !== undefined;
  const none = value['options'] === undefined && value['option_groups'] === undefined;
  if (both) return [{ pointer: '', message: 'cannot provide both options and option_groups' }];
  if (none) return [{ pointer: '', message: 'missing required field: options' }];
  return initialIsOffered(value);
}

/** An initial option must equal an offered one exactly. */
function initialIsOffered(value: Fields): Complaint[] {
  const offered = new Set(offeredOptions(value).map((one) => JSON.stringify(optionIdentity(one))));
  const initial = value['initial_option'] === undefined ? [] : [value['initial_option']];
  const many = Array.isArray(value['initial_options']) ? value['initial_options'] : [];
  const field = value['initial_option'] === undefined ? 'initial_options' : 'initial_option';
  return [...initial, ...many].every((one) => offered.has(JSON.stringify(optionIdentity(one))))
    ? []
    : [{ pointer: `/${field}`, message: 'initial option must be one of the options' }];
}

function optionIdentity(one: unknown): unknown {
  if (!isFields(one)) return one;
  return [one['value'], isFields(one['text']) ? one['text']['text'] : null];
}

export function offeredOptions(element: Fields): Fields[] {
  const direct = Array.isArray(element['options']) ? element['options'] : [];
  const grouped = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  return [...direct, ...grouped.flatMap((group) => (isFields(group) ? offeredOptions(group) : []))].filter(
    isFields,
  );
}
